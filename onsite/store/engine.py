"""How the store's file is opened: one connection with the settings that make a commit durable."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from onsite.store.failures import is_busy

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite itself waits for a lock before the store's thread looks up and tries again."""

PATIENCE_S = 60.0
"""How long an act waits for another process before the user is told, in seconds."""

_PAUSE_S = 0.01
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    # In WAL mode NORMAL may lose the last commits at a power cut; FULL does not.
    # Source: https://sqlite.org/pragma.html#pragma_synchronous
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
)


def connect(path: Path | str) -> Connection:
    """Open the file, made when it is missing, for use by one thread.

    The connection never begins a transaction by itself: `store.writer` does.
    """

    def open_file() -> sqlite3.Connection:
        driver = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            _prepare(driver)
        except BaseException:
            driver.close()
            raise
        return driver

    engine = create_engine("sqlite://", creator=open_file, poolclass=NullPool)
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def _prepare(driver: sqlite3.Connection) -> None:
    give_up = time.monotonic() + PATIENCE_S
    for pragma in _PRAGMAS:
        while True:
            try:
                driver.execute(pragma).fetchall()
                break
            # Turning to WAL does not wait for a lock by itself, even with a busy timeout.
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > give_up:
                    raise
                time.sleep(_PAUSE_S)
