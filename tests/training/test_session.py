"""A training as it goes: the queue, the decisions, the score."""

from __future__ import annotations

import pytest

from onsite.training.arrivals import Arrival, Kind
from onsite.training.session import FASTEST, SLOWEST, Session


class Passed:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def guests(*kinds):
    return [Arrival(at, kind, ("A",), "C", "", ("a",)) for at, kind in enumerate(kinds, start=1)]


@pytest.fixture
def passed():
    return Passed()


def session(passed, *kinds, **options):
    return Session(guests(*kinds), passed, **options)


def test_in_a_hurry_the_next_comes_when_the_last_has_gone(passed):
    going = session(passed, Kind.GOOD, Kind.GOOD, hurry=True)
    assert going.go_on()
    assert (going.current.number, going.waiting) == (1, 0)
    passed.now += 30
    assert not going.go_on()
    going.decide(let_in=True, admitted=True)
    assert going.current.number == 2
    going.decide(let_in=True, admitted=True)
    going.go_on()
    assert going.over
    assert going.decide(let_in=True, admitted=True) is None


def test_at_a_rate_they_come_whoever_is_served(passed):
    going = session(passed, *[Kind.GOOD] * 400, rate=30, seed=5)
    for _second in range(600):
        going.go_on()
        passed.now += 1
    assert 220 < going.waiting < 380
    assert 500 < going.waited_s <= 600


def test_they_come_faster_and_slower(passed):
    going = session(passed, *[Kind.GOOD] * 400, rate=6)
    assert going.change_rate(2) == 8
    assert going.change_rate(1000) == FASTEST
    assert going.change_rate(-1000) == SLOWEST


@pytest.mark.parametrize(
    ("kind", "let_in", "admitted", "fault"),
    [
        (Kind.GOOD, True, True, ""),
        (Kind.GOOD, True, False, "not_scanned"),
        (Kind.GOOD, False, False, "sent_away"),
        (Kind.GARBLED, False, False, "sent_away"),
        (Kind.UNPAID, False, False, ""),
        (Kind.UNPAID, True, False, "let_in"),
        (Kind.INSIDE, True, True, "let_in"),
    ],
)
def test_a_decision_is_right_or_wrong(passed, kind, let_in, admitted, fault):
    going = session(passed, kind)
    going.go_on()
    assert going.decide(let_in=let_in, admitted=admitted).fault == fault


def test_the_score_says_how_many_how_fast_how_long(passed):
    going = session(passed, Kind.GOOD, Kind.UNPAID, Kind.GOOD, rate=FASTEST, most=3)
    going.go_on()
    passed.now += 60
    going.go_on()
    going.decide(let_in=True, admitted=True)
    going.decide(let_in=True, admitted=False)
    passed.now += 60
    going.decide(let_in=True, admitted=True)
    score = going.score()
    assert (score.served, score.wrong, score.per_minute) == (3, ((Kind.UNPAID, "let_in"),), 1.5)
    assert 50 < score.longest_s <= 60
    assert going.over
