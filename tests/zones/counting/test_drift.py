"""How far a count strays, and when to recount."""

from __future__ import annotations

import pytest

from onsite.zones.counting import reading
from onsite.zones.counting.drift import Since, Span, drift

NOW_MS = 1_800_000_000_000
A_MINUTE = 60_000


def since(people=200, crossings=0, per_min=10.0) -> Since:
    return Since("h1", NOW_MS, people, crossings, per_min / A_MINUTE)


def test_errors_are_added_up_whatever_their_sign():
    found = drift([Span(105, 100, 150), Span(95, 100, 50)], since(), 5)
    assert (found.recounts, found.crossings, found.error, found.per_100) == (2, 200, 0, 5.0)


def test_when_it_will_be_off_by_more_than_is_allowed():
    # 5 of 100 wrong: 10 people, 5 % of 200, after 200 crossings, at 10 a minute.
    spans = [Span(105, 100, 100)]
    assert drift(spans, since(), 5).due_ms == NOW_MS + 20 * A_MINUTE
    assert drift(spans, since(crossings=150), 5).due_ms == NOW_MS + 5 * A_MINUTE
    assert drift(spans, since(crossings=200), 5).due_ms == NOW_MS
    assert drift(spans, since(crossings=999, per_min=0), 5).due_ms == NOW_MS
    # One person is always allowed, in the smallest room.
    assert drift(spans, since(people=2), 5).due_ms == NOW_MS + 2 * A_MINUTE


@pytest.mark.parametrize(
    ("spans", "more"),
    [
        ([], {}),
        ([Span(3, 1, 49)], {}),
        ([Span(100, 100, 500)], {}),
        ([Span(105, 100, 100)], {"per_min": 0}),
    ],
    ids=["no recount", "too few crossings", "no error", "nobody crosses"],
)
def test_when_nothing_is_in_sight(spans, more):
    assert drift(spans, since(**more), 5).due_ms is None


def test_too_little_is_no_figure_and_no_error_is_one():
    assert drift([Span(3, 1, 49)], since(), 5).per_100 is None
    assert drift([Span(100, 100, 50)], since(), 5).per_100 == 0


def measured(counter, zone="h1"):
    return counter.site.read_now(reading.drift, counter.plan, zone, counter.now_ms)


def test_the_drift_of_a_day(counter):
    counter.count("h1", *[1] * 60)
    counter.clock.advance(minutes=10)
    counter.recount("h1", 54)
    counter.clock.advance(minutes=10)
    counter.count("h1", *[1] * 30, *[-1] * 10)
    counter.clock.advance(seconds=1)
    found = measured(counter)
    assert (found.recounts, found.crossings, found.error, found.since) == (1, 60, -6, 40)
    assert found.per_100 == 10
    # 5 % of 74 people is reached after 37 crossings.
    assert found.due_ms == counter.now_ms
    counter.recount("h1", 75)
    found = measured(counter)
    assert (found.recounts, found.crossings, found.error, found.since) == (2, 100, -5, 0)
    assert found.per_100 == 7
    assert found.due_ms > counter.now_ms


def test_what_comes_late_is_no_error_of_counting(counter, far):
    from tests.zones.conftest import meet

    far.count("h1", *[1] * 60)
    counter.clock.advance(minutes=1)
    counter.recount("h1", 60)
    meet(counter.site, far.site)
    found = measured(counter)
    assert (found.crossings, found.error, found.per_100) == (60, 0, 0)


def test_a_day_that_was_closed_is_not_measured_again(counter):
    from onsite.zones.counting import service

    counter.count("h1", *[1] * 60)
    counter.recount("h1", 50)
    counter.do(service.close_day, "h1", "drift", 0, "")
    counter.clock.advance(hours=20)
    found = measured(counter)
    assert (found.recounts, found.crossings, found.since) == (0, 0, 0)
    counter.count("h1", *[1] * 60)
    counter.recount("h1", 57)
    found = measured(counter)
    assert (found.recounts, found.error, found.per_100) == (1, -3, 5)
