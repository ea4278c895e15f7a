"""A venue with a hall and the floor before its stage, which fill and empty."""

from __future__ import annotations

import uuid

import pytest

from onsite.clock import to_ms
from onsite.incidents import reading as incidents
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.zones.acting import by
from onsite.zones.capacity import service as capacity
from onsite.zones.counting.facts import TapsCounted
from onsite.zones.evacuation import service as evacuation
from onsite.zones.levels import service
from onsite.zones.levels.reading import passed
from onsite.zones.levels.reading import recorded as recorded_levels
from onsite.zones.levels.stopping import stop_at
from onsite.zones.surveying import survey

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.regular]
name = "Regular"

[checkpoints.door]
name = "Main door"

[checkpoints.hall-door]
name = "Door of the hall"
zone = "hall"

[checkpoints.front-gate]
name = "Gate of the front"
zone = "front"

[zones.hall]
name = "Hall A"
area_m2 = 250
use = "standing"
capacity = 200

[zones.hall.exits.north]
name = "North exit"
width_m = 2.0

[zones.hall.exits.south]
name = "South exit"
width_m = 2.0

[zones.hall.exits.west]
name = "West exit"
width_m = 2.0

[zones.front]
name = "Front of stage"
within = "hall"
capacity = 50

[zones.foyer]
name = "Foyer"
"""


class Venue:
    """Acts of one station."""

    def __init__(self, site, clock, operator: str = "Maria") -> None:
        self.site = site
        self.clock = clock
        self.operator = operator
        self.was: dict[str, int | None] = {}

    @property
    def plan(self):
        return self.site.read_now(current)

    def by(self):
        return by(self.clock, self.operator)

    def count(self, change: int, zone: str = "hall") -> None:
        """So many come, or, below zero, go."""
        self.clock.advance(seconds=1)
        at_ms = to_ms(self.clock.now())
        key = uuid.uuid4().hex
        said = TapsCounted(
            counter=self.operator, key=key, zone=zone, at_ms=at_ms, taps=((0, change),)
        )
        self.site.write_now(
            lambda journal, rows: journal.append(rows, said, operator=self.operator)
        )

    def until(self, people: int, zone: str = "hall") -> None:
        """So many are there."""
        there = self.survey().zone(zone).people
        if people != there:
            self.count(people - there, zone)

    def set_limit(self, people: int | None, zone: str = "hall", why: str = "Leak") -> None:
        self.clock.advance(seconds=1)
        self.site.write_now(capacity.set_limit, self.plan, self.by(), zone, people, why)

    def block(self, way: str, zone: str = "hall") -> None:
        self.clock.advance(seconds=1)
        self.site.write_now(capacity.block, self.plan, self.by(), zone, way, "Van")

    def evacuate(self, zone: str = "hall", *, drill: bool = False) -> None:
        self.clock.advance(seconds=1)
        acting = (self.plan, self.by(), zone, "Smoke")
        self.site.write_now(evacuation.begin, *acting, drill=drill)

    def evacuated(self, zone: str = "hall") -> None:
        self.clock.advance(seconds=1)
        self.site.write_now(evacuation.end, self.plan, self.by(), zone)

    def stop(self, checkpoint: str):
        return self.site.read_now(stop_at, self.plan, checkpoint, self.clock.now())

    def survey(self):
        return self.site.read_now(survey, self.plan, self.clock.now())

    def record(self):
        """Record as the agent of this station does."""
        done = self.site.write_now(service.record, self.plan, moments.now(self.clock), self.was)
        self.was = {each.id: each.capacity.people for each in self.survey().zones}
        return done

    def recorded(self, zone: str = "hall"):
        return self.site.read_now(recorded_levels).get(zone)

    def levels(self, zone: str = "hall") -> list[int]:
        """All that were recorded, in order."""
        found = self.site.read_now(passed, zone, 0, to_ms(self.clock.now()) + 1)
        return [each.level for each in found]

    def incidents(self):
        found = self.site.read_now(incidents.all_of_them, self.plan)
        return sorted(found, key=lambda each: each.at_ms)

    def texts(self, incident) -> list[str]:
        lines = self.site.read_now(incidents.timeline, self.plan, incident)
        return [
            line.details["text"]
            for line in lines
            if line.kind in ("incident.entry", "incident.reported")
        ]


@pytest.fixture
def venue(site, clock) -> Venue:
    site.write_now(publish, PLAN, "Maria")
    return Venue(site, clock)


def dense(site) -> None:
    """The hall holds as many as one likes; its floor is dangerous at 100 people."""
    text = PLAN.replace("area_m2 = 250", "area_m2 = 200\nunusable_m2 = 80")
    text = text.replace("capacity = 200", "danger_per_m2 = 1").replace('use = "standing"\n', "")
    site.write_now(publish, text, "Maria")
