"""Who gets what and how often, by example and by law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.goods.rules import Held, Moved, coming_back, counting, due, objection
from onsite.plan.reading import read
from tests.goods.conftest import PLAN

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
EVENT = read(PLAN)
PACK = Held("k1", "pack", "", 1, NOW - timedelta(minutes=10), "a", "s1", "Maria")
VOUCHER = replace(PACK, goods="voucher")
HEADSET = replace(PACK, goods="headset")


@pytest.mark.parametrize(
    ("at", "ticket", "held", "expected"),
    [
        ("gifts", "Crew", (), ("pack", "shirt")),
        ("gifts", "Regular", (), ("pack",)),
        ("gifts", "Press", (), ()),
        ("gifts", "No such ticket", (), ()),
        ("gifts", "Crew", (PACK,), ("shirt",)),
        ("gifts", "Crew", (replace(PACK, returned=True),), ("pack", "shirt")),
        ("lunch", "Press", (VOUCHER,), ("voucher",)),
        ("lunch", "Press", (VOUCHER, VOUCHER), ()),
        ("lunch", "Press", (replace(VOUCHER, count=2),), ()),
        ("lunch", "Press", (replace(VOUCHER, count=2, at=NOW - timedelta(days=1)),), ("voucher",)),
        ("door", "Crew", (), ()),
    ],
)
def test_what_somebody_may_still_get(at, ticket, held, expected):
    assert due(EVENT, at, ticket, held, NOW) == expected


def test_a_day_ends_when_people_go_to_bed():
    """Two in the morning is still the evening before: the plan's days end at four."""
    evening, night = NOW.replace(hour=20), NOW.replace(day=25, hour=1)
    had = (replace(VOUCHER, count=2, at=evening),)

    assert due(EVENT, "lunch", "Crew", had, night) == ()
    assert due(EVENT, "lunch", "Crew", had, night + timedelta(hours=3)) == ("voucher",)


def test_who_has_everything_is_told_when_and_where():
    assert objection(EVENT, "gifts", "Regular", (PACK,), NOW) == {
        "goods": "Pack",
        "at": "2026-11-24T08:20:00+00:00",
        "by": "Maria",
        "station": "s1",
    }


def test_for_whom_nothing_is_meant_is_told_so_and_nobody_at_a_door():
    assert objection(EVENT, "gifts", "Press", (), NOW) == {"goods": ""}
    assert objection(EVENT, "door", "Press", (), NOW) is None


def test_only_what_is_returnable_comes_back_and_only_there():
    had = (PACK, HEADSET, replace(HEADSET, key="k2", returned=True))

    assert coming_back(EVENT, "headsets", had) == [HEADSET]
    assert coming_back(EVENT, "gifts", had) == []


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pack", "shirt", "voucher"]),
            st.integers(1, 3),
            st.integers(0, 72),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_something_is_due_exactly_as_long_as_less_than_the_limit_counts(had):
    held = tuple(
        Held(str(number), goods, "", many, NOW - timedelta(hours=ago), "a", "s", "M", "", back)
        for number, (goods, many, ago, back) in enumerate(had)
    )
    for at in ("gifts", "lunch"):
        left = due(EVENT, at, "Crew", held, NOW)
        for goods, part in EVENT.goods.items():
            if part.checkpoint == at:
                many = sum(each.count for each in counting(EVENT, goods, held, NOW))
                assert (goods in left) is (many < part.per_person)
        assert (objection(EVENT, at, "Crew", held, NOW) is None) is bool(left)
        assert due(EVENT, at, "Crew", tuple(reversed(held)), NOW) == left


@given(*(st.integers(0, 100) for _number in range(4)))
def test_what_is_left_is_what_was_counted_and_all_that_moved_since(counted, added, gone, back):
    assert Moved(counted, added, gone, back).left == counted + added - gone + back
    assert Moved(None, added, gone, back).left is None
