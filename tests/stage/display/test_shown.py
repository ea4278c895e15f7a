"""What a display shows at every instant, from anchors alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.display.messages import FLASH_MS, UNSEEN_MS, Message, flash_at
from onsite.stage.display.shown import Anchors, Count, next_change, shown
from tests.stage.display.scenes import BERLIN, COUNT, MESSAGE, MIN, RUNNING, T0, held

RUN_MS = 600_000


def run_of(anchors: Anchors, from_ms: int, until_ms: int) -> list[tuple[int, int | None]]:
    """Every change, drawn when it is due: when, and the seconds that stand there."""
    found, now = [], from_ms
    while now < until_ms:
        found.append((now, shown(anchors, now, BERLIN).seconds))
        now = next_change(anchors, now, clock_ms=60_000)
    return found


@pytest.mark.parametrize("up", [False, True])
@pytest.mark.parametrize("begin_ms", [T0, T0 + 1, T0 + 333, T0 + 999])
def test_every_second_is_shown_exactly_once_over_600_s(up, begin_ms):
    """Five minutes left when it begins, so that half of it is overtime."""
    zero = begin_ms if up else begin_ms + RUN_MS // 2
    anchors = replace(RUNNING, count=Count(up, zero, None, RUN_MS, ()))
    drawn = run_of(anchors, begin_ms, begin_ms + RUN_MS)
    seconds = [second for _at, second in drawn]
    changed = [now for (now, b), (_then, a) in zip(drawn[1:], drawn, strict=False) if a != b]
    wanted = list(range(600)) if up else list(range(300, -300, -1))
    assert [seconds[0], *(b for a, b in pairwise(seconds) if a != b)] == wanted
    assert {b - a for a, b in pairwise(changed)} == {1000}


@settings(max_examples=80)
@given(st.integers(0, 2**41), st.integers(-(10**8), 10**8), st.booleans())
def test_what_is_shown_is_never_another_than_at_the_last_change(zero, off, up):
    count = Count(up, zero, None, 60_000, (("normal", zero - 60_000), ("overtime", zero)))
    anchors = replace(RUNNING, count=count)
    now = max(zero + off, 0)
    then = next_change(anchors, now, clock_ms=60_000)
    assert now < then <= now + 1000
    assert count.seconds_at(now) == count.seconds_at(then - 1)
    assert count.phase_at(now) == count.phase_at(then - 1)


@pytest.mark.parametrize(
    ("after_ms", "tone", "digits"),
    [
        (0, "normal", "20:00"),
        (1, "normal", "20:00"),
        (1_000, "normal", "19:59"),
        (15 * MIN - 1, "normal", "05:01"),
        (15 * MIN, "warning", "05:00"),
        (18 * MIN - 1, "warning", "02:01"),
        (18 * MIN, "danger", "02:00"),
        (20 * MIN - 1, "danger", "00:01"),
        (20 * MIN, "overtime", "00:00"),
        (20 * MIN + 999, "overtime", "00:00"),
        (20 * MIN + 1_000, "overtime", "−00:01"),
        (80 * MIN, "overtime", "−1:00:00"),
    ],
)
def test_the_phases_begin_at_their_exact_instants(after_ms, tone, digits):
    told = shown(RUNNING, T0 + after_ms, BERLIN)
    assert (told.tone, told.digits) == (tone, digits)


def test_a_timer_that_stands_still_says_the_same_however_long():
    paused = held("paused", 3 * MIN)
    told = [shown(paused, T0 + after, BERLIN) for after in (0, MIN, 10**9)]
    assert {(each.tone, each.digits, each.progress) for each in told} == {("paused", "03:00", 850)}
    assert shown(held("armed", 20 * MIN), T0, BERLIN).tone == "armed"


def test_the_progress_ends_where_the_time_is_up():
    told = [shown(RUNNING, T0 + minutes * MIN, BERLIN).progress for minutes in (0, 5, 20, 40)]
    assert told == [0, 250, 1000, 1000]
    assert replace(COUNT, length_ms=0).progress_at(T0) is None


def test_the_time_of_day_is_the_events():
    told = shown(replace(RUNNING, cut_off_ms=T0 - MIN), T0, BERLIN)
    assert (told.clock, told.cut_off) == ("09:30:00", "09:29")


def test_without_a_timer_the_time_of_day_stands_there():
    told = shown(replace(RUNNING, state="idle", count=None), T0, BERLIN)
    assert (told.tone, told.digits, told.seconds, told.progress) == ("idle", "09:30", None, None)


@pytest.mark.parametrize(
    ("after_ms", "bright"),
    [(-1, False), (0, True), (499, True), (500, False), (1000, True), (2999, False)],
)
def test_a_flash_is_twice_a_second(after_ms, bright):
    assert flash_at(T0, T0 + after_ms) is bright


def test_a_flash_is_drawn_when_it_changes_and_then_no_more():
    anchors = replace(held("paused", MIN), flashed_ms=T0 + 100)
    steps = [at - T0 - 100 for at, _seconds in run_of(anchors, T0 + 100, T0 + 100 + FLASH_MS + 1)]
    assert steps == [0, 500, 1000, 1500, 2000, 2500, 3000]


def test_a_message_that_nobody_has_seen_is_told_after_20_seconds():
    asked = Message("m", "Louder", True, T0, "st", "Maria")
    assert [asked.is_unseen(T0 + after) for after in (0, UNSEEN_MS - 1, UNSEEN_MS)] == [
        *(False, False, True)
    ]
    for other in (
        replace(asked, asks_seen=False),
        replace(asked, seen_ms=T0 + 1),
        replace(asked, cleared_ms=T0 + 1),
    ):
        assert not other.is_unseen(T0 + 10 * UNSEEN_MS)


def test_it_goes_as_json_to_whoever_draws_it_another_way():
    told = replace(RUNNING, message=MESSAGE).as_object()
    assert told["count"]["zero_ms"] == T0 + 20 * MIN
    assert told["count"]["changes"][1] == ("warning", T0 + 15 * MIN)
    assert told["coming"][0]["speakers"] == ("王小明",)
    assert told["message"]["asks_seen"] is True
