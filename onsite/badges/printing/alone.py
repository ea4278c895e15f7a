"""One program at a time carries out the jobs of a station, though several may be running."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import FileLock

LOCK_FILE = "printing.lock"


class Alone:
    """Who prints here. Given up by the system, too, when the program is killed.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self._path = data / LOCK_FILE
        self._lock: FileLock | None = None

    def won(self) -> bool:
        """Whether it is this program; asks again each time, without waiting."""
        from filelock import FileLock, Timeout

        if self._lock is None:
            self._lock = FileLock(self._path)
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def give_up(self) -> None:
        """Leave it to another program."""
        if self._lock is not None:
            self._lock.release()
