"""Cues after a start or a phase go by the timer: with its pauses, and until its item is over."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.engine.items import Item, Kind
from onsite.stage.engine.show import Change, Pause, Run
from tests.stage.cues.test_cue_rules import BEGAN, ITEM, RUN, S, after, at, runs


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([(30, 90)], 120),
        ([(30, None)], None),
        ([(0, 5), (10, 20)], 75),
        ([(60, None)], 60),
        ([(61, 90)], 60),
        ([(-20, 30)], 90),  # it began later than was pressed, when it stood still already
    ],
)
def test_a_cue_after_the_start_waits_while_the_timer_stands_still(pauses, expected) -> None:
    told = tuple(
        Pause(after(begins), None if ends is None else after(ends)) for begins, ends in pauses
    )
    assert at("start", 60, RUN._replace(pauses=told)) == expected


@pytest.mark.parametrize(
    ("anchor", "seconds", "expected"),
    [("warning", 30, 570), ("danger", 5, 635), ("warning", -10, 470), ("danger", -40, 590),
     ("overtime", -5, 655), ("overtime", 10, 670), ("end", 10, 670)],
)  # fmt: skip
def test_a_cue_at_a_phase_waits_as_well(anchor, seconds, expected) -> None:
    run = RUN._replace(pauses=(Pause(after(500), after(560)),))
    assert at(anchor, seconds, run) == expected


def test_a_pause_after_a_phase_began_holds_what_comes_after_it() -> None:
    run = RUN._replace(pauses=(Pause(after(572)),))
    assert [at("danger", 1, run), at("danger", 5, run)] == [571, None]
    over = RUN._replace(pauses=(Pause(after(605), after(625)),))
    assert [at("end", 10, over), at("overtime", 10, over)] == [630, 630]


def test_what_was_to_come_when_the_item_was_over_never_does() -> None:
    run = RUN._replace(ended_ms=after(100))
    assert [at("start", 100, run), at("start", 101, run)] == [100, None]
    late = RUN._replace(ended_ms=after(605))
    assert [at("overtime", 5, late), at("overtime", 10, late), at("end", 10, late)] == [
        605, None, 610,
    ]  # fmt: skip
    paused = late._replace(pauses=(Pause(after(603)),), ended_ms=after(650))
    assert at("end", 10, paused) == 657


def test_before_a_phase_that_the_item_does_not_have_there_is_nothing() -> None:
    item = dataclasses.replace(ITEM, warn_ms=0, danger_ms=0)
    assert [at(anchor, -10, RUN, item) for anchor in ("warning", "danger")] == [None, None]


def test_a_fixed_end_comes_as_planned_and_its_start_counts_without_pauses() -> None:
    item = dataclasses.replace(ITEM, kind=Kind.FIXED_END)
    run = RUN._replace(until_ms=after(600), pauses=(Pause(after(50), after(80)),))
    assert [at("start", 60, run, item), at("warning", 5, run, item)] == [90, 485]


def test_a_milestone_is_over_at_once_and_has_its_cues_all_the_same() -> None:
    item = Item("talk", kind=Kind.MILESTONE)
    assert at("start", 20, Run("talk", "1", BEGAN, 0, ended_ms=BEGAN), item) == 20


@settings(max_examples=100)
@given(runs(), st.integers(0, 60))
def test_after_the_start_it_is_due_when_a_watcher_sees_the_timer_say_so(run, asked) -> None:
    seen, elapsed = None, 0
    for second in range(500):
        now = after(second)
        if run.ended_ms is not None and now > run.ended_ms:
            break
        if elapsed >= asked:
            seen = second
            break
        still = any(
            pause.from_ms <= now and (pause.until_ms is None or now < pause.until_ms)
            for pause in run.pauses
        )
        elapsed += not still
    assert at("start", asked, run) == seen


def test_added_time_moves_nothing_that_counts_from_the_start() -> None:
    run = RUN._replace(added=(Change(after(10), 300 * S),))
    assert at("start", 60, run) == 60
