"""Lengths and times as people write them, and who of the list a speaker is."""

from __future__ import annotations

from datetime import date, time

import pytest

from onsite.plan.reading import read
from onsite.stage.rules import (
    Link,
    instant_ms,
    length,
    linked,
    must_end_ms,
    speaker_id,
    time_of_day,
)
from onsite.stage.wording import length as shown
from tests.stage.keeping import NINE_MS, PLAN

S, M, H = 1_000, 60_000, 3_600_000
LENGTHS = {
    "5": 5 * M,
    "5m": 5 * M,
    "+5m": 5 * M,
    "5 min": 5 * M,
    "5'": 5 * M,
    "1.5": 90 * S,
    "1,5": 90 * S,
    "1:30": 90 * S,
    "1：30": 90 * S,
    "90s": 90 * S,
    "-90s": -90 * S,
    "−2": -2 * M,
    "-1:30": -90 * S,
    "2m30s": 150 * S,
    "2m30": 150 * S,
    "1h": H,
    "1h15": H + 15 * M,
    "1h 15m": H + 15 * M,
    "1:02:00": H + 2 * M,
    "0": 0,
    "0.5h": 30 * M,
}
NO_LENGTHS = ("", "+", "x", "1:75", "5m5m", "1:2", "m5", "1:60:00", "9999999999", "5 apples")


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_is_read_as_people_write_it(text):
    assert length(text) == LENGTHS[text]


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_what_is_no_length_is_none(text):
    assert length(text) is None


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "0:00"), (90 * S, "1:30"), (-90 * S, "−1:30"), (H + 2 * M, "1:02:00"), (-400, "0:00")],
)
def test_a_length_is_shown_in_minutes_and_seconds(ms, said):
    assert shown(ms) == said


def test_times_of_day():
    asked = ("9:30", "09.30", "14h05", "14:05:30", "24:00", "9", "9:60")
    found = [time_of_day(text) for text in asked]
    assert found == [time(9, 30), time(9, 30), time(14, 5), time(14, 5, 30), None, None, None]


def test_before_the_hour_at_which_a_day_ends_it_is_the_next_morning():
    plan, day = read(PLAN), date(2026, 11, 24)
    assert instant_ms(plan, day, time(9)) == NINE_MS
    assert instant_ms(plan, day, time(1)) == NINE_MS + 16 * H
    assert must_end_ms(plan, "main", day) == must_end_ms(plan, "gone", day) == NINE_MS + 9 * H
    none = read(PLAN.replace('must_end = "18:00"', ""))
    assert must_end_ms(none, "main", day) is None


LINKS = {
    "by hand": (("a", "b", {"c"}, {"d"}), Link("a", "hand")),
    "nobody, by hand": (("", "b", {"c"}, {"d"}), Link("", "hand")),
    "the source": ((None, "b", {"c"}, {"d"}), Link("b", "source")),
    "e-mail": ((None, "", {"c"}, {"d"}), Link("c", "email")),
    "one name": ((None, "", set(), {"d"}), Link("d", "name")),
    "two names": ((None, "", set(), {"d", "e"}), Link(several=("d", "e"))),
    "an e-mail of two, one so called": ((None, "", {"c", "d"}, {"d", "e"}), Link("d", "email")),
    "an e-mail of two": ((None, "", {"c", "d"}, {"e"}), Link(several=("c", "d"))),
    "nobody": ((None, "", set(), set()), Link()),
}


@pytest.mark.parametrize("name", LINKS)
def test_who_a_speaker_is(name):
    given, expected = LINKS[name]
    assert linked(*given) == expected


def test_the_id_of_a_speaker_is_the_same_however_the_name_is_spaced():
    assert speaker_id("Ada  Lovelace") == speaker_id("ada lovelace") == "adalovelace"
