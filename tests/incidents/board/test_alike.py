"""Incidents that may be one: what the board says of them."""

from __future__ import annotations

from dataclasses import replace

from onsite.clock import to_ms
from onsite.incidents.board.alike import in_words, likely_first, placed
from onsite.incidents.board.chains import Looking
from onsite.incidents.board.columns import every
from onsite.incidents.board.showing import incident_line
from onsite.incidents.board.survey import survey
from onsite.sync.clock import moments


def test_what_was_reported_twice_is_said_to_be_alike_until_somebody_takes_it_apart(log):
    lady = log.reported("old lady dizzy", types=("medical",), zone="h2")
    log.reported("no light", types=("technical",), zone="h2")
    log.reported("somebody in the way", zone="h2")
    again = log.reported("lady dizzy", types=("medical",), zone="h2")
    log.reported("lady dizzy", types=("medical",), zone="h2", drill=True)
    log.reported("nose bleeds", types=("medical",), zone="foyer")

    def look():
        here = Looking("nobody").place(moments.now(log.clock))
        return log.site.read_now(survey, "Maria", log.clock.now(), here, {})

    there = look()
    assert there.alike == {lady: (again,), again: (lady,)}
    one, other = (there.incidents[each] for each in (lady, again))
    assert in_words(there, one) == f"The same as {other.number}? m"
    row = incident_line(there, other, None, to_ms(log.clock.now()), wide=True)
    assert row.cells[-1] == "≈ Medical · lady dizzy"
    narrow = incident_line(there, replace(other, drill=True), None, 0, wide=False)
    assert narrow.cells[-1] == "≈ EXERCISE · New · Hall 2 · Medical · lady dizzy"
    assert placed(there, other) == "Hall 2 · Medical · lady dizzy"
    others = [each for each in there.incidents.values() if each.id != lady]
    assert likely_first(one, others, there.alike)[0].id == again
    log.merge(again, lady)
    log.unmerge(again)
    assert look().alike == {}
    log.clock.advance(minutes=5)
    log.reported("faints", types=("medical",), zone="h2")
    assert look().alike == {}


def test_a_zone_has_more_room_where_there_is_room():
    names = [each["#incidents"][4].width for each in (every(80, wide=True), every(120, wide=True))]
    assert names == [12, 24]
