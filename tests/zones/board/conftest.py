"""Zones as values, and a venue that counts through the services."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from onsite.checkin import service as checkin
from onsite.checkin.facts import Direction
from onsite.clock import to_ms
from onsite.plan.reading import read
from onsite.plan.service import current, publish
from onsite.zones.acting import by
from onsite.zones.board.reading import Look
from onsite.zones.capacity.views import Capacity, Limit
from onsite.zones.counting import reading, service
from onsite.zones.counting.views import CounterSeen, Standing
from onsite.zones.evacuation.views import Estimate
from onsite.zones.forecast.views import Forecast
from onsite.zones.views import Survey, ZoneView
from tests.checkin.conftest import Roll

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Great hall"
area_m2 = 500
use = "standing"
levels = [80, 90, 100]

[zones.hall.exits.north]
name = "North doors"
width_m = 2.4

[zones.hall.exits.south]
name = "South doors"
width_m = 1.2

[zones.hall.aisles.middle]
name = "Middle aisle"
area_m2 = 40
serves_m2 = 100

[zones.front]
name = "Front of stage"
within = "hall"
area_m2 = 50
capacity = 120
capacity_source = "Permit 12/26"

[zones.foyer]
name = "Foyer"
area_m2 = 300
capacity = 200

[zones.terrace]
name = "Terrace"

[operators.ana]
name = "Ana Lima"
roles = ["lead"]

[operators.bo]
name = "Bo Stern"
"""
MINUTE_MS = 60_000


def zone(key: str = "hall", people: int = 0, most: int | None = 100, **more) -> ZoneView:
    """A zone that is counted by hand, and is as said."""
    limits = () if most is None else (Limit("fixed", most, {}, "Permit"),)
    seen = CounterSeen("c1", "st-1", "ana", max(people, 0), 0, 0)
    said = {
        "id": key,
        "name": key.title(),
        "within": "",
        "people": people,
        "by_hand": Standing(key, people, max(people, 0), 0, None, 0, (seen,)),
        "by_badges": None,
        "counted": True,
        "last_ms": 0,
        "stale_ms": None,
        "capacity": Capacity(key, limits),
        "percent": None if not most else people * 100 / most,
        "level": 0,
        "recorded": None,
        "per_m2": None,
        "service": None,
        "danger": False,
        "forecast": Forecast("too-little"),
        "trend": (),
        "evacuation": None,
        "estimate": Estimate(people, 0, 0, None, 480),
    }
    return ZoneView(**{**said, **more})


def look_at(*zones: ZoneView, **more) -> Look:
    """Zones at one instant."""
    total = sum(each.people for each in zones if not each.within)
    said = {"incomplete": False, "balance": None, **more}
    return Look(read(PLAN), Survey(0, zones, total, **said), {"ana": "Ana Lima"})


@dataclass
class Venue:
    """Zones that are counted at one station."""

    site: object
    clock: object
    counter: str = "c1"
    recounts: list = field(default_factory=list)

    @property
    def plan(self):
        return self.site.read_now(current)

    def act(self, done, *arguments, operator: str = "ana", **more):
        return self.site.write_now(done, self.plan, by(self.clock, operator), *arguments, **more)

    def came(self, zone: str, people: int, *, operator: str = "ana", counter: str = "c1") -> None:
        tap = (to_ms(self.clock.now()), people)
        self.act(service.count, counter, zone, [tap], operator=operator)

    def filling(self, zone: str, people: int, minutes: int, **more) -> None:
        """So many each minute."""
        for _minute in range(minutes):
            self.clock.advance(minutes=1)
            self.came(zone, people, **more)

    def recount(self, zone: str, people: int, **more):
        self.clock.advance(seconds=10)
        done = self.act(service.recount, zone, people, **more)
        self.clock.advance(seconds=1)
        return done

    def uses_the_door(self, name: str) -> None:
        """Somebody comes by the main door and leaves by it."""
        Roll(self.site).add(name, name.upper())
        for way in (Direction.ENTRY, Direction.EXIT):
            attempt = checkin.Attempt(f"{name} {way}", "door", "Maria", way, code=name.upper())
            self.site.write_now(checkin.scan, self.plan, attempt)

    def total(self, zone: str) -> int:
        return self.site.read_now(reading.standing, zone).total


@pytest.fixture
def venue(site, clock) -> Venue:
    site.write_now(publish, PLAN, "ana")
    return Venue(site, clock)


@pytest.fixture
def morning(venue):
    """A hall that fills, a sub-zone that is too dense, a foyer that nobody looks after."""
    venue.uses_the_door("Dee")
    venue.came("foyer", 150, operator="bo", counter="c2")
    venue.filling("hall", 18, 20)
    venue.recount("hall", 372)
    venue.filling("hall", 30, 4)
    venue.came("front", 210)
    venue.clock.advance(seconds=5)
    return venue
