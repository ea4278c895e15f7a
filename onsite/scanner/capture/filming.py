"""The thread that watches one source, and what becomes of it when the source hangs.

The calls of OpenCV cannot be interrupted. A thread that hangs in one is therefore left: it ends
by itself when the call returns. So that hours of retries leave no more than a few behind, a
source with `MOST_STUCK` such threads is not opened again before one of them has ended, and one
that is merely slow to open is taken up again by the next try.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from onsite.scanner.capture import words
from onsite.scanner.capture.source import CameraTrouble, Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.capture.source import Source, Stream

MOST_STUCK = 2
"""Threads of one source that may hang at a time."""
LINGERS_S = 15.0
"""How long a source that was slow to open is kept open for the next try, in seconds."""
DAMAGED_IN_A_ROW = 30
"""Pictures that cannot be read before that is trouble; webcams send a few at the beginning."""

LETS_GO_WITHIN_S = 1.0
"""How long a try waits for those before it to close the source, in seconds."""

ENDS_WITHIN_S = 2.5
"""How long the end of the program waits for the threads, in seconds. One that comes back from
OpenCV while Python is being torn down would take the whole process down with a core dump."""
OPENING_ENDS_WITHIN_S = 1.0
"""The same for those that are still opening: they may stay there for longer than anyone waits."""

_left: list[Filming] = []
_guard = threading.Lock()


class Filming(threading.Thread):
    """Watches a source until it is left, or the source fails.

    Args:
        source: what is watched.
        now: seconds that never go back.
        before: threads that were left and may still have the same camera open.
    """

    def __init__(
        self, source: Source, now: Callable[[], float], before: tuple[Filming, ...] = ()
    ) -> None:
        super().__init__(name="onsite-capture", daemon=True)
        self.source = source
        self.grabbed = 0
        self.dropped = 0
        self._now = now
        self._before = before
        self._changed = threading.Condition()
        self._answered = now()
        self._opened = self._is_left = self._is_wanted = False
        self.hung = False
        """Whether it was told to hang, when somebody waited last."""
        self._frames: deque[Frame] = deque(maxlen=1)
        self._failure: Exception | None = None

    def run(self) -> None:
        """Open the source and watch it; keep why it ended."""
        try:
            self._film()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            with self._changed:
                self._failure = error
                self._changed.notify_all()

    def wait(self, timeout: float, hangs_after: float) -> Frame | None:
        """The next frame, as `Newest.latest` answers it."""
        give_up = self._now() + timeout
        with self._changed:
            self._frames.clear()
            self._is_wanted = True
            try:
                while not self._frames:
                    silent = self._answered + hangs_after
                    left = min(give_up, silent) - self._now()
                    if self._failure is not None:
                        raise self._failure
                    if left <= 0 and silent <= give_up:
                        self.hung = True
                        raise words.hanging(self.source.name)
                    if left <= 0:
                        return None
                    self._changed.wait(left)
                return self._frames.pop()
            finally:
                self._is_wanted = False

    def leave(self) -> None:
        """Nobody waits for its frames any longer. Does not wait."""
        with self._changed:
            self._is_left = True
            self._changed.notify_all()
        with _guard:
            _left.append(self)

    def take_up(self) -> bool:
        """Go on with it, where it has been left while it was still opening."""
        with self._changed:
            if self._opened or self._failure is not None:
                return False
            self._is_left = self.hung = False
            self._answered = self._now()
            self._changed.notify_all()
            return True

    def end(self, began: float) -> None:
        """Wait until it has ended, or not much longer; the program is over since `began`."""
        within = ENDS_WITHIN_S if self._opened else OPENING_ENDS_WITHIN_S
        self.join(max(0.0, began + within - time.monotonic()))

    def _film(self) -> None:
        for each in self._before:
            each.join(LETS_GO_WITHIN_S)
        stream = self.source.open()
        try:
            if self._is_awaited():
                self._watch(stream)
        finally:
            stream.close()

    def _is_awaited(self) -> bool:
        """Whether anybody waits for the source, which has just opened, or soon does."""
        with self._changed:
            if self._is_left and self.hung:
                self._changed.wait_for(lambda: not self._is_left, LINGERS_S)
            self._opened = True
            self._answered = self._now()
            return not self._is_left

    def _watch(self, stream: Stream) -> None:
        damaged = 0
        while not self._is_left:
            at = stream.grab()
            if at is None:
                raise words.ended(self.source.name)
            with self._changed:
                self._answered = self._now()
                self.grabbed += 1
                if not self._is_wanted:
                    self.dropped += 1
                    continue
            try:
                self._give(Frame(at, stream.picture()))
                damaged = 0
            except CameraTrouble:
                damaged += 1
                if damaged == DAMAGED_IN_A_ROW:
                    raise

    def _give(self, frame: Frame) -> None:
        with self._changed:
            if not self._is_wanted:
                self.dropped += 1
                return
            self._frames.append(frame)
            self._changed.notify_all()


def filming_of(source: Source, now: Callable[[], float]) -> Filming | None:
    """A running thread that watches the source; None where too many hang on it already.

    Args:
        source: what is watched.
        now: seconds that never go back.
    """
    with _guard:
        _left[:] = [each for each in _left if each.is_alive()]
        same = [each for each in _left if each.source == source]
        for each in same:
            if each.take_up():
                _left.remove(each)
                return each
        if len(same) >= MOST_STUCK:
            return None
        # The same camera may go by another name there; one that hangs is not waited for.
        before = tuple(each for each in _left if not each.hung)
    filming = Filming(source, now, before)
    filming.start()
    return filming


@atexit.register
def end_all() -> None:
    """Let every source go, before Python is torn down."""
    began = time.monotonic()
    running = [each for each in threading.enumerate() if isinstance(each, Filming)]
    for each in running:
        each.leave()
    for each in running:
        each.end(began)
