"""A plan with operators and shifts; and PINs whose hashes are quick to make."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from onsite.plan.service import current, publish
from onsite.staff import pins
from onsite.staff.access import hashed, set_pin

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[desks.one]
name = "Desk 1"
checkpoint = "door"

[roles.volunteer]
search_min = 3
sees_contact = false

[operators.ana]
name = "Ana Lima"
roles = ["lead"]
badge = "STAFF-1"

[operators.ben]
name = "Ben Okoro"
badge = "STAFF-2"

[operators.caro]
name = "Caro Weiß"
roles = ["problem-desk", "volunteer"]

[shifts.early]
post = "Door"
desk = "one"
day = 2026-11-25
begin = "08:00"
end = "12:00"
operators = ["ben"]

[shifts.noon]
post = "Door"
desk = "one"
day = 2026-11-25
begin = "12:00"
end = "16:00"
operators = ["caro"]
"""


@pytest.fixture(autouse=True)
def _quick_pins(monkeypatch):
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pins, "_hasher", lambda: hasher)


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)


@pytest.fixture
def give(site, plan):
    """Gives an operator a PIN."""
    return lambda who, pin: site.write_now(set_pin, plan, who, hashed(pin), "Maria")
