"""How the data of a folder is made unreadable: tables, the store's file, files beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from onsite.store.failures import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_PATIENCE_S = 2.0
_KEPT = ("alembic_version",)
"""The form of the store, so that it can still be opened."""
_FOLDERS = ("attachments", "backups", "crash", "hub", "photos")
_FILES = (
    "station.key*",
    "clock.json*",
    "exchange.json*",
    "invitations.json*",
    "link*.json*",
    "link*.log*",
    "scanner.json*",
    "upstream*.json*",
    "upstream*.log*",
    "sealed-*.part",
)
_HELD_OPEN = ".lock"
"""A lock that is removed while it is held no longer keeps a second one out."""
_OVERWRITTEN = (".key", ".db")
_AT_ONCE = 1 << 20


def empty(rows: Connection) -> None:
    """Take every row out of every table, in the transaction that is open.

    The pages are overwritten with zeros, not only given free.
    """
    rows.exec_driver_sql("PRAGMA secure_delete = ON").fetchall()
    listed = rows.exec_driver_sql("PRAGMA main.table_list").mappings().all()
    for name in (each["name"] for each in listed if each["type"] == "table"):
        if name not in _KEPT and not name.startswith("sqlite_"):
            rows.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 - our own names
    for name in _full_text(rows):
        # What was deleted row by row stays in the index until it is merged.
        rows.exec_driver_sql(f'INSERT INTO "{name}" ("{name}") VALUES (\'delete-all\')')  # noqa: S608 - our own names


def is_empty(store: Path) -> bool:
    """Whether a store's tables were emptied; not so where there is none, or it cannot be read."""
    try:
        with closing(sqlite3.connect(store, timeout=_PATIENCE_S)) as driver:
            found = driver.execute("SELECT count(*) FROM journal_station").fetchone()
    except sqlite3.Error:
        return False
    return bool(found[0] == 0)


def compact(store: Path) -> bool:
    """Give the free pages back and empty the log; False while another process is reading.

    Raises:
        StoreError: it cannot be written.
    """
    with (
        translated(),
        closing(sqlite3.connect(store, timeout=_PATIENCE_S, isolation_level=None)) as driver,
    ):
        driver.execute("PRAGMA secure_delete = ON").fetchall()
        # The zeros must reach the file before it is made shorter.
        if not _written_back(driver):
            return False
        driver.execute("VACUUM")
        return _written_back(driver)


def remove_files(data: Path) -> bool:
    """Remove what lies beside the store; False where something could not be removed."""
    gone = [_removed(path) for path in _beside(data)]
    gone += [_removed_folder(data / name) for name in _FOLDERS]
    return all(gone)


def _full_text(rows: Connection) -> list[str]:
    found = rows.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5 %'"
    )
    return list(found.scalars())


def _written_back(driver: sqlite3.Connection) -> bool:
    busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def _beside(data: Path) -> Iterator[Path]:
    for pattern in _FILES:
        yield from (path for path in data.glob(pattern) if path.suffix != _HELD_OPEN)


def _removed_folder(folder: Path) -> bool:
    if not folder.exists():
        return True
    gone = [_removed(path) for path in _files_under(folder)]
    if folder.is_symlink():
        return all(gone) and _removed(folder)
    shutil.rmtree(folder, ignore_errors=True)
    return all(gone) and not folder.exists()


def _files_under(folder: Path) -> Iterable[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]


def _removed(path: Path) -> bool:
    try:
        if not path.is_symlink() and any(part in path.name for part in _OVERWRITTEN):
            _overwrite(path)
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _overwrite(path: Path) -> None:
    with suppress(FileNotFoundError), path.open("r+b") as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(bytes(min(_AT_ONCE, left)))
        file.flush()
        os.fsync(file.fileno())
