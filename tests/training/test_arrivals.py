"""Who comes in a training: every kind, as often as said, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.demo.days import days_from
from onsite.demo.people import crowd
from onsite.training.arrivals import COMES_IN, DECK, MIX, Arrivals, Kind
from tests.conftest import START

SEEDS = st.integers(0, 2**32)


@cache
def people():
    return crowd(days_from(START, "Europe/Lisbon"))


def some(seed: int, many: int):
    return list(islice(Arrivals(people(), seed), many))


@settings(max_examples=15)
@given(SEEDS)
def test_the_mix_is_kept_whatever_the_seed(seed):
    came = some(seed, 200)
    assert [each.number for each in came] == list(range(1, 201))
    assert {each.kind for each in came[: len(MIX)]} == set(Kind)
    counted = Counter(each.kind for each in came)
    decks = 200 // DECK
    short = {kind: many * decks - counted[kind] for kind, many in MIX.items()}
    # There are few with the same code: somebody with a good ticket comes instead.
    assert short[Kind.GOOD] == -short[Kind.TWIN] <= 0
    assert {kind for kind, many in short.items() if many} <= {Kind.GOOD, Kind.TWIN}


@settings(max_examples=15)
@given(SEEDS)
def test_nobody_comes_again_who_was_let_in_and_each_shows_what_is_theirs(seed):
    came = some(seed, 150)
    wanted = [who for each in came for who in each.wanted]
    assert len(wanted) == len(set(wanted))
    codes = {person.attendee: person.record.codes[0] for person in people().people}
    known = set(codes.values())
    for each in came:
        assert bool(each.wanted) is (each.kind in COMES_IN)
        assert (len(each.names) > 1) is (each.kind is Kind.PARTY)
        if each.kind in (Kind.UNKNOWN, Kind.GARBLED):
            assert each.shown not in known
        elif each.kind is not Kind.FORGOT:
            assert each.shown in known
        if each.kind is Kind.FORGOT:
            assert [who.record.name for who in people().people].count(each.names[0]) == 1
        if each.kind is Kind.GARBLED:
            assert each.printed == codes[each.wanted[0]]


@settings(max_examples=5)
@given(SEEDS)
def test_the_same_seed_gives_the_same_guests(seed):
    assert some(seed, 40) == some(seed, 40)
    assert some(seed, 40) != some(seed + 1, 40)


def test_they_come_until_nobody_with_a_good_ticket_is_left():
    came = list(islice(Arrivals(people(), 3), 2000))
    assert 200 < len(came) < 2000
