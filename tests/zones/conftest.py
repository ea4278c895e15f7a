"""A plan with zones, and acts of one station."""

from __future__ import annotations

import itertools

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from onsite.zones.acting import By
from onsite.zones.counting import reading, service
from tests.conftest import ManualClock

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[zones.h1]
name = "Hall 1"

[zones.front]
name = "Front of stage"
within = "h1"

[zones.h2]
name = "Hall 2"

[zones.foyer]
name = "Foyer"

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[operators.bo]
name = "Bo Stern"
"""


class Counter:
    """Somebody who counts at one station."""

    def __init__(self, site, clock, operator: str = "Maria", name: str = "c1") -> None:
        self.site = site
        self.clock = clock
        self.operator = operator
        self.name = name
        self._keys = itertools.count(1)

    @property
    def plan(self):
        return self.site.read_now(current)

    @property
    def now_ms(self) -> int:
        return to_ms(self.clock.now())

    @property
    def station(self) -> str:
        return self.site.journal.station

    def by(self, key: str | None = None) -> By:
        key = key or f"{self.operator}-{self.name}-{next(self._keys)}"
        return By(self.operator, self.now_ms, key)

    def do(self, act, *arguments, by=None, **more):
        return self.site.write_now(act, self.plan, by or self.by(), *arguments, **more)

    def count(self, zone: str, *changes: int, by=None):
        """Tap now, as often as there are changes."""
        taps = [(self.now_ms, people) for people in changes]
        return self.do(service.count, self.name, zone, taps, by=by)

    def move(self, zone: str, to_zone: str, people: int = 1, by=None):
        return self.do(service.move, self.name, zone, to_zone, people, by=by)

    def undo_last(self, how_many: int = 1, by=None):
        return self.do(service.undo_last, self.name, how_many, by=by)

    def recount(self, zone: str, people: int, **more):
        return self.do(service.recount, zone, people, **more)

    def standing(self, zone: str):
        return self.site.read_now(reading.standing, zone)

    def total(self, zone: str) -> int:
        return self.standing(zone).total

    def another(self, operator: str = "", name: str = "c2") -> Counter:
        """At the same station."""
        return Counter(self.site, self.clock, operator or self.operator, name)


@pytest.fixture
def counter(site, clock) -> Counter:
    site.write_now(publish, PLAN, "Maria")
    return Counter(site, clock)


@pytest.fixture
def far(tmp_path, counter):
    """A counter at another station of the event; what one counts the other hears when they meet."""
    clock = ManualClock(counter.clock.now())
    opened = open_site(tmp_path / "far", operator="Bo", clock=clock)
    meet(counter.site, opened)
    yield Counter(opened, clock, "Bo", "far1")
    opened.close()


def meet(one, other) -> None:
    """Each hears all that the other has to say."""
    for speaker, hearer in ((one, other), (other, one)):
        hear(hearer, heard(speaker))


def heard(site) -> list:
    """Every entry that a station knows."""
    return site.read_now(_everything)


def hear(site, entries):
    return site.write_now(lambda journal, rows: journal.receive(rows, entries))


def _everything(rows):
    from sqlalchemy import select

    from onsite.journal.fold import table_of
    from onsite.journal.journal import entries_of
    from onsite.journal.tables import StationRow

    stations = rows.execute(select(table_of(StationRow).c.station)).scalars().all()
    return [entry for each in stations for entry in entries_of(rows, each)]
