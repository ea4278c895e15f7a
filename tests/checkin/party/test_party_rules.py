"""Choosing some of those who come together: by example, and as it must always be."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.party.rules import all_toggled, in_order, matching, may_pass, tally, toggled
from onsite.checkin.views import Guest

STATES = ["expected", "inside", "left", "unpaid", "blocked", "questions"]


def guest(number, state="expected", **said) -> Guest:
    return Guest(f"a{number}", said.pop("name", f"Guest {number}"), state=state, **said)


PARTIES = st.lists(st.sampled_from(STATES), max_size=30).map(
    lambda states: [guest(number, state) for number, state in enumerate(states)]
)
QUICK = settings(max_examples=60)


def test_a_filter_finds_every_word_anywhere_in_what_is_shown():
    party = [
        guest(1, name="Emi Sato", company="Kobe Steel"),
        guest(2, name="Ken Ito"),
        guest(3, name="王小明"),
    ]

    assert [each.attendee for each in matching(party, "kobe sato")] == ["a1"]
    assert [each.attendee for each in matching(party, "小")] == ["a3"]
    assert len(matching(party, "")) == 3


def test_nobody_marked_means_the_one_under_the_cursor():
    party = [guest(1), guest(2)]

    assert in_order(party, (), "a2") == ("a2",)
    assert in_order(party, {"a2", "a1"}, "a2") == ("a1", "a2")
    assert in_order(party, (), "") == ()


@QUICK
@given(PARTIES)
def test_everybody_of_a_party_is_counted_once(party):
    told = tally(party)

    assert told.inside + told.coming + told.stopped == len(party)
    assert told.inside == sum(each.state == "inside" for each in party)


@QUICK
@given(PARTIES, st.booleans())
def test_marking_all_marks_those_who_may_pass_and_nobody_else(party, leaving):
    able = {each.attendee for each in party if may_pass(each, leaving=leaving)}
    marked = all_toggled((), party, leaving=leaving)

    assert marked == able
    assert all_toggled(marked, party, leaving=leaving) == frozenset()


@QUICK
@given(PARTIES, st.sets(st.sampled_from([f"a{number}" for number in range(30)])))
def test_whom_an_attempt_is_made_for_is_marked_in_the_party_and_once(party, marked):
    chosen = in_order(party, marked)

    assert set(chosen) == marked & {each.attendee for each in party}
    assert len(chosen) == len(set(chosen))
    assert list(chosen) == [each.attendee for each in party if each.attendee in marked]


@QUICK
@given(st.frozensets(st.sampled_from("abc")), st.sampled_from("abc"))
def test_a_mark_that_is_set_twice_is_as_before(marked, one):
    assert toggled(toggled(marked, one), one) == marked
