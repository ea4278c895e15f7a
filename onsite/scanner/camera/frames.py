"""The frames of a source that are looked at: the newest of a live one, the due of another."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from onsite.scanner.capture import Frame
from onsite.scanner.capture.newest import Newest

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from onsite.scanner.camera.pace import Pace
    from onsite.scanner.capture import Source

LOOKS_PER_S = 15.0
"""Frames that are read, a second: more would cost more and answer nobody sooner."""
_LOOKS_UP_S = 0.2
"""How often a wait for a frame is interrupted to see whether it is still wanted."""
_BETWEEN_S = 1 / LOOKS_PER_S * 0.85  # a camera's frames do not come to the millisecond


class Frames(Protocol):
    """One opening of a source."""

    @property
    def grabbed(self) -> int:
        """Frames that the source has given."""
        ...

    @property
    def dropped(self) -> int:
        """Of those, the ones that nobody looked at."""
        ...

    def __iter__(self) -> Iterator[Frame]:
        """The frames to look at, each when it is time.

        Raises:
            OnsiteError: there will be no more.
        """
        ...

    def close(self) -> None:
        """Let go of the source. Does not wait."""
        ...


def frames_of(source: Source, pace: Callable[[], Pace], stopped: threading.Event) -> Frames:
    """The frames of a source from now on, until it ends or `stopped` is set."""
    return _Live(source, stopped) if source.live else _Played(source, pace(), stopped)


class _Live:
    """The newest frame, whenever one is wanted."""

    def __init__(self, source: Source, stopped: threading.Event) -> None:
        self._newest = Newest(source)
        self._stopped = stopped

    @property
    def grabbed(self) -> int:
        return self._newest.grabbed

    @property
    def dropped(self) -> int:
        return self._newest.dropped

    def __iter__(self) -> Iterator[Frame]:
        while not self._stopped.is_set():
            frame = self._newest.latest(_LOOKS_UP_S)
            if frame is not None:
                due = time.monotonic() + _BETWEEN_S
                yield frame
                self._stopped.wait(max(0.0, due - time.monotonic()))

    def close(self) -> None:
        self._newest.close()


class _Played:
    """One frame after the other, each at its own time."""

    def __init__(self, source: Source, pace: Pace, stopped: threading.Event) -> None:
        self.grabbed = 0
        self.dropped = 0
        self._source = source
        self._pace = pace
        self._stopped = stopped

    def __iter__(self) -> Iterator[Frame]:
        stream = self._source.open()
        due = float("-inf")
        try:
            while (at := stream.grab()) is not None:
                self.grabbed += 1
                self._pace.wait(at, self._stopped)
                if self._stopped.is_set():
                    return
                if at < due:
                    self.dropped += 1
                    continue
                due = at + _BETWEEN_S
                yield Frame(at, stream.picture())
        finally:
            stream.close()

    def close(self) -> None:
        """The generator closes the stream itself."""
