"""The one thread through which everything reaches the store.

A foreign lock, a slow disk or a long import never stops the screen: it waits here.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from sqlalchemy.exc import DBAPIError

from onsite.errors import StoreBusyError, StoreDamagedError, StoreError, StoreFullError
from onsite.language import _
from onsite.store.engine import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

T = TypeVar("T")

PATIENCE_S = 60.0
"""How long an act waits for another process before the user is told, in seconds."""


class Store:
    """An open store. Work is a function of the connection; it runs in one transaction.

    `write` and `read` are for screens, `write_now` and `read_now` for the shell. When a
    write returns, it is on disk; when it raises, nothing of it was written.

    Raises:
        StoreError: with the sentence for the user; of a subclass where the cause is known.
    """

    def __init__(self, path: Path | str, *, patience_s: float = PATIENCE_S) -> None:
        self.path = path
        self._patience_s = patience_s
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="onsite-store")
        self._rows = self._thread.submit(self._open).result()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work that may write, in one transaction, without holding up the screen."""
        return await asyncio.wrap_future(self._submit(work, "BEGIN IMMEDIATE"))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, on one consistent view of the store."""
        return await asyncio.wrap_future(self._submit(work, "BEGIN"))

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """As `write`, for callers that have no event loop."""
        return self._submit(work, "BEGIN IMMEDIATE").result()

    def read_now(self, work: Callable[[Connection], T]) -> T:
        """As `read`, for callers that have no event loop."""
        return self._submit(work, "BEGIN").result()

    async def foreign_version(self) -> int:
        """A number that changes when another process has written to the store."""

        def ask() -> int:
            with _translated():
                answer = self._rows.exec_driver_sql("PRAGMA data_version").scalar_one()
            return int(answer)

        return await asyncio.wrap_future(self._thread.submit(ask))

    def close(self) -> None:
        """Let the work at hand finish, then close the file."""
        self._thread.submit(self._shut).result()
        self._thread.shutdown()

    def _open(self) -> Connection:
        with _translated():
            return connect(self.path)

    def _shut(self) -> None:
        self._rows.close()
        self._rows.engine.dispose()

    def _submit(self, work: Callable[[Connection], T], begin: str) -> Future[T]:
        return self._thread.submit(self._transact, work, begin)

    def _transact(self, work: Callable[[Connection], T], begin: str) -> T:
        driver = self._driver()
        with _translated():
            self._begin(driver, begin)
            try:
                result = work(self._rows)
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
        return result

    def _begin(self, driver: sqlite3.Connection, begin: str) -> None:
        give_up = time.monotonic() + self._patience_s
        while True:
            try:
                driver.execute(begin)
            except sqlite3.OperationalError as error:
                if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            else:
                return

    def _driver(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self._rows.connection.dbapi_connection)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _sentence(error.orig) from error
        raise
    except sqlite3.Error as error:
        raise _sentence(error) from error


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: sqlite3.Error) -> Exception:
    code = _primary(error)
    if code == sqlite3.SQLITE_FULL or "SQLITE_IOERR_WRITE" in getattr(
        error, "sqlite_errorname", ""
    ):
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
        return StoreDamagedError(
            _("The data file is damaged or is not an Onsite store."),
            _("Choose another folder with --data, or put back a copy from the backups folder."),
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError(
            _("The data folder cannot be written to."),
            _("Check its permissions, or choose another folder with --data."),
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            _("The disk did not do what was asked: this was not saved."),
            _("Check the disk, then do it again."),
        )
    return error
