"""A store of 100,000 attendees, made once for all benchmarks of a run."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from onsite.clock import SystemClock
from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.wiring import open_site

MANY = 100_000
_GIVEN = "Ada Björn Chloé Dmitri Elif Fatima Giulia Henrik Inés Jürgen 小明 美玲 민준 Фёдор".split()
_FAMILY = (
    "Álvarez Müller O'Connor Öberg Smith Łukasik Nguyen Rossi 王 陳 欧阳 김 Иванов Yıldız".split()
)
PLAN = """
[event]
name = "Benchmark"
zone = "UTC"
days = {days}

[categories.regular]
name = "Regular"

[checkpoints.door]
name = "Main door"
"""


def record(number: int) -> Record:
    given = _GIVEN[number % len(_GIVEN)]
    family = _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
    return Record(
        name=f"{given} {family}{number // 196 or ''}",
        company=f"Company {number % 977}",
        email=f"guest{number}@example.org",
        order=f"O{number // 2:06}",
        category="Regular",
        codes=(f"CODE{number:06}",),
    )


@pytest.fixture(scope="session")
def hall(tmp_path_factory):
    """The open site of the big store."""
    site = open_site(tmp_path_factory.mktemp("hall"), operator="Bench", clock=SystemClock())
    now = site.clock.now()
    days = [(now + timedelta(days=step)).date().isoformat() for step in (-1, 0, 1)]
    site.write_now(publish, PLAN.format(days=f"[{', '.join(days)}]"), "Bench")
    for start in range(0, MANY, 1000):
        facts = [
            AttendeeListed(
                attendee=f"a{number}", source="bench", source_key=str(number), record=record(number)
            )
            for number in range(start, start + 1000)
        ]
        site.store.write_now(lambda rows, f=facts: site.journal.append(rows, *f, operator="Bench"))
    yield site
    site.close()


@pytest.fixture(scope="session")
def hall_plan(hall):
    return hall.read_now(current)


@pytest.fixture
def bare(tmp_path):
    """One commit of one row by bare sqlite3, in WAL and FULL: the floor of every durable act."""
    store = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL").fetchall()
    store.execute("PRAGMA synchronous = FULL")
    store.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, payload TEXT)")

    def commit():
        store.execute("BEGIN IMMEDIATE")
        store.execute("INSERT INTO entry (payload) VALUES (?)", ("x" * 400,))
        store.execute("COMMIT")

    yield commit
    store.close()
