"""What the board says, and the times that are typed on it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents.board.showing import countdown, next_cell
from onsite.incidents.board.times import due_ms, happened_ms
from onsite.incidents.escalation.chain import Standing
from onsite.incidents.paging.board import BoardLine

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
MINUTE = 60_000


def line(**about) -> BoardLine:
    usual = {
        "incident": "a1",
        "standing": Standing.RUNNING,
        "coming": "step",
        "next_ms": 130_000,
        "step": 1,
        "passing": 1,
        "steps": 2,
        "passes": 1,
        "roles": (),
        "people": (),
        "reaches_me": False,
        "told": (),
        "acks": (),
        "alarm": False,
        "saw": None,
    }
    return BoardLine(**{**usual, **about})


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ({}, "02:10"),
        ({"reaches_me": True}, "you 02:10"),
        ({"next_ms": 0}, "now"),
        ({"coming": "expiry", "acks": ("lin",)}, "✓ 02:10"),
        ({"coming": "nothing", "next_ms": None, "acks": ("lin",)}, "held"),
        ({"coming": "nothing", "next_ms": None}, "–"),
        ({"coming": "nothing", "next_ms": None, "alarm": True}, "ALARM"),
    ],
)
def test_what_comes_next_in_a_word(about, shown):
    assert next_cell(line(**about), 0) == shown


@pytest.mark.parametrize(
    ("left_ms", "shown"),
    [(0, "00:00"), (1, "00:01"), (59_001, "01:00"), (130_000, "02:10"), (3_725_000, "1:02:05")],
)
def test_a_length_runs_down(left_ms, shown):
    assert countdown(left_ms) == shown


def test_times_are_typed_as_one_says_them(log):
    plan, now_ms = log.plan, to_ms(NOW)
    assert due_ms(plan, " ", NOW) is None
    assert due_ms(plan, "10", NOW) == now_ms + 10 * MINUTE
    assert due_ms(plan, "09:40", NOW) == now_ms + 10 * MINUTE
    assert due_ms(plan, "09:20", NOW) == now_ms - 10 * MINUTE + 24 * 60 * MINUTE
    assert happened_ms(plan, "", NOW) is None
    assert happened_ms(plan, "09:20", NOW) == now_ms - 10 * MINUTE
    for wrong in (lambda: due_ms(plan, "soon", NOW), lambda: happened_ms(plan, "10:20", NOW)):
        with pytest.raises(BadInputError):
            wrong()
