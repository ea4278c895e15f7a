"""A station with two printers that lie, and an agent for them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from onsite.badges.jobs.reading import job
from onsite.badges.printing.agent import Agent
from onsite.journal.entry import Signer
from onsite.journal.journal import Journal
from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.store.migrations import prepare
from onsite.store.writer import Store
from onsite.wiring import STORE_FILE, Site
from tests.badges.printing.lying import LyingPrinter, Plain
from tests.conftest import ManualClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]

[checkpoints.main]
name = "Main"

[printers.left]
name = "Left"
address = "folder:left"
stock = 100

[printers.right]
name = "Right"
address = "folder:right"

[printer_pools.door]
printers = ["left", "right"]

[badges]
pool = "door"
"""
PEOPLE = ("ada", "bea")


class Bureau:
    """A station, its printers, and whoever carries its jobs out."""

    def __init__(self, folder: Path, seed: int = 1, printers: dict | None = None) -> None:
        self.clock = ManualClock()
        store = Store(folder / STORE_FILE)
        journal = Journal(Signer.from_seed(bytes([seed]) * 32), self.clock)
        self.site = Site(folder, store, journal, self.clock, "Maria")
        store.write_now(journal.open_chain)
        self.printers = printers or {each: LyingPrinter(self.clock) for each in ("left", "right")}
        self.restart()

    @property
    def plan(self):
        return self.site.read_now(current)

    @property
    def left(self) -> LyingPrinter:
        return self.printers["left"]

    @property
    def right(self) -> LyingPrinter:
        return self.printers["right"]

    def restart(self) -> None:
        """As after kill -9: nothing is known but what is on disk and in the printers."""
        self.agent = Agent(self.site, self.draw, lambda part: self.printers[part.name.lower()])

    async def draw(self, plan, mine, printer) -> Plain:
        return Plain(mine.attendee, mine.generation)

    def do(self, act, *arguments):
        return self.site.write_now(act, *arguments)

    def job(self, which: str):
        return self.site.read_now(job, which)

    def entries(self):
        from onsite.journal.journal import entries_of

        return self.site.read_now(entries_of, self.site.journal.station)

    def close(self) -> None:
        self.site.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    """A migrated store with a plan and two people, to be copied."""
    folder = tmp_path_factory.mktemp("bureau")
    prepare(folder / STORE_FILE)
    bureau = Bureau(folder, seed=9)
    bureau.do(publish, PLAN, "Maria")
    for name in PEOPLE:
        record = Record(name=name.title(), codes=(f"CODE-{name}",))
        fact = AttendeeListed(attendee=name, source="test", source_key=name, record=record)
        bureau.site.store.write_now(
            lambda rows, fact=fact: bureau.site.journal.append(rows, fact, operator="Import")
        )
    bureau.close()
    return folder / STORE_FILE


@pytest.fixture
def make(prepared, tmp_path) -> Iterator:
    """Makes stations, each with a store of its own."""
    made: list[Bureau] = []

    def one(seed: int = 1, printers: dict | None = None) -> Bureau:
        folder = tmp_path / f"station-{len(made)}"
        folder.mkdir()
        shutil.copy(prepared, folder / STORE_FILE)
        made.append(Bureau(folder, seed, printers))
        return made[-1]

    yield one
    for bureau in made:
        bureau.close()


@pytest.fixture
def bureau(make) -> Bureau:
    return make()
