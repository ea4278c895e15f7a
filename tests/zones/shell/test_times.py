"""Times as they are typed: the last one that there was, and days of the event."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError
from onsite.plan.reading import read
from onsite.zones.shell.times import instant, span_of

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-10-24, 2026-10-25]

[checkpoints.door]
name = "Main door"
"""
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 25, 10, 30, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def plan():
    return read(PLAN)


def told(ms: int) -> str:
    return f"{from_ms(ms).astimezone(BERLIN):%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:30", "10-25 10:30:00"),
        (" 9:05 ", "10-25 09:05:00"),
        ("10:31", "10-24 10:31:00"),
        ("09:05:07", "10-25 09:05:07"),
        ("2026-10-24 18:00", "10-24 18:00:00"),
        ("2026-10-25T08:00+00:00", "10-25 09:00:00"),
    ],
)
def test_a_time_is_the_last_one_that_there_was(plan, text, at):
    assert told(instant(plan, NOW, text)) == at


@pytest.mark.parametrize(
    "text", ["", "noon", "25:00", "10:61", "2026-13-01 10:00", "1:2", "1969-07-20 20:17"]
)
def test_what_is_no_time_is_refused(plan, text):
    with pytest.raises(BadInputError, match="is no time"):
        instant(plan, NOW, text)


@pytest.mark.parametrize("text", ["2026-10-25 10:31", "9999-12-31 00:00"])
def test_what_is_still_to_come_is_refused(plan, text):
    with pytest.raises(BadInputError, match="is still to come"):
        instant(plan, NOW, text)


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31", "2026-02-30", "today"])
def test_what_is_no_day_is_refused(plan, day):
    with pytest.raises(BadInputError, match="is no day"):
        span_of(plan, NOW, day, "", "")


@pytest.mark.parametrize(
    ("day", "since", "until", "from_", "to"),
    [
        ("", "", "", "10-25 04:00:00", "10-26 04:00:00"),
        ("2026-10-24", "", "", "10-24 04:00:00", "10-25 04:00:00"),
        ("", "9:00", "12:00", "10-25 09:00:00", "10-25 12:00:00"),
        # The small hours are still of the evening before.
        ("2026-10-24", "23:00", "01:30", "10-24 23:00:00", "10-25 01:30:00"),
        ("", "2026-10-24 10:00", "", "10-24 10:00:00", "10-26 04:00:00"),
    ],
)
def test_a_day_or_a_part_of_it(plan, day, since, until, from_, to):
    span = span_of(plan, NOW, day, since, until)
    assert (told(span.from_ms), told(span.until_ms)) == (from_, to)


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer(plan):
    span = span_of(plan, NOW, "2026-10-24", "", "")
    assert span.until_ms - span.from_ms == 25 * 3_600_000


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_is_a_span_or_is_refused(day, since, until):
    plan = read(PLAN)
    try:
        span = span_of(plan, NOW, day, since, until)
    except BadInputError:
        return
    assert 0 <= span.from_ms < span.until_ms


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_time_that_has_passed_or_is_refused(text):
    plan = read(PLAN)
    try:
        ms = instant(plan, NOW, text)
    except BadInputError:
        return
    assert 0 <= ms <= to_ms(NOW)
