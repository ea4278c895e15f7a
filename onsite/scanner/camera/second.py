"""A second look at frames in which nothing was read, in a thread of its own.

It costs many times what the first look does, so it is taken seldom, and not at all where nothing
can have changed: then what it said the last time is said again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from queue import Queue
from typing import TYPE_CHECKING

from onsite.scanner.camera.reading_thread import ReadingThread
from onsite.scanner.camera.stillness import Stillness

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.capture import Frame
    from onsite.scanner.decoding import Picture, Reading

UNREAD_FOR_S = 0.5
"""So long nothing must have been read before a frame is looked at again."""
EVERY_S = 0.4
"""At least so long from one second look to the next."""
MOST_OF_A_CORE = 0.40
"""Where the process has lately used more than this, it must not use more yet."""
PATIENCE_S = 1.0
"""How long the end of a source waits for the last look."""
_SPAN_S = 2.0


class Share:
    """How much of one core this process has used lately.

    Args:
        used: seconds of computing so far.
        now: seconds of a clock that never goes back.
    """

    def __init__(
        self,
        used: Callable[[], float] = time.process_time,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._used, self._now = used, now
        self._marks: deque[tuple[float, float]] = deque([(now(), used())])

    def lately(self) -> float:
        """From 0 to the number of cores, over the last two seconds or so."""
        now, used = self._now(), self._used()
        self._marks.append((now, used))
        while len(self._marks) > 2 and now - self._marks[1][0] >= _SPAN_S:  # noqa: PLR2004 - two ends of a span
            self._marks.popleft()
        began, before = self._marks[0]
        return (used - before) / (now - began) if now > began else 0.0


class SecondLook(ReadingThread):
    """Looks at a frame again when that is worth it.

    Args:
        read: the second lane.
        found: is given the frame and what was made of it, in the lane's thread or the caller's.
        share: of a core, where the process must keep within one; None where it need not.
    """

    def __init__(
        self,
        read: Callable[[Picture], Reading],
        found: Callable[[Frame, Reading], None],
        share: Share | None = None,
    ) -> None:
        super().__init__("onsite-second-look")
        self._read = read
        self._found = found
        self._share = share
        self._stillness = Stillness()
        self._said: Reading | None = None
        self._looked = float("-inf")
        self._frames: Queue[Frame | None] = Queue()
        self._idle = threading.Event()
        self._idle.set()
        self._failure: Exception | None = None

    def offer(self, frame: Frame, unread_for: float, *, located: bool) -> None:
        """Look at a frame again, where that is worth it; does not wait.

        Args:
            frame: one in which the first lane has read nothing.
            unread_for: how long nothing was read, in seconds.
            located: whether a code is known to be there.

        Raises:
            Exception: whatever kept it from looking at the last one.
        """
        used = self._share.lately() if self._share is not None else 0.0
        self._raise_failure()
        early = unread_for < UNREAD_FOR_S or frame.at - self._looked < EVERY_S
        if early or not self._idle.is_set():
            return
        if self._said is not None and not located and self._stillness.since(frame.picture):
            self._looked = frame.at
            self._found(frame, self._said)
        elif used < MOST_OF_A_CORE:
            self._look(frame)

    def last(self, frame: Frame, unread_for: float) -> None:
        """Look at the last frame there is, if nothing was read before; waits for it.

        Args:
            frame: the last one.
            unread_for: how long nothing was read, in seconds.

        Raises:
            Exception: whatever kept it from looking.
        """
        self._idle.wait(PATIENCE_S)
        if unread_for >= UNREAD_FOR_S and frame.at > self._looked and self._idle.is_set():
            self._look(frame)
            self._idle.wait(PATIENCE_S)
        self._raise_failure()

    def stop(self) -> None:
        """Look no more. Does not wait."""
        self._frames.put(None)

    def run(self) -> None:
        """Look at what was offered, until it is to stop."""
        while (frame := self._frames.get()) is not None:
            try:
                self._said = self._read(frame.picture)
                self._found(frame, self._said)
            except Exception as error:  # noqa: BLE001 - raised again where the next frame is offered
                # What it said of another frame must not be said of this one.
                self._said, self._failure = None, error
            self._idle.set()

    def _look(self, frame: Frame) -> None:
        self._looked = frame.at
        self._stillness.remember(frame.picture)
        self._idle.clear()
        self._frames.put(frame)

    def _raise_failure(self) -> None:
        """Once: after that, it looks again."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
