"""Raised, lowered, of other types, escalated by hand, merged, closed: what begins anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.due import NOTHING
from onsite.incidents.escalation.entries import EntryId
from onsite.incidents.escalation.values import Turn
from tests.incidents.escalation.keeping import THREE, Incident, at, policy, step, told

GRAVE = policy(step("management", wait=1), step("medical"), name="grave", expires=15)


@pytest.fixture
def incident() -> Incident:
    """Two steps of three were told."""
    incident = Incident()
    incident.run("10:06")
    return incident


def test_a_raise_begins_with_the_first_step_of_the_new_policy(incident):
    incident.raised("10:07", 3, GRAVE)
    assert incident.run("10:30", "10:07") == [
        ("10:07", 0, 0, "dan"),
        ("10:08", 0, 1, "ann", "ben"),
    ]


def test_what_was_acknowledged_before_was_something_less(incident):
    incident.ack("10:06", "ann")
    incident.raised("10:07", 3, GRAVE)
    assert incident.chain.standing is Standing.RUNNING
    assert incident.look("10:07").people == ("dan",)


def test_an_acknowledgement_by_who_did_not_see_the_raise_does_not_count(incident):
    seen = incident.chain.armed_by
    raise_ = incident.raised("10:07", 3, GRAVE)
    incident.look("10:07")
    incident.ack("10:07:01", "ann", saw=seen)
    assert incident.chain.standing is Standing.RUNNING
    assert incident.chain.acks == ()
    incident.ack("10:07:30", "ann", saw=raise_)
    assert incident.chain.standing is Standing.HELD


def test_who_sees_what_has_not_arrived_here_has_seen_enough(incident):
    incident.ack("10:07", "ann", saw=EntryId("elsewhere", 7))
    assert incident.chain.standing is Standing.HELD


def test_two_who_part_it_and_raise_it_without_knowing_of_each_other(incident):
    """Who parted it has told whom the first policy names, and not whom the new one does."""
    incident.merged("10:07")
    parted = incident.unmerged("10:09")
    incident.look("10:09")
    incident.ack("10:09:30", saw=parted)
    assert incident.chain.standing is Standing.HELD
    before = incident.chain.armed_by
    incident.raised("10:08", 3, GRAVE, station="two", stamp=at("10:08") * 1000)
    chain = incident.chain
    assert (chain.armed_by[:2], chain.armed_by == before) == (parted, False)
    assert (chain.told, chain.acks, chain.standing) == ((), (), Standing.RUNNING)
    assert incident.look("10:09:40").people == ("dan",)


def test_raised_on_the_scene_those_who_are_there_need_only_acknowledge(incident):
    incident.becomes("10:06", "on-scene")
    incident.raised("10:07", 3, GRAVE)
    assert incident.run("10:07:30", "10:07") == [("10:07", 0, 0, "dan")]
    incident.ack("10:07:30", "ann")
    assert incident.chain.standing is Standing.ENDED
    assert incident.due("23:00") == NOTHING


def test_so_where_only_who_is_there_ends_it(incident):
    """An acknowledgement by who is there does not expire, nor does one by somebody else."""
    incident.becomes("10:06", "on-scene")
    incident.raised("10:07", 3, GRAVE)
    incident.look("10:07")
    incident.ack("10:07:30", "zoe")
    assert incident.run("12:00", "10:07:30") == []
    assert incident.chain.standing is Standing.ENDED


def test_who_come_after_a_raise_have_come_for_that(incident):
    incident.raised("10:07", 3, GRAVE)
    incident.look("10:07")
    incident.becomes("10:07:30", "on-scene")
    assert incident.chain.standing is Standing.ENDED


def test_on_the_scene_before_a_raise_is_not_on_the_scene_for_it(incident):
    incident.becomes("10:06", "on-scene")
    incident.raised("10:07", 3, GRAVE)
    incident.becomes("10:07", "on-hold")
    assert incident.chain.standing is Standing.RUNNING


def test_two_who_raise_it_at_the_same_time_have_raised_it_once(incident):
    first = incident.raised("10:07", 3, GRAVE)
    incident.look("10:07")
    second = incident.raised("10:07:05", 3, GRAVE, station="two")
    incident.fired("10:07:05", 0, "dan", armed_by=second, station="two")
    assert incident.chain.armed_by[:2] == first
    assert incident.steps == [(0, 0, "dan")]
    assert len(incident.chain.told[0].fired) == 2
    assert incident.run("10:10", "10:07:05") == [("10:08", 0, 1, "ann", "ben")]


def test_lowering_silences_nothing(incident):
    incident.lowered("10:07", 1)
    assert incident.chain.rank == 1
    assert incident.run("10:10", "10:07") == [("10:10", 0, 2, "dan")]


def test_so_does_a_raise_that_came_to_less_than_another_one(incident):
    incident.raised("10:07", 4, GRAVE)
    incident.raised("10:07:05", 3, THREE, station="two")
    assert (incident.chain.rank, incident.chain.policy) == (3, GRAVE)
    assert incident.run("10:07:10", "10:07:05") == [("10:07:05", 0, 0, "dan")]


def test_lowered_and_raised_again_it_begins_anew(incident):
    incident.lowered("10:07", 1)
    incident.raised("10:08", 2, THREE)
    assert incident.run("10:09", "10:08") == [("10:08", 0, 0, "ann", "ben")]


def test_of_other_types_other_people_must_know(incident):
    incident.retyped("10:07", GRAVE)
    assert incident.look("10:07").people == ("dan",)
    assert incident.chain.rank == 2


def test_of_other_types_with_the_same_policy_nothing_changes(incident):
    before = incident.chain
    incident.retyped("10:07", THREE)
    assert incident.chain == before


def test_a_step_fired_for_what_it_was_before_is_none_of_what_it_is_now(incident):
    before = incident.chain.armed_by
    incident.raised("10:07", 3, GRAVE)
    incident.fired("10:10", 2, "dan", armed_by=before, station="two")
    assert incident.chain.told == ()
    assert incident.chain.next == Turn(0, 0)


# By hand.


def test_escalated_the_next_step_is_told_at_once_and_the_wait_begins(incident):
    incident.escalated("10:07")
    assert incident.run("10:30", "10:07") == [("10:07", 0, 2, "dan")]
    assert told(incident.chain.since_ms + incident.chain.wait_ms) == "10:12"


def test_direct_to_a_step_of_this_pass():
    incident = Incident(policy(step("medical"), step("lead"), passes=2))
    incident.run("10:06")
    # What is next is of the second pass, and what was told last of the first.
    assert incident.chain.next == Turn(1, 0)
    incident.escalated("10:07", 1)
    assert incident.run("10:30", "10:07") == [
        ("10:07", 0, 1, "cat"),
        ("10:12", 1, 0, "ann", "ben"),
        ("10:17", 1, 1, "cat"),
    ]


def test_a_step_of_the_leg_before_that_a_console_still_saw_is_not_that_step(incident):
    by_hand = incident.escalated("10:07", 2)
    incident.fired("10:07", 1, "cat", armed_by=by_hand, station="two")
    assert incident.look("10:07").people == ("dan",)


def test_of_another_version_it_is_another_policy(incident):
    incident.retyped("10:07", replace(THREE, version="v2", steps=(step("management"),)))
    assert incident.look("10:07").people == ("dan",)


def test_direct_to_a_step_those_between_are_left_out():
    incident = Incident()
    incident.run("10:01")
    incident.escalated("10:01", 2)
    assert incident.run("10:30", "10:01") == [("10:01", 0, 2, "dan")]


def test_back_to_a_step_it_goes_on_from_there(incident):
    incident.escalated("10:07", 0)
    assert incident.run("10:30", "10:07") == [
        ("10:07", 0, 0, "ann", "ben"),
        ("10:12", 0, 1, "cat"),
        ("10:17", 0, 2, "dan"),
    ]


def test_after_the_last_step_the_last_pass_is_gone_through_once_more():
    incident = Incident(policy(step("medical"), step("lead"), passes=2))
    incident.run("11:00")
    assert incident.due("11:00").alarm
    incident.escalated("11:01")
    assert not incident.due("11:01").alarm
    assert incident.run("12:00", "11:01") == [
        ("11:01", 1, 0, "ann", "ben"),
        ("11:06", 1, 1, "cat"),
    ]


@pytest.mark.parametrize(("asked", "turn"), [(7, Turn(0, 2)), (-1, Turn(0, 0))])
def test_a_step_that_there_is_not_is_the_nearest_one(incident, asked, turn):
    incident.escalated("10:07", asked)
    assert incident.chain.next == turn


def test_what_was_acknowledged_was_not_enough(incident):
    incident.ack("10:06", "ann")
    incident.escalated("10:07", 2)
    assert incident.look("10:07").people == ("dan",)
    assert incident.chain.standing is Standing.RUNNING
    incident.ack("10:08", "ann")
    assert incident.chain.standing is Standing.HELD


def test_nothing_holds_a_step_that_was_asked_for_by_hand(incident):
    by_hand = incident.escalated("10:07", 2)
    incident.ack("10:07", "ann", saw=by_hand)
    incident.becomes("10:07", "on-scene")
    assert incident.look("10:07").people == ("dan",)
    assert incident.chain.standing is Standing.ENDED


def test_on_the_scene_more_people_can_be_called(incident):
    incident.becomes("10:06", "on-scene")
    incident.escalated("10:07", 2)
    assert incident.look("10:07").people == ("dan",)


def test_a_step_that_another_console_fired_before_it_knew_does_not_pass_over_it(incident):
    before = incident.chain.armed_by
    incident.escalated("10:09:59", 0)
    incident.fired("10:10", 2, "dan", armed_by=before, station="two")
    assert incident.chain.next == Turn(0, 0)
    assert incident.look("10:10").people == ("ann", "ben")


def test_without_a_step_there_is_nothing_to_escalate_to():
    incident = Incident(policy())
    before = incident.chain
    incident.escalated("10:01")
    assert incident.chain == before


# Merged, parted, closed, opened again.


def test_the_chain_of_a_duplicate_stops(incident):
    incident.merged("10:07")
    assert incident.chain.standing is Standing.MERGED
    assert incident.due("23:00") == NOTHING


def test_parted_it_begins_anew(incident):
    incident.ack("10:06")
    incident.merged("10:07")
    incident.unmerged("11:00")
    assert incident.run("11:06", "11:00") == [
        ("11:00", 0, 0, "ann", "ben"),
        ("11:05", 0, 1, "cat"),
    ]


def test_what_of_before_was_told_late_is_not_told_of_it_now(incident):
    before = incident.chain.armed_by
    incident.merged("10:07")
    incident.unmerged("10:08")
    incident.fired("10:09", 2, "dan", armed_by=before, station="two")
    assert incident.chain.told == ()


def test_closed_on_the_scene_and_opened_again_nobody_is_there(incident):
    incident.becomes("10:06", "on-scene")
    incident.becomes("10:07", "closed")
    incident.reopened("11:00")
    incident.look("11:00")
    incident.ack("11:01", "ann")
    assert incident.chain.standing is Standing.HELD


def test_what_was_raised_meanwhile_is_told_then(incident):
    incident.merged("10:07")
    incident.raised("10:08", 3, GRAVE)
    incident.unmerged("11:00")
    assert incident.look("11:00").people == ("dan",)


@pytest.mark.parametrize("how", ["reopened", "becomes"])
def test_opened_again_it_begins_anew(incident, how):
    incident.becomes("10:06", "on-scene")
    incident.becomes("10:07", "closed")
    assert incident.due("11:00") == NOTHING
    if how == "reopened":
        incident.reopened("11:00")
    else:
        incident.becomes("11:00", "acknowledged")
    assert incident.run("11:06", "11:00") == [
        ("11:00", 0, 0, "ann", "ben"),
        ("11:05", 0, 1, "cat"),
    ]


def test_opened_again_where_people_are_it_has_ended(incident):
    incident.becomes("10:07", "closed")
    incident.becomes("11:00", "on-scene")
    assert incident.chain.standing is Standing.ENDED


def test_a_closed_duplicate_is_silent_until_it_is_neither(incident):
    incident.merged("10:07")
    incident.becomes("10:08", "closed")
    incident.unmerged("10:09")
    assert incident.chain.standing is Standing.CLOSED
    incident.merged("10:10")
    incident.reopened("10:11")
    assert incident.chain.standing is Standing.MERGED
    incident.unmerged("10:12")
    assert incident.look("10:12").people == ("ann", "ben")


def test_what_is_neither_closed_nor_merged_is_neither_opened_nor_parted(incident):
    before = incident.chain
    incident.unmerged("10:07")
    incident.reopened("10:07")
    assert incident.chain == before


def test_who_knew_of_a_raise_has_the_later_word_though_another_clock_is_ahead(incident):
    ahead = incident.raised("10:07", 3, GRAVE, station="two", stamp=at("11:07") * 1000)
    wider = policy(step("lead", "management"), name="wider")
    incident.retyped("10:08", wider, after=ahead)
    assert incident.chain.policy == wider
    assert incident.look("10:08").people == ("cat", "dan")


def test_what_is_said_of_it_holds_though_the_clock_of_who_reported_it_is_ahead():
    """Otherwise whoever has it in the first hour has it in vain."""
    incident = Incident()
    report = replace(incident.entries[0], stamp=at("11:00") * 1000)
    incident.entries[0] = report
    incident.raised("10:01", 3, GRAVE, after=EntryId("one", 1))
    assert incident.chain.policy == GRAVE
    incident.ack("10:02", "ann")
    assert incident.chain.standing is Standing.HELD
