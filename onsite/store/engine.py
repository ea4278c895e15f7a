"""How the store's file is opened: one connection with the settings that make a commit durable."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite itself waits for a lock before the store's thread looks up and tries again."""

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
        for pragma in _PRAGMAS:
            driver.execute(pragma).fetchall()
        return driver

    engine = create_engine("sqlite://", creator=open_file, poolclass=NullPool)
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")
