"""What is found before work begins: zones that nobody counts or limits, or that have no exits."""

from __future__ import annotations

import json

import pytest

from onsite import readiness
from onsite.plan.service import publish
from onsite.readiness import State
from onsite.staff.shifts.service import sign_on
from tests.zones.levels.conftest import PLAN

SHIFT = """
[operators.ana]
name = "Ana Lima"

[shifts.hall]
post = "Hall A"
zone = "hall"
day = 2026-11-24
begin = "04:00"
end = "23:00"
operators = ["ana"]
"""


@pytest.fixture
def found(venue):
    """The codes, by zone's name; the foyer is a mere place."""

    def look(text: str = "") -> list[tuple[str, str, str]]:
        if text:
            venue.site.write_now(publish, text, "Maria")
        said = venue.site.read_now(readiness.findings, venue.plan, venue.clock.now(), "zones")
        return [(each.state, each.check, each.said.split(":")[0]) for each in said]

    return look


def test_nobody_has_counted_yet(found):
    assert found() == [
        (State.NOTE, "zone-not-counted", "Hall A"),
        (State.NOTE, "zone-not-counted", "Front of stage"),
    ]


def test_all_is_well_once_they_are_counted(venue, found):
    venue.count(10)
    venue.count(5, "front")
    assert found() == [(State.OK, "zone", "Hall A"), (State.OK, "zone", "Front of stage")]


def test_an_old_count_is_found(venue, found):
    venue.count(10)
    venue.clock.advance(minutes=6)
    venue.count(5, "front")
    assert (State.NOTE, "zone-stale", "Hall A") in found()


def test_a_mere_place_that_somebody_counts_is_none(venue, found):
    venue.count(3, "foyer")
    assert [each for each in found() if each[2] == "Foyer"] == [
        (State.NOTE, "zone-no-capacity", "Foyer"),
        (State.NOTE, "zone-no-exits", "Foyer"),
    ]


def test_blocked_ways_are_found_and_the_last_one_first(venue, found):
    venue.count(10)
    venue.block("north")
    assert found()[0] == (State.NOTE, "zone-blocked", "Hall A")
    venue.block("south")
    venue.block("west")
    assert found()[0] == (State.MISSING, "zone-no-way-out", "Hall A")


def test_a_supervised_zone_wants_people_who_look_after_it(venue, found):
    venue.count(10)
    supervised = PLAN.replace("capacity = 200", "capacity = 200\nsupervised = true")
    assert (State.NOTE, "zone-no-managers", "Hall A") in found(supervised)
    said = venue.site.read_now(readiness.findings, venue.plan, venue.clock.now(), "zones")
    assert "no crowd manager is signed on, so nobody may go in" in said[0].said
    venue.site.write_now(publish, supervised + SHIFT, "Maria")
    venue.site.write_now(sign_on, venue.plan, "ana", "Maria", shift="hall")
    assert (State.NOTE, "zone-few-people", "Hall A") in found()


def test_what_is_found_says_what_mends_it(venue):
    said = venue.site.read_now(readiness.findings, venue.plan, venue.clock.now(), "zones")
    assert [(each.said, each.mend) for each in said] == [
        ("Hall A: nobody has counted it yet.", "Count it: onsite count hall"),
        ("Front of stage: nobody has counted it yet.", "Count it: onsite count front"),
    ]


def test_the_shell_says_it_and_answers_by_its_exit_code(venue, run):
    code, said, _error = run("zones", "check")
    assert code == 0
    assert said.splitlines() == [
        "! note: Hall A: nobody has counted it yet.",
        "    → Count it: onsite count hall",
        "! note: Front of stage: nobody has counted it yet.",
        "    → Count it: onsite count front",
        "",
        "Nothing is missing.",
    ]
    for way in ("north", "south", "west"):
        venue.block(way)
    code, said, _error = run("zones", "check", "--json")
    answer = json.loads(said)
    assert (code, answer["ready"]) == (1, False)
    assert answer["findings"][0]["check"] == "zone-no-way-out"
