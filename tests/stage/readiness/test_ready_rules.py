"""How a speaker stands: a table of cases, and what must hold of every case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.plan.stage import StageRules
from onsite.stage.readiness.rules import (
    STATES,
    Mark,
    Said,
    Standing,
    current,
    standing,
    worst,
)

MINUTE_MS = 60_000
START_MS = 100 * MINUTE_MS
USUAL = StageRules()
SEVERITY = [Standing.READY, Standing.WAITING, Standing.AMBER, Standing.RED]
LAW = settings(max_examples=60, deadline=None)
some_states = st.sets(st.sampled_from(STATES))


@pytest.mark.parametrize(
    ("states", "left_min", "expected"),
    [
        ("", 15.1, "waiting"),
        ("", 15, "amber"),
        ("", 5.1, "amber"),
        ("", 5, "red"),
        ("", -3, "red"),
        ("slides", 5, "red"),
        ("arrived", 15, "waiting"),
        ("arrived", 5, "amber"),
        ("fetched", 5.1, "waiting"),
        ("fetched mic slides", 5, "amber"),
        ("mic", -1, "amber"),
        ("side", 15, "ready"),
        ("side", -1, "ready"),
        ("arrived side", 90, "ready"),
    ],
)
def test_how_somebody_stands(states, left_min, expected):
    now_ms = round(START_MS - left_min * MINUTE_MS)

    assert standing(states.split(), START_MS, now_ms, USUAL) == expected


@pytest.mark.parametrize(
    ("amber", "red", "left_min", "expected"),
    [
        (30, 10, 29, "amber"),
        (30, 10, 10, "red"),
        (30, 0, 1, "amber"),
        (30, 0, 0, "red"),
        (0, 0, -20, "waiting"),
    ],
)
def test_the_plan_says_when(amber, red, left_min, expected):
    rules = StageRules(amber_min=amber, red_min=red)

    assert standing((), START_MS, START_MS - left_min * MINUTE_MS, rules) == expected


@LAW
@given(some_states, some_states, st.integers(-40, 40), st.integers(0, 40))
def test_time_makes_nothing_better_and_being_further_nothing_worse(less, more, left, later):
    def severity(states, minutes):
        now_ms = START_MS - minutes * MINUTE_MS
        return SEVERITY.index(standing(states, START_MS, now_ms, USUAL))

    assert severity(less, left) <= severity(less, left - later)
    assert severity(less | more, left) <= severity(less, left)


@LAW
@given(st.lists(st.sampled_from(SEVERITY), min_size=1))
def test_the_worst_of_several(standings):
    assert worst(standings) == max(standings, key=SEVERITY.index)
    assert worst([]) is Standing.READY


@LAW
@given(st.data())
def test_what_was_said_holds_until_somebody_who_knew_of_it_took_it_back(data):
    """Several stations say and take back what they know of, each in what order it likes."""
    said, held = [], {}
    for at in range(data.draw(st.integers(0, 12))):
        key = ("talk", data.draw(st.sampled_from("ab")), data.draw(st.sampled_from(STATES)))
        presses = held.setdefault(key, [])
        seen = data.draw(st.lists(st.sampled_from(presses), unique=True)) if presses else []
        told = Said(*key, not seen, Mark(at, "", ""), str(at), tuple(seen))
        said.append(told)
        held[key] = [press for press in presses if press not in seen]
        if told.holds:
            held[key].append(told.press)

    in_order = current(said)
    anyhow = current(data.draw(st.permutations(said)))

    assert {key: mark.presses for key, mark in in_order.items()} == {
        key: tuple(presses) for key, presses in held.items() if presses
    }
    assert all(str(mark.at_ms) == mark.presses[0] for mark in in_order.values())
    assert {key: {*mark.presses} for key, mark in anyhow.items()} == {
        key: {*mark.presses} for key, mark in in_order.items()
    }
