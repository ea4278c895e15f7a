"""The one thread through which everything reaches the store.

A foreign lock, a slow disk or a long import never stops the screen: it waits here.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar, cast

from onsite.store.engine import PATIENCE_S, connect
from onsite.store.failures import is_busy, translated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

T = TypeVar("T")


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
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="onsite-store")
        try:
            self._rows = self._thread.submit(self._open).result()
        except BaseException:
            self._thread.shutdown()
            raise

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
            with translated():
                answer = self._rows.exec_driver_sql("PRAGMA data_version").scalar_one()
            return int(answer)

        return await asyncio.wrap_future(self._thread.submit(ask))

    def close(self) -> None:
        """Let the work at hand finish, then close the file. Closing twice is closing."""
        if self._closed:
            return
        self._closed = True
        self._thread.submit(self._shut).result()
        self._thread.shutdown()

    def _open(self) -> Connection:
        with translated():
            return connect(self.path)

    def _shut(self) -> None:
        self._rows.close()

    def _submit(self, work: Callable[[Connection], T], begin: str) -> Future[T]:
        return self._thread.submit(self._transact, work, begin)

    def _transact(self, work: Callable[[Connection], T], begin: str) -> T:
        driver = self._driver()
        with translated():
            _roll_back(driver)  # of work whose own rolling back failed
            self._begin(driver, begin)
            try:
                result = work(self._rows)
                driver.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # the first error is the one to tell
                    _roll_back(driver)
                raise
        return result

    def _begin(self, driver: sqlite3.Connection, begin: str) -> None:
        give_up = time.monotonic() + self._patience_s
        while True:
            try:
                driver.execute(begin)
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > give_up:
                    raise
            else:
                return

    def _driver(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self._rows.connection.dbapi_connection)


def _roll_back(driver: sqlite3.Connection) -> None:
    # After some errors, as a full disk, SQLite has rolled back by itself.
    if driver.in_transaction:
        driver.execute("ROLLBACK")
