"""The hybrid logical clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.journal.hlc import COUNTER_BITS, DRIFT_LIMIT_MS, following, ms_of, observed, stamp

MS = st.integers(0, 2**42)


@given(MS, st.integers(0, 2**COUNTER_BITS - 1))
def test_the_milliseconds_come_back(ms, counter):
    assert ms_of(stamp(ms, counter)) == ms


@given(MS, MS)
def test_the_next_is_later_than_the_last_and_not_before_now(last_ms, now_ms):
    last = stamp(last_ms, 7)
    later = following(last, now_ms)
    assert later > last
    assert ms_of(later) >= now_ms


def test_a_counter_that_overflows_carries():
    last = stamp(5, 2**COUNTER_BITS - 1)
    assert following(last, 5) == stamp(6)


@pytest.mark.parametrize(
    ("last", "heard", "now", "follows"),
    [
        (stamp(10), stamp(12, 3), 11, stamp(12, 3)),
        (stamp(12), stamp(10, 3), 11, stamp(12)),
        (stamp(10), stamp(11 + DRIFT_LIMIT_MS, 9), 11, stamp(11 + DRIFT_LIMIT_MS, 9)),
        (stamp(10), stamp(12 + DRIFT_LIMIT_MS), 11, stamp(10)),
    ],
    ids=["a later one", "an earlier one", "at the limit", "from a clock far ahead"],
)
def test_another_clock_is_followed_within_the_limit(last, heard, now, follows):
    assert observed(last, heard, now) == follows
