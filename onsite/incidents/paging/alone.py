"""One program of a laptop at a time carries out what is due, though several may be open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import FileLock

LOCK_FILE = "incidents.lock"


class Alone:
    """Who tells people here. Given up by the system, too, when the program is killed.

    Args:
        data: the data folder.
        file: the name of the lock, for each thing that is carried out.
    """

    def __init__(self, data: Path, file: str = LOCK_FILE) -> None:
        self._path = data / file
        self._lock: FileLock | None = None

    def won(self) -> bool:
        """Whether it is this program; asks again each time, without waiting.

        Where the disk cannot say, it is: who is told twice has lost less than who is not told.
        """
        from filelock import FileLock, Timeout

        if self._lock is None:
            self._lock = FileLock(self._path)
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError:
            return True
        return True

    def give_up(self) -> None:
        """Leave it to another program."""
        if self._lock is not None:
            self._lock.release()
