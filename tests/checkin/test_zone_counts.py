"""How many people are where, as it is kept with a decision about an incident."""

from __future__ import annotations

import json

from onsite.checkin import service
from onsite.checkin.facts import Direction
from onsite.incidents.log.frozen import frozen
from onsite.plan.service import current, publish
from tests.checkin.conftest import PLAN

ZONES = """
zone = "gallery"
[checkpoints.main]
name = "Main door"
zone = "hall"
[checkpoints.east]
name = "East door"
zone = "foyer"
[checkpoints.west]
name = "West door"
zone = "foyer"
[zones.hall]
name = "Hall"
area_m2 = 8
capacity = 100
[zones.foyer]
name = "Foyer"
[zones.gallery]
name = "Gallery"
"""


def test_a_zone_that_one_checkpoint_counts_has_people_and_a_density(site, roll, clock):
    site.write_now(publish, PLAN + ZONES, "Maria")
    plan = site.read_now(current)
    for name in ("Ada", "Bo", "Cem"):
        roll.add(name, name.upper())
        clock.advance(seconds=60)
        attempt = service.Attempt(key=name, checkpoint="main", operator="Maria", code=name.upper())
        site.write_now(service.scan, plan, attempt)
    leaving = service.Attempt(
        key="out", checkpoint="main", operator="Maria", code="BO", direction=Direction.EXIT
    )
    site.write_now(service.scan, plan, leaving)

    kept = json.loads(site.read_now(frozen, plan, clock.now(), {"open": []}))
    assert kept == {
        "open": [],
        "checkpoints": {"main": {"admitted": 3, "inside": 2}},
        "zones": {
            "hall": {"inside": 2, "capacity": 100, "per_m2": 0.25},
            "gallery": {"inside": 0},
        },
    }
