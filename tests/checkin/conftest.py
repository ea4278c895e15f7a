"""A published plan, and people on the roster."""

from __future__ import annotations

import hashlib

import pytest

from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.regular]
name = "Regular"

[categories.vip]
name = "VIP"
colour = "#d7af00"

[categories.wednesday]
name = "Wednesday only"
days = [2026-11-25]

[checkpoints.door]
name = "Main door"

[checkpoints.workshop]
name = "Workshop"
categories = ["vip"]
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)


class Roll:
    """Puts people on the roster, as an import does."""

    def __init__(self, site) -> None:
        self._site = site

    def add(self, name: str, *codes: str, source: str = "test", **fields) -> str:
        attendee = hashlib.sha256(name.encode()).hexdigest()[:12]
        record = Record(
            name=name, category=fields.pop("category", "Regular"), codes=codes, **fields
        )
        fact = AttendeeListed(attendee=attendee, source=source, source_key=name, record=record)
        self._append(fact)
        return attendee

    def withdraw(self, attendee: str) -> None:
        self._append(AttendeeWithdrawn(attendee=attendee))

    def _append(self, fact) -> None:
        journal = self._site.journal
        self._site.store.write_now(lambda rows: journal.append(rows, fact, operator="Import"))


@pytest.fixture
def roll(site, plan) -> Roll:
    return Roll(site)
