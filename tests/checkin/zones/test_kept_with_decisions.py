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


def test_zones_that_checkpoints_count_have_people_and_a_density(site, roll, clock):
    site.write_now(publish, PLAN + ZONES, "Maria")
    plan = site.read_now(current)
    for name, where in (("Ada", "main"), ("Bo", "main"), ("Cem", "main"), ("Ada", "east")):
        roll.add(name, name.upper())
        clock.advance(seconds=60)
        attempt = service.Attempt(where + name, where, "Maria", code=name.upper())
        site.write_now(service.scan, plan, attempt)
    leaving = service.Attempt("out", "main", "Maria", Direction.EXIT, code="BO")
    site.write_now(service.scan, plan, leaving)

    kept = json.loads(site.read_now(frozen, plan, clock.now(), {"open": []}))
    assert kept == {
        "open": [],
        "checkpoints": {
            "main": {"admitted": 3, "inside": 2},
            "east": {"admitted": 1, "inside": 1},
        },
        "zones": {
            "hall": {"inside": 2, "capacity": 100, "per_m2": 0.28},
            "foyer": {"inside": 1},
            "gallery": {"inside": 0},
        },
    }
