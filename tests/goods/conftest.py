"""A gift counter with a pack, T-shirts in sizes, lunch vouchers and headsets."""

from __future__ import annotations

import pytest

from onsite.checkin import service as desk
from onsite.checkin.facts import Direction
from onsite.plan.service import current, publish
from tests.checkin.conftest import Roll

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.regular]
name = "Regular"

[categories.crew]
name = "Crew"

[categories.press]
name = "Press"

[checkpoints.door]
name = "Main door"

[checkpoints.gifts]
name = "Gift counter"
kind = "gift"

[checkpoints.lunch]
name = "Lunch"
kind = "gift"

[checkpoints.headsets]
name = "Headsets"
kind = "gift"

[goods.pack]
name = "Pack"
checkpoint = "gifts"
categories = ["regular", "crew"]
stock = 3
warn_at = 1

[goods.shirt]
name = "T-shirt"
checkpoint = "gifts"
categories = ["crew"]
sizes = { S = 2, M = 5, L = 0 }

[goods.voucher]
name = "Lunch voucher"
checkpoint = "lunch"
per_person = 2
per = "day"

[goods.headset]
name = "Headset"
checkpoint = "headsets"
stock = 2
returnable = true
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)


@pytest.fixture
def roll(site, plan) -> Roll:
    return Roll(site)


@pytest.fixture
def scan(site, plan):
    numbers = iter(range(1000))

    def make(code: str, at: str = "gifts", *, leaving: bool = False, key: str = ""):
        direction = Direction.EXIT if leaving else Direction.ENTRY
        name = key or f"k{next(numbers)}"
        attempt = desk.Attempt(name, at, "Maria", direction, code)
        return site.write_now(desk.scan, plan, attempt)

    return make
