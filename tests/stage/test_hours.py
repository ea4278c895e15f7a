"""Hours of a rundown that goes beyond midnight."""

from __future__ import annotations

import pytest

from onsite.journal.facts import LATEST_MS
from onsite.stage.hours import hour
from tests.stage.keeping import DAY, MINUTE_MS, NINE_MS, Keeper

HOUR_MS = 60 * MINUTE_MS


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "09:00"),
        (14.5, "23:30"),
        (15.25, "00:15 +1"),
        (166, "07:00 +7"),
        (-10, "23:00 −1"),
    ],
)
def test_an_hour_of_another_day_says_how_many_days_later_it_is(site, clock, hours, said):
    plan = Keeper(site, clock).plan
    at_ms = NINE_MS + round(hours * HOUR_MS)
    assert hour(at_ms, plan, DAY) == said
    assert hour(at_ms + 5_000, plan, DAY, seconds=True) == said[:5] + ":05" + said[5:]


def test_what_no_calendar_knows_is_said_somehow(site, clock):
    plan = Keeper(site, clock).plan
    assert hour(-1, plan, DAY) == hour(LATEST_MS + 1, plan, DAY) == "–"
    assert hour(NINE_MS, plan, "soon") == "09:00"
