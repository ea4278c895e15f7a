"""Two records that are one person: at the door, in the figures, in the search, in the history."""

from __future__ import annotations

import pytest

from onsite.checkin.entrants import entrants
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.roll import counters, party
from onsite.checkin.service import Attempt, scan
from onsite.roster.acts import codes, merging
from onsite.roster.search import search
from onsite.roster.service import size


@pytest.fixture
def door(site, plan, clock):
    keys = iter(range(1000))

    def answer(code: str, *, leaving: bool = False):
        clock.advance(minutes=1)
        way = Direction.EXIT if leaving else Direction.ENTRY
        attempt = Attempt(f"k{next(keys)}", "door", "Maria", way, code=code)
        return site.write_now(scan, plan, attempt)

    return answer


@pytest.fixture
def merged(site, roll, doer):
    """Ann, and Anne who came in before the two were made one."""

    def make():
        return roll.add("Ann", "A1", order="O1"), roll.add("Anne", "A2", order="O1")

    return make


def test_scans_of_both_records_count_for_the_one_who_stays(site, doer, door, merged):
    ann, anne = merged()
    door("A2")
    site.write_now(merging.merge, ann, anne, doer)

    again = door("A1")
    assert (again.verdict.reason, again.guest.name) == (Reason.ALREADY_IN, "Ann")
    assert door("A2", leaving=True).guest.attendee == ann
    assert door("A2").verdict.outcome is Outcome.ADMIT
    assert door("A1").verdict.reason is Reason.ALREADY_IN


def test_the_two_are_one_head(site, plan, clock, doer, door, merged):
    ann, anne = merged()
    door("A1"), door("A2")

    def figures():
        found = site.read_now(counters, plan, "door", clock.now())
        return found.expected, found.admitted, found.inside, site.read_now(size).current

    assert figures() == (2, 2, 2, 2)
    site.write_now(merging.merge, ann, anne, doer)
    assert figures() == (1, 1, 1, 1)
    assert site.write_now(merging.part, anne, doer) == ann
    assert figures() == (2, 2, 2, 2)


def test_they_are_found_by_either_name_and_listed_once(site, plan, clock, doer, merged):
    ann, anne = merged()
    site.write_now(merging.merge, ann, anne, doer)
    assert [hit.attendee for hit in site.read_now(search, "anne")] == [ann]
    assert [hit.attendee for hit in site.read_now(search, "ann")] == [ann]
    assert site.read_now(party, plan, anne, "door", clock.now()) == ()
    everybody = site.read_now(entrants, plan, "door", clock.now(), admitted=True)
    assert [each.attendee for each in everybody] == [ann]


def test_the_history_tells_of_both(site, doer, door, merged):
    ann, anne = merged()
    door("A2")
    site.write_now(merging.merge, ann, anne, doer)
    assert [line.kind for line in site.read_now(history, ann)] == [
        "attendee.listed",
        "attendee.listed",
        "scan.made",
        "attendee.merged",
    ]


def test_a_code_of_either_is_taken_away(site, doer, door, merged):
    ann, anne = merged()
    site.write_now(merging.merge, ann, anne, doer)
    assert site.write_now(codes.revoke, "A2", doer, attendee=ann) == anne
    assert door("A2").verdict.reason is Reason.REVOKED
    new = site.write_now(codes.issue, anne, doer, instead=True)
    assert door("A1").verdict.reason is Reason.REVOKED
    assert door(new).guest.attendee == ann


def test_a_code_that_both_have_is_one_persons(site, roll, doer, door):
    ann, anne = roll.add("Ann", "X"), roll.add("Anne", "X")
    assert door("X").verdict.reason is Reason.AMBIGUOUS
    site.write_now(merging.merge, ann, anne, doer)
    assert door("X").verdict.outcome is Outcome.ADMIT


def test_a_chain_of_merges_ends_with_one(site, roll, doer, door):
    people = [roll.add(name, name) for name in ("Ann", "Anna", "Anne")]
    site.write_now(merging.merge, people[1], people[2], doer)
    site.write_now(merging.merge, people[0], people[2], doer)
    assert {door(code).guest.attendee for code in ("Ann", "Anna", "Anne")} == {people[0]}
    site.write_now(merging.part, people[1], doer)
    assert door("Anne").guest.attendee == people[1]
