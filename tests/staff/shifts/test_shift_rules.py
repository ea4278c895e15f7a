"""Late, there, waiting for relief: how a shift stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.staff.shifts.rules import (
    LATE_AFTER,
    Span,
    Stand,
    Stay,
    at_hand,
    late_by,
    stand,
)

BEGINS = datetime(2026, 11, 24, 8, tzinfo=UTC)
SPAN = Span(BEGINS, BEGINS + timedelta(hours=4))


def at(minutes: int) -> datetime:
    return BEGINS + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("stays", "now", "expected"),
    [
        ([], -61, Stand.PLANNED),
        ([], -60, Stand.AWAITED),
        ([], 4, Stand.AWAITED),
        ([], 5, Stand.LATE),
        ([], 239, Stand.LATE),
        ([], 240, Stand.MISSED),
        ([(-3, None)], 0, Stand.ON),
        ([(-3, None)], 239, Stand.ON),
        ([(-3, None)], 240, Stand.RELIEF),
        ([(0, 100)], 101, Stand.LEFT),
        ([(0, 100), (120, None)], 130, Stand.ON),
        ([(0, 100)], 240, Stand.DONE),
    ],
)
def test_how_a_shift_stands(stays, now, expected):
    found = [Stay(at(on), None if off is None else at(off)) for on, off in stays]
    assert stand(SPAN, found, at(now)) is expected


MOMENTS = st.integers(-500, 500)
STAYS = st.lists(st.tuples(MOMENTS, st.none() | st.integers(0, 300)), max_size=3)


@given(STAYS, MOMENTS)
def test_late_is_said_exactly_from_five_minutes_on(stays, now):
    found = [
        Stay(at(on), None if long is None else at(on + long)) for on, long in stays if on <= now
    ]
    late = late_by(SPAN, found, at(now))
    assert late == timedelta() or late >= LATE_AFTER
    if stand(SPAN, found, at(now)) is Stand.LATE:
        assert late == at(now) - BEGINS
    if stand(SPAN, found, at(now)) in (Stand.PLANNED, Stand.AWAITED):
        assert late == timedelta()


@given(MOMENTS, MOMENTS)
def test_time_never_makes_a_missing_person_less_late(first, second):
    earlier, later = sorted((first, second))
    assert late_by(SPAN, [], at(earlier)) <= late_by(SPAN, [], at(later))


def test_who_signs_on_has_come_for_the_shift_that_is_nearest():
    spans = {"early": SPAN, "noon": Span(at(240), at(480))}
    assert [at_hand(spans, at(minutes)) for minutes in (-61, -60, 0, 200, 239, 241, 480)] == [
        *("", "early", "early", "noon", "noon", "noon", "")
    ]
