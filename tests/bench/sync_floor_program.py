"""Puts the rows of one store into an empty one by bare sqlite3: the floor of taking them over.

Run as `python -m tests.bench.sync_floor_program SOURCE TARGET`. It waits for a line on standard
input before it begins, and tells the seconds that it took.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from itertools import islice

TABLES = ("journal_entry", "scan", "presence")
AT_ONCE = 400


def main(source: str, target: str) -> None:
    """Copy in transactions of the size in which a link takes entries."""
    with closing(sqlite3.connect(source)) as there:
        tables = {name: there.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    with closing(sqlite3.connect(target, isolation_level=None)) as here:
        here.execute("PRAGMA journal_mode = WAL").fetchall()
        here.execute("PRAGMA synchronous = FULL")
        for name in TABLES:
            here.execute(f"DELETE FROM {name}")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        began = time.perf_counter()
        for name, rows in tables.items():
            put(here, name, rows)
        sys.stdout.write(f"{time.perf_counter() - began}\n")


def put(here: sqlite3.Connection, name: str, rows: list[tuple]) -> None:
    """Insert all rows of one table."""
    left = iter(rows)
    places = ", ".join("?" * len(rows[0]))
    while some := list(islice(left, AT_ONCE)):
        here.execute("BEGIN IMMEDIATE")
        here.executemany(f"INSERT INTO {name} VALUES ({places})", some)
        here.execute("COMMIT")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
