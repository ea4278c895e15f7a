"""In which box a badge lies: by desk, by alphabet, by party."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.bulk.choosing import Person
from onsite.badges.bulk.piles import letters, pack
from onsite.badges.bulk.series import Series
from onsite.roster.facts import Record


def person(key, desk="", order="", category=""):
    return Person(f"id {key}", Record(name=key, order=order), category, desk, key)


def packed(people, sort, per_box=3, design=lambda _each: "a6"):
    found = pack(people, sort, design, per_box)
    return [(box.box, box.desk, [each.key for each in box.people]) for box in found]


def test_each_desk_has_its_own_boxes():
    people = [person("zoe", "b"), person("ann", "a"), person("bob", "a"), person("xi")]
    people += [person("cyd", "a"), person("dan", "a")]
    assert packed(people, "desk") == [
        ("1", "a", ["ann", "bob", "cyd"]),
        ("2", "a", ["dan"]),
        ("3", "b", ["zoe"]),
        ("4", "", ["xi"]),
    ]


def test_by_alphabet_desks_do_not_count():
    people = [person("zoe", "b"), person("ann", "a"), person("bob", "c")]
    assert packed(people, "alphabet") == [("1", "", ["ann", "bob", "zoe"])]


def test_a_party_lies_together():
    people = [
        person("zoe", order="P1"),
        person("abe", order="P1"),
        person("bea"),
        person("cid", order="P2"),
        person("dot", order="P2"),
    ]
    assert packed(people, "party") == [
        ("1", "", ["abe", "zoe", "bea"]),
        ("2", "", ["cid", "dot"]),
    ]


def test_a_party_larger_than_a_box_is_parted():
    people = [person(f"a{n}", order="P") for n in range(5)] + [person("zoe")]
    assert [len(those) for _box, _desk, those in packed(people, "party")] == [3, 3]


def test_designs_do_not_share_a_box():
    people = [person("ann", category="vip"), person("bob"), person("cyd", category="vip")]
    found = pack(people, "alphabet", lambda each: each.category or "a6", 9, Series("KT", 4))
    assert [(box.box, box.design, box.first, box.last) for box in found] == [
        ("KT4", "vip", "Ann", "Cyd"),
        ("KT5", "a6", "Bob", "Bob"),
    ]


@pytest.mark.parametrize(
    ("key", "stands"), [("wang xiaoming", "Wan"), ("o brien", "O B"), ("li", "Li"), ("", "#")]
)
def test_letters_on_a_box(key, stands):
    assert letters(key) == stands


PEOPLE = st.lists(
    st.builds(
        person,
        st.text("abz", min_size=1, max_size=5),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(["", "P1", "P2"]),
        st.sampled_from(["", "vip"]),
    ),
    max_size=20,
    unique_by=lambda each: each.key,
)


@given(PEOPLE, st.sampled_from(["desk", "alphabet", "party"]), st.integers(1, 5))
@settings(max_examples=60)
def test_everybody_lies_in_one_box_that_is_not_too_full(people, sort, per_box):
    found = pack(people, sort, lambda each: each.category or "a6", per_box)
    lying = [each.attendee for box in found for each in box.people]
    assert sorted(lying) == sorted(each.attendee for each in people)
    assert all(0 < len(box.people) <= per_box for box in found)
    assert [box.box for box in found] == [str(n) for n in range(1, len(found) + 1)]
    if sort != "party":
        assert all(
            [each.key for each in box.people] == sorted(each.key for each in box.people)
            for box in found
        )
