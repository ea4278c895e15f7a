"""A plan with desks and designs, and people whose badges are printed ahead."""

from __future__ import annotations

import pytest

from onsite.badges.bulk.boxes import series_here
from onsite.plan.service import current, publish
from tests.checkin.conftest import PLAN, Roll

MORE = """
[categories.crew]
name = "Crew"

[desks.one]
name = "Desk 1"
checkpoint = "door"
letters = "A-M"

[desks.two]
name = "Desk 2"
checkpoint = "door"
letters = "N-Z"

[badges]
template = "a7"
templates = { vip = "cr80" }
prints_for = { crew = "never" }
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN + MORE, "Maria")
    return site.read_now(current)


@pytest.fixture
def box(site):
    """What this station's boxes are called, by their numbers."""
    letters = site.read_now(series_here, site.journal.station).letters
    return f"{letters}{{}}".format


@pytest.fixture
def roll(site, plan) -> Roll:
    return Roll(site)
