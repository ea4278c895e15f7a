"""A desk whose checkpoint asks, and somebody who may overrule it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from onsite.plan.service import current, publish
from onsite.staff import access, pins
from tests.checkin.conftest import Roll

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[categories.regular]
name = "Regular"

[categories.crew]
name = "Crew"

[checkpoints.door]
name = "Main door"
admits_unpaid = true

[operators.lena]
name = "Lena Ruiz"
roles = ["lead"]

[questions.shirt]
text = "Which size of shirt?"
choices = ["S", "M", "L"]
required = true
categories = ["regular"]

[questions.phone]
text = "A number to reach you at today?"
kind = "number"
categories = ["regular"]
"""
PIN = "482915"


@pytest.fixture
def asking(site, monkeypatch) -> Roll:
    """Ada is asked, Ursula has not paid, Cyrus was cancelled; Lena has a PIN."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pins, "_hasher", lambda: hasher)
    site.write_now(publish, PLAN, "Maria")
    plan = site.read_now(current)
    site.write_now(access.set_pin, plan, "lena", pins.hash_of(PIN), "Maria")
    return Roll(site)
