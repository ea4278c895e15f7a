"""What SQLite says when it fails, in the words of the person who has to mend it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from onsite.errors import StoreBusyError, StoreDamagedError, StoreError, StoreFullError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")
"""A file that may not grow, be it by the disk, a quota or a limit of the process."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise SQLite's errors as `StoreError`s; what is no fault of the store stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _sentence(error.orig) from error
        raise
    except sqlite3.Error as error:
        raise _sentence(error) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection was in the way, so that trying again may help."""
    return _primary(error) == sqlite3.SQLITE_BUSY


def damaged() -> StoreDamagedError:
    """The error for a file that is no store."""
    return StoreDamagedError(
        _("The data file is damaged or is not an Onsite store."),
        _("Choose another folder with --data, or put back a copy from the backups folder."),
    )


def unwritable() -> StoreError:
    """The error for a place where nothing can be written."""
    return StoreError(
        _("The data folder cannot be written to."),
        _("Check its permissions, or choose another folder with --data."),
    )


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: sqlite3.Error) -> Exception:
    code = _primary(error)
    if getattr(error, "sqlite_errorname", "") in _FULL:
        return StoreFullError(
            _("The disk is full: this was not saved."),
            _("Free some space on the disk that holds the Onsite data, then do it again."),
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(
            _("Another Onsite window has been writing for too long: this was not saved."),
            _("Wait until it has finished or close it, then do it again."),
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return damaged()
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return unwritable()
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            _("The disk did not do what was asked: this was not saved."),
            _("Check the disk, then do it again."),
        )
    return error
