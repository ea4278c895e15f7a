"""Files that are put in place whole and on disk, or not at all."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""How long a file that somebody reads is waited for, attempt by attempt."""
_IN_USE = (5, 32)
"""What Windows answers then: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION."""


@contextmanager
def placed(path: Path) -> Iterator[BinaryIO]:
    """A new file to write; once this is left without an error, it is on disk under its name.

    Raises:
        OSError: it cannot be written; what had that name before is as it was.
    """
    with _written(path.with_name(f"{path.name}.{os.getpid()}.part"), path, 0o666) as file:
        yield file


@contextmanager
def placed_for_owner(path: Path) -> Iterator[BinaryIO]:
    """The same for a file that only this user may read, from its first byte on.

    Its half is always called the same, so that the next attempt removes what a crash has left.

    Raises:
        OSError: it cannot be written; what had that name before is as it was.
    """
    with _written(path.with_name(f"{path.name}.new"), path, 0o600) as file:
        yield file


def news(path: Path, text: str) -> None:
    """Put news in place that are soon followed by others: where they cannot be, all goes on."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def put(new: Path, path: Path) -> None:
    """Give a file its name, in the place of another if there is one.

    Windows refuses that while somebody reads one of the two; it is tried again for a second.

    Raises:
        OSError: it cannot be done.
    """
    for pause_s in _PAUSES_S:
        try:
            new.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _IN_USE:
                raise
            time.sleep(pause_s)
        else:
            return
    new.replace(path)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on disk."""
    # Windows can neither open nor sync a folder; there the rename itself is journalled.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _written(new: Path, path: Path, mode: int) -> Iterator[BinaryIO]:
    new.unlink(missing_ok=True)
    try:
        with open(new, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put(new, path)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
