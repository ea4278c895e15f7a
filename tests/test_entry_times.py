"""Times that entries of other computers bear, which may say anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.clock import from_ms
from onsite.entry_times import believable, shown
from onsite.journal.facts import LATEST_MS
from onsite.plan.model import Checkpoint, Event, Plan
from tests.conftest import START

LAST = from_ms(LATEST_MS)
ZONES = ["Asia/Shanghai", "America/New_York", "UTC"]


@pytest.mark.parametrize(
    ("instant", "believed"),
    [
        (START, True),
        (START + timedelta(hours=24), True),  # a clock may be in the wrong zone
        (START + timedelta(hours=25), False),
        (START - timedelta(days=800), True),
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(2020, 1, 1, tzinfo=UTC), False),
        (LAST, False),
    ],
)
def test_what_a_clock_that_is_right_can_have_given(instant, believed):
    assert believable(instant, START) is believed


@given(st.integers(0, LATEST_MS), st.sampled_from(ZONES))
def test_every_time_can_be_shown(ms, zone):
    instant = from_ms(ms)
    said = shown(instant, START, ZoneInfo(zone), "%Y-%m-%d %H:%M")
    assert said[:4].isdecimal() is believable(instant, START)
    assert said == "??:?? (clock wrong)" or believable(instant, START)


@pytest.mark.parametrize("zone", ZONES)
def test_a_plan_has_a_local_time_for_the_end_of_all_times(zone):
    event = Event(name="Summit", zone=zone, days=(START.date(),))
    plan = Plan(event=event, checkpoints={"door": Checkpoint(name="Door")})
    assert plan.local(LAST).year == 9999
