"""Stations in memory: each a store with the real tables and a journal of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

import pytest

from onsite.clock import from_ms
from onsite.journal import features
from onsite.journal.entry import Signer
from onsite.journal.fold import folded_tables
from onsite.journal.journal import Journal, entries_of
from onsite.store.engine import connect
from onsite.store.migrations import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact

features.load()

START_MS = 1_795_000_000_000


class SetClock:
    """A clock that says what it was told, in milliseconds since 1970."""

    def __init__(self, ms: int = START_MS) -> None:
        self.ms = ms

    def now(self):
        return from_ms(self.ms)


class Station:
    """A journal with its rows; everything is committed at once."""

    def __init__(self, schema: bytes, seed: int) -> None:
        self.rows: Connection = connect(":memory:")
        self.driver: sqlite3.Connection = self.rows.connection.dbapi_connection
        self.driver.deserialize(schema)
        self.clock = SetClock()
        self.journal = Journal(Signer.from_seed(bytes([seed]) * 32), self.clock)
        self.journal.open_chain(self.rows)

    @property
    def name(self) -> str:
        return self.journal.station

    def append(self, *facts: Fact) -> list[Entry]:
        return self.journal.append(self.rows, *facts, operator="Maria")

    def receive(self, *entries: Entry):
        return self.journal.receive(self.rows, entries)

    def entries(self, station: Station | None = None) -> list[Entry]:
        return entries_of(self.rows, (station or self).name)

    def table(self, name: str, columns: str = "*") -> list[tuple]:
        return self.driver.execute(f"SELECT {columns} FROM {name} ORDER BY 1, 2").fetchall()

    def everything(self) -> dict[str, list[tuple]]:
        """Every row of every folded table."""
        filled = self._filled()
        return {
            table.name: sorted(self._folded(table), key=repr) if table.name in filled else []
            for table in folded_tables()
        }

    def heads(self) -> list[tuple]:
        return self.table("journal_station", "station, last_number, last_hash")

    def wipe(self) -> None:
        """As new, without the time that making the tables takes."""
        for name in self._filled():
            self.driver.execute(f"DELETE FROM {name}")
        self.clock.ms = START_MS
        self.journal.open_chain(self.rows)

    def close(self) -> None:
        self.rows.close()
        self.rows.engine.dispose()

    def _filled(self) -> set[str]:
        """The tables with rows, asked for at once: most are empty, whatever a test does."""
        return {name for (name,) in self.driver.execute(_filled_tables())}

    def _folded(self, table) -> list[tuple]:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        return self.driver.execute(f"SELECT {columns} FROM {table.name}").fetchall()


@cache
def _filled_tables() -> str:
    names = ["journal_entry", "journal_station", *(table.name for table in folded_tables())]
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names
    )


@pytest.fixture(scope="session")
def schema(tmp_path_factory) -> bytes:
    """An empty, migrated store, as bytes."""
    path = tmp_path_factory.mktemp("schema") / "onsite.db"
    prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        driver.execute("PRAGMA journal_mode = DELETE").fetchall()
        return driver.serialize()


@pytest.fixture(scope="module")
def stations(schema: bytes) -> Iterator[Callable[[int], list[Station]]]:
    """Gives that many empty stations; they are reused by the tests of a module."""
    made: list[Station] = []

    def give(many: int) -> list[Station]:
        made.extend(Station(schema, seed) for seed in range(len(made) + 1, many + 1))
        for station in made[:many]:
            station.wipe()
        return made[:many]

    yield give
    for station in made:
        station.close()


@pytest.fixture
def station(stations) -> Station:
    return stations(1)[0]
