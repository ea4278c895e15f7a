"""Hours of a rundown that goes beyond midnight."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.journal.facts import LATEST_MS
from onsite.stage.hours import as_typed, hour
from onsite.stage.shell.finding import instant
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


AUTUMN, SPRING = "2026-10-24", "2027-03-27"
"""In the nights after them the clocks are changed in Berlin."""


def utc_ms(*when: int) -> int:
    return to_ms(datetime(*when, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2:30+02:00", utc_ms(2026, 10, 25, 0, 30)),
        ("2:30+01:00", utc_ms(2026, 10, 25, 1, 30)),
        ("2:30 +0100", utc_ms(2026, 10, 25, 1, 30)),
        ("02:30:15+01:00 +1", utc_ms(2026, 10, 25, 1, 30) + 15_000),
        ("00:30Z +1", utc_ms(2026, 10, 25, 0, 30)),
        ("1:59", utc_ms(2026, 10, 24, 23, 59)),
        ("3:00", utc_ms(2026, 10, 25, 2, 0)),
        ("14:05", utc_ms(2026, 10, 24, 12, 5)),
        ("00:10 +2", utc_ms(2026, 10, 25, 23, 10)),
        ("23:00 −1", utc_ms(2026, 10, 23, 21, 0)),
    ],
)
def test_an_hour_is_typed_with_its_offset_and_its_day(site, clock, text, meant):
    assert instant(Keeper(site, clock).plan, AUTUMN, text) == meant


def test_an_hour_that_comes_twice_or_never_is_asked_for(site, clock):
    plan = Keeper(site, clock).plan
    with pytest.raises(BadInputError) as twice:
        instant(plan, AUTUMN, "2:30")
    assert str(twice.value) == (
        "02:30 comes twice that night: the clocks are put back. "
        "Write 02:30+02:00 for the first one, 02:30+01:00 for the second."
    )
    with pytest.raises(BadInputError) as never:
        instant(plan, SPRING, "2:30")
    assert str(never.value) == (
        "There is no 02:30 that night: the clocks are put forward. "
        "Write 03:30, if you mean what comes instead of it."
    )


@pytest.mark.parametrize("day", [AUTUMN, SPRING, DAY])
def test_what_is_shown_to_be_typed_again_is_read_as_it_was(site, clock, day):
    plan = Keeper(site, clock).plan
    noon = instant(plan, day, "12:00")
    for step in range(0, 36 * HOUR_MS, 7 * MINUTE_MS + 13_000):
        said = as_typed(noon + step, plan, day)
        assert instant(plan, day, said) == noon + step, said
    assert as_typed(instant(plan, AUTUMN, "2:30+01:00"), plan, AUTUMN) == "02:30+01:00 +1"


@pytest.mark.parametrize("text", ["", "+1", "14:05+1:00", "14:05+25:00", "late", "25:00", "z"])
def test_what_is_no_hour_is_refused(site, clock, text):
    with pytest.raises(BadInputError, match="is not a time of day"):
        instant(Keeper(site, clock).plan, DAY, text)
