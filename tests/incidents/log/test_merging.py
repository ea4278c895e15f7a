"""Duplicates: whatever was said in whatever order, nothing goes on in itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onsite.incidents.log.merging import Said, merged

IDS = "abcd"
SAID = st.builds(
    Said,
    time=st.integers(0, 5),
    station=st.sampled_from(["s", "t"]),
    number=st.integers(1, 9),
    incident=st.sampled_from(IDS),
    into=st.sampled_from(["", *IDS]),
)
SOME = st.lists(SAID, max_size=12, unique_by=lambda each: (each.station, each.number))


@given(SOME, st.randoms())
def test_the_order_of_arrival_makes_no_difference(said, random):
    shuffled = random.sample(said, len(said)) + said[:2]
    assert merged(shuffled) == merged(said)


@given(SOME)
def test_nothing_goes_on_in_itself_and_who_goes_on_is_no_duplicate(said):
    found = merged(said)
    for each in IDS:
        root = found.root(each)
        assert root not in found.into
        assert (root == each) == (each not in found.into)
        assert (each in found.members(root)) == (root != each)


@given(SOME, SAID, st.sampled_from(IDS))
def test_a_word_that_knew_of_the_last_one_holds_though_its_clock_is_behind(said, ahead, into):
    last = ahead._replace(time=9, number=10, into=into)
    knew = Said(6, "t", 10, last.incident, "", after=last.name)
    before, after = merged([*said, last]), merged([*said, last, knew])
    if last.name in before.by.values():
        assert last.incident not in after.into
        assert (last.station, last.number) in after.refused


@given(SOME, SAID)
def test_a_later_word_takes_effect_exactly_where_it_closes_no_circle(said, one):
    last = one._replace(time=9, number=10)
    before, after = merged(said), merged([*said, last])
    refused = (last.station, last.number) in after.refused
    if last.into:
        assert refused == before.closes_circle(last.incident, last.into)
        assert refused or after.into == {**before.into, last.incident: last.into}
    else:
        assert refused == (last.incident not in before.into)
    assert after.refused - {(last.station, last.number)} == before.refused


def test_what_was_refused_once_never_comes_to_hold():
    said = [
        Said(1, "s", 1, "a", "b"),
        Said(2, "t", 1, "b", "a"),
        Said(3, "s", 2, "a", ""),
    ]
    assert merged(said[:2]).into == {"a": "b"}
    found = merged(said)
    assert (found.into, found.refused) == ({}, {("t", 1)})
