"""Stations in memory, each with a journal of its own, that count and meet when they are told to."""

from __future__ import annotations

import itertools

import pytest

from onsite.plan.reading import read
from onsite.zones.acting import By
from onsite.zones.counting import reading, service
from tests.journal.conftest import schema, stations
from tests.zones.conftest import PLAN

__all__ = ["schema", "stations"]
ZONES = ("h1", "h2")


class Post:
    """A counter at one of them."""

    def __init__(self, station, name: str, plan) -> None:
        self.station, self.name, self.plan = station, name, plan
        self.rows, self.journal, self.clock = station.rows, station.journal, station.clock
        self.last = lambda: None
        self._keys = itertools.count(1)

    def do(self, act, *arguments, again: bool = False, **more):
        """Act now; `last` is then the very same press again."""
        by = By(self.name, self.clock.ms, f"{self.name}{next(self._keys)}")
        self.last = lambda: act(self.journal, self.rows, self.plan, by, *arguments, **more)
        return self.last()

    def tap(self, zone: str, *taps: tuple[int, int]):
        """Each tap so long ago, in milliseconds, and how many."""
        timed = [(self.clock.ms - ago_ms, people) for ago_ms, people in taps]
        return self.do(service.count, self.name, zone, timed)

    def standing(self, zone: str):
        return reading.standing(self.rows, zone)

    def total(self, zone: str) -> int:
        return self.standing(zone).total


@pytest.fixture
def posts(stations):
    """Makes so many."""
    plan = read(PLAN)

    def made(number: int) -> list[Post]:
        return [Post(each, f"c{at}", plan) for at, each in enumerate(stations(number))]

    return made
