"""The newest frame of a source that does not wait to be read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.scanner.capture import words
from onsite.scanner.capture.filming import Filming, filming_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.capture.source import Frame, Source

HANGS_AFTER_S = 2.5
"""Seconds without a frame, or without an answer to opening, after which a source hangs."""


class Newest:
    """A source being watched in a thread of its own; of its frames only the newest counts.

    Args:
        source: what is watched.
        hangs_after: seconds; see `HANGS_AFTER_S`.
        now: seconds that never go back.
    """

    def __init__(
        self,
        source: Source,
        hangs_after: float = HANGS_AFTER_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._hangs_after = hangs_after
        self._now = now
        self._filming: Filming | None = None

    @property
    def grabbed(self) -> int:
        """Frames that the source has given."""
        return self._filming.grabbed if self._filming else 0

    @property
    def dropped(self) -> int:
        """Frames that were not looked at, since nobody waited for one."""
        return self._filming.dropped if self._filming else 0

    def start(self) -> None:
        """Open the source and watch it, without waiting for it; harmless a second time."""
        if self._filming is None:
            self._filming = filming_of(self._source, self._now)

    def latest(self, timeout: float) -> Frame | None:
        """The next frame that comes; each at most once.

        Args:
            timeout: seconds to wait for it.

        Returns:
            None when there was none in that time.

        Raises:
            CameraTrouble: there will be none. Close this one, and try with another later.
        """
        self.start()
        if self._filming is None:
            raise words.hanging(self._source.name)
        return self._filming.wait(timeout, self._hangs_after)

    def close(self) -> None:
        """Watch no longer. Does not wait; harmless a second time."""
        if self._filming is not None:
            self._filming.leave()
            self._filming = None
