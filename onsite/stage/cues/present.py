"""Whether a program of this laptop is open that fires cues when they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import FileLock

LOCK_FILE = "cues.lock"


class Presence:
    """Says to the other programs of the laptop that cues are fired here.

    Given up by the system, too, when the program is killed.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / LOCK_FILE
        self._lock: FileLock | None = None

    def hold(self) -> None:
        """Say so, if no other program says it; without waiting."""
        from filelock import FileLock, Timeout

        if self._lock is None:
            self._lock = FileLock(self._path)
        if not self._lock.is_locked:
            try:
                self._lock.acquire(timeout=0)
            except (Timeout, OSError):
                return

    def give_up(self) -> None:
        """Do not say so any more."""
        if self._lock is not None:
            self._lock.release()


def is_fired_here(data: Path) -> bool:
    """Whether a program is open that fires the cues of this laptop."""
    from filelock import FileLock, Timeout

    file = data / LOCK_FILE
    if not file.exists():
        return False
    try:
        with FileLock(file, timeout=0):
            return False
    except (Timeout, OSError):
        return True
