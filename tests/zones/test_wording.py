"""What is said of zones: figures, ages, what comes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.plan.reading import read
from onsite.zones import wording
from onsite.zones.counting.views import Drift
from onsite.zones.evacuation.views import Estimate, Evacuation
from onsite.zones.forecast.views import Forecast

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Door"
"""
MINUTE_MS = 60_000


def test_figures():
    assert [wording.number(each) for each in (0, 12, -3)] == ["0", "12", "−3"]
    assert [wording.signed(each) for each in (0, 12, -3)] == ["0", "+12", "−3"]


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (0.0, "0 %"), (79.99, "79 %"), (100.0, "100 %"), (-0.5, "−1 %")],
)
def test_how_full_is_rounded_down(share, said):
    assert wording.percent(share) == said


def test_how_many_and_how_dense():
    assert wording.people(190, 200, 95.0) == "190 of 200, 95 %"
    assert wording.people(-4, 200, -2.0) == "−4 of 200, −2 %"
    assert [wording.people(each, None, None) for each in (1, 2, -1)] == [
        "1 person",
        "2 people",
        "−1 person",
    ]
    assert wording.density(1.094, "C") == "1.09/m², level of service C"
    assert wording.density(0.5, None) == "0.50/m²"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (3900, "1 h 5 min")],
)
def test_how_long_ago(seconds, said):
    assert wording.age(int(seconds * 1000)) == said


@pytest.mark.parametrize(
    ("forecast", "said", "short"),
    [
        (Forecast("too-little"), "no forecast: too little is known", "too little known"),
        (Forecast("full", 3.0), "full", "full"),
        (Forecast("not-filling", -2.04), "not filling, −2 a minute", "not filling"),
        (Forecast("filling", 2.5), "+2.5 a minute", "+2.5 a minute"),
        (
            Forecast("filling", 8.0, ((90, 5 * MINUTE_MS), (100, 12 * MINUTE_MS))),
            "+8 a minute, 90 % in 5 min, 100 % in 12 min",
            "100 % in 12 min",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else each.state,
)
def test_what_comes(forecast, said, short):
    assert wording.forecast(forecast) == said
    assert wording.forecast_short(forecast) == short


def test_an_evacuation_says_who_is_left_and_an_exercise_that_it_is_one():
    going = Evacuation("hall", "k", 0, 400, 280, "ana", "smoke", drill=False)
    empty = Estimate(120, 1.2, 98.4, 74, 480)

    assert wording.evacuation(going, empty) == (
        "EVACUATION: 120 left of 400 · 1 min 14 s by its exits, 8 min allowed"
    )
    assert wording.evacuation(replace(going, drill=True, gone=401), empty).startswith(
        "EXERCISE of an evacuation: −1 left of 400"
    )
    assert wording.evacuation(replace(going, gone=-14), empty).startswith(
        "EVACUATION: 414 left of 414"
    )
    assert wording.estimate(replace(empty, seconds=50)) == "50 s by its exits, 8 min allowed"
    assert wording.estimate(replace(empty, seconds=None)) == (
        "no exit that can be used stands in the plan"
    )


def test_how_far_a_count_strays():
    plan = read(PLAN)
    unknown = Drift("hall", 0, 40, 0, None, None, 40)
    known = Drift("hall", 2, 500, -7, 1.44, 1_795_500_000_000, 100)

    assert wording.drift(plan, unknown).startswith("not known yet")
    assert wording.drift(plan, replace(known, due_ms=None)) == (
        "strays by 1.4 in 100 who cross (2 recounts, −7 set right)"
    )
    assert wording.drift(plan, known).endswith("; recount by 07:00")
