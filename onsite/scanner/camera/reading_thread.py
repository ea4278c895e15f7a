"""The threads that read frames, and the end of the program, which waits for them.

A thread that comes back from OpenCV or from a decoder while Python is being torn down takes the
whole process down with a core dump, after everything was kept and closed.
"""

from __future__ import annotations

import atexit
import threading
import time

ENDS_WITHIN_S = 2.5
"""How long the end of the program waits for them, in seconds."""


class ReadingThread(threading.Thread):
    """A thread that reads frames until it is stopped.

    Args:
        name: of the thread.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)

    def stop(self) -> None:
        """Read no more. Does not wait; harmless a second time."""
        raise NotImplementedError


@atexit.register
def end_all() -> None:
    """Let none of them read any longer, before Python is torn down."""
    give_up = time.monotonic() + ENDS_WITHIN_S
    running = [each for each in threading.enumerate() if isinstance(each, ReadingThread)]
    for each in running:
        each.stop()
    for each in running:
        each.join(max(0.0, give_up - time.monotonic()))
