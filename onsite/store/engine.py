"""How the store's file is opened: one connection with the settings that make a commit durable."""

from __future__ import annotations

import sqlite3
import threading
import time
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from onsite.store.failures import is_busy

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite itself waits for a lock before the store's thread looks up and tries again."""

PATIENCE_S = 60.0
"""How long an act waits for another process before the user is told, in seconds."""

_PAUSE_S = 0.01
_STATEMENTS = 2000
"""How many different statements are kept as they were spelled out; there are some hundreds."""
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    # In WAL mode NORMAL may lose the last commits at a power cut; FULL does not.
    # Source: https://sqlite.org/pragma.html#pragma_synchronous
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
)


_opening = threading.local()


def connect(path: Path | str) -> Connection:
    """Open the file, made when it is missing, for use by one thread.

    The connection never begins a transaction by itself: `store.writer` does.
    """
    _opening.path = path
    return _engine().connect().execution_options(isolation_level="AUTOCOMMIT")


@cache
def _engine() -> Engine:
    """One for all stores, so that a statement is spelled out once and not for each of them."""
    return create_engine(
        "sqlite://", creator=_open_file, poolclass=NullPool, query_cache_size=_STATEMENTS
    )


def _open_file() -> sqlite3.Connection:
    driver = sqlite3.connect(_opening.path, isolation_level=None, check_same_thread=False)
    try:
        _prepare(driver)
    except BaseException:
        driver.close()
        raise
    return driver


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
