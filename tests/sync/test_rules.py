from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.sync.rules import (
    Held,
    HubSeen,
    Member,
    hub_in_force,
    judged,
    missing_there,
    with_span,
    without_spans,
)

NUMBERS = st.sets(st.integers(1, 40))


def spans(numbers):
    found = ()
    for number in numbers:
        found = with_span(found, number, number)
    return found


def numbers_in(runs) -> set[int]:
    return {number for first, last in runs for number in range(first, last + 1)}


@pytest.mark.parametrize(
    ("roles", "duty", "answer"),
    [
        ({"lead"}, "plan", None),
        ({"lead"}, "", None),
        ({"lead"}, None, None),
        ({"desk"}, "scan", None),
        ({"desk"}, "", None),
        ({"desk"}, None, None),
        ({"desk"}, "plan", Held.NOT_ALLOWED),
        ({"desk"}, "roster", Held.NOT_ALLOWED),
        ({"desk", "lead"}, "roster", None),
        ({"display"}, "scan", Held.NOT_ALLOWED),
        ({"display"}, "", Held.NOT_ALLOWED),
        ({"display"}, None, Held.NOT_ALLOWED),
        ({"a role of a newer Onsite"}, "scan", Held.NOT_ALLOWED),
        (set(), "scan", Held.NOT_ALLOWED),
    ],
)
def test_what_a_role_may_record(roles, duty, answer):
    assert judged(Member("ab", frozenset(roles)), 1, duty) is answer


def test_a_station_nobody_admitted_is_a_stranger():
    assert judged(None, 1, "scan") is Held.STRANGER


@pytest.mark.parametrize(("number", "answer"), [(4, None), (5, None), (6, Held.REVOKED)])
def test_a_revoked_station_counts_up_to_a_number(number, answer):
    assert judged(Member("ab", frozenset({"desk"}), 5), number, "scan") is answer


def test_the_hub_with_the_highest_epoch_is_in_force_and_of_two_the_same_for_all():
    old, one, two = HubSeen(1, "ff", ()), HubSeen(2, "aa", ()), HubSeen(2, "bb", ())
    assert hub_in_force([]) is None
    assert hub_in_force([old, one]) == one
    assert hub_in_force([two, one, old]) == hub_in_force([old, one, two]) == two


@given(NUMBERS, st.integers(1, 40), st.integers(0, 10))
def test_a_run_is_added(numbers, first, more):
    after = with_span(spans(numbers), first, first + more)
    assert numbers_in(after) == numbers | set(range(first, first + more + 1))
    ends = [end for run in after for end in run]
    assert ends == sorted(ends)
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(after))


@given(NUMBERS, NUMBERS)
def test_what_is_here_and_not_there(here, there):
    assert numbers_in(without_spans(spans(here), spans(there))) == here - there


def test_stations_that_lack_nothing_are_not_named():
    here = {"aa": ((1, 5),), "bb": ((1, 2),), "cc": ((3, 4),)}
    assert missing_there(here, {"aa": ((1, 5),), "bb": ((2, 2),)}) == {
        "bb": ((1, 1),),
        "cc": ((3, 4),),
    }
