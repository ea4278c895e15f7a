"""A hall with exits, aisles and a part of its own, and acts of one station."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onsite.plan.service import current, publish
from onsite.zones.acting import by
from onsite.zones.capacity import reading

if TYPE_CHECKING:
    from tests.conftest import ManualClock

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Great hall"
area_m2 = 1000
unusable_m2 = 100
use = "standing"

[zones.hall.exits.north]
name = "North doors"
width_m = 3

[zones.hall.exits.south]
name = "South stairs"
width_m = 2
stairs = true

[zones.hall.aisles.middle]
name = "Middle aisle"
area_m2 = 120
serves_m2 = 200

[zones.front]
name = "Front of stage"
within = "hall"
supervised = true

[zones.yard]
name = "Yard"

[crowd]
manager_roles = ["lead", "coordinator"]

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[operators.bo]
name = "Bo Stern"
roles = ["lead"]

[operators.cem]
name = "Cem Oz"

[shifts.front]
post = "Pit"
zone = "front"
day = 2026-11-24
begin = "08:00"
end = "12:00"
operators = ["ana", "cem"]

[shifts.hall]
post = "Hall"
zone = "hall"
day = 2026-11-24
begin = "08:00"
end = "12:00"
operators = ["bo"]

[shifts.door]
post = "Door"
day = 2026-11-24
begin = "08:00"
end = "12:00"
"""


class Acts:
    """What somebody does at one station, five seconds after the last time."""

    def __init__(self, site, clock: ManualClock) -> None:
        site.write_now(publish, PLAN, "Maria")
        self.site = site
        self.clock = clock
        self.plan = site.read_now(current)
        self.began = clock.now()

    def __call__(self, service, *arguments, operator: str = "ana"):
        self.clock.advance(seconds=5)
        pressed = by(self.clock, operator)
        return self.site.write_now(service, self.plan, pressed, *arguments)

    def capacity(self, zone: str = "hall"):
        return self.site.read_now(reading.capacity_of, self.plan, zone, self.clock.now())

    def people(self, zone: str = "hall") -> dict[str, int]:
        return {each.rule: each.people for each in self.capacity(zone).limits}


@pytest.fixture
def act(site, clock) -> Acts:
    return Acts(site, clock)
