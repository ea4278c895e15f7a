"""Zones are emptied: begun, counted out, ended, at one station and at two."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.staff.access import hashed, set_pin
from onsite.zones.acting import By
from onsite.zones.evacuation.tables import ZoneEvacuationRow
from tests.zones.conftest import meet


def ended(counter) -> list[tuple]:
    from sqlalchemy import select

    from onsite.journal.fold import table_of

    row = table_of(ZoneEvacuationRow)
    asked = select(row.c.zone, row.c.over, row.c.left_people, row.c.note).order_by(row.c.zone)
    return [tuple(each) for each in counter.site.read_now(lambda rows: rows.execute(asked).all())]


def test_people_left_go_down_as_they_are_counted_out(counter, marshal):
    counter.count("h1", 50)
    counter.clock.advance(seconds=5)
    begun = marshal.begin("Hall 1", "Smoke")
    assert (begun.zone, begun.people, begun.left, begun.why) == ("h1", 50, 50, "Smoke")
    counter.clock.advance(seconds=5)
    counter.count("h1", -30, 1)
    going = marshal.going()["h1"]
    assert (going.gone, going.left) == (29, 21)
    assert marshal.zone("h1").evacuation == going
    assert marshal.zone("h1").stop_entry


def test_what_is_within_a_zone_is_emptied_with_it(counter, marshal):
    counter.count("h1", 50)
    counter.count("front", 20)
    marshal.begin("h1")
    assert {zone: each.people for zone, each in marshal.going().items()} == {"h1": 50, "front": 20}
    assert marshal.zone("front").stop_entry
    assert not marshal.zone("h2").stop_entry
    marshal.end("h1")
    assert marshal.going() == {}


def test_a_part_alone_leaves_the_rest_as_it_is(marshal):
    marshal.begin("front")
    assert set(marshal.going()) == {"front"}


def test_its_end_names_who_is_left(counter, marshal):
    counter.count("h2", 10)
    marshal.begin("h2")
    counter.clock.advance(seconds=5)
    counter.count("h2", -8)
    last = marshal.end("h2", "  All   out,\nbut two stewards ")
    assert last.left == 2
    assert ended(counter) == [("h2", True, 2, "All out, but two stewards")]
    assert not marshal.zone("h2").stop_entry


def test_it_is_begun_once(counter, marshal):
    marshal.begin("h2")
    counter.clock.advance(minutes=2)
    with pytest.raises(NotPossibleError, match=r"“Hall 2” is being emptied already, since 09:30\."):
        marshal.begin("h2")


def test_the_same_press_again_is_the_same_evacuation(counter, marshal):
    press = counter.by("press")
    first = marshal.begin("h2", by=press)
    assert marshal.begin("h2", by=press) == first
    assert len(marshal.begun()["h2"]) == 1


def test_what_is_not_being_emptied_cannot_be_ended(marshal):
    with pytest.raises(NotPossibleError, match=r"“Hall 2” is not being emptied\."):
        marshal.end("h2")


def test_anybody_begins_it_and_only_who_runs_incidents_ends_it(counter, marshal):
    counter.site.write_now(set_pin, counter.plan, "ana", hashed("428519"), "ana")
    by_bo, by_ana = (By(each, counter.now_ms) for each in ("bo", "ana"))
    marshal.begin("h2", "Smoke", by=by_bo)
    with pytest.raises(NotPossibleError, match="ended by whoever runs incidents"):
        marshal.end("h2", by=by_bo)
    assert marshal.zone("h2").stop_entry
    marshal.end("h2", by=by_ana)
    assert not marshal.zone("h2").stop_entry


def test_of_a_zone_that_nobody_knows_nothing_is_begun(counter, marshal):
    with pytest.raises(BadInputError, match="“Hal 2”"):
        marshal.begin("Hal 2")
    assert marshal.going() == {}


def test_a_drill_gives_way_to_an_evacuation_in_earnest_and_ends_with_it(counter, marshal):
    counter.count("h1", 9)
    marshal.begin("h1", drill=True)
    with pytest.raises(NotPossibleError):
        marshal.begin("h1", drill=True)
    counter.clock.advance(minutes=1)
    assert not marshal.begin("h1", "Fire").drill
    assert marshal.going()["front"].why == marshal.zone("front").evacuation.why == "Fire"
    marshal.end("h1")
    assert marshal.going() == {}


def test_no_drill_begins_where_it_is_in_earnest(marshal):
    marshal.begin("h1")
    with pytest.raises(NotPossibleError):
        marshal.begin("h1", drill=True)


def test_a_part_is_not_open_before_the_zone_around_it(marshal):
    marshal.begin("front", "Crush")
    marshal.begin("h1", "Smoke")
    assert [each.why for each in marshal.begun()["front"]] == ["Crush"]
    with pytest.raises(NotPossibleError, match="“Front of stage” is a part of “Hall 1”"):
        marshal.end("front")
    marshal.end("h1")
    assert marshal.going() == {}


def test_two_stations_that_begin_it_apart_empty_one_zone_and_either_ends_it(
    counter, far, marshal, far_marshal
):
    counter.count("h2", 40)
    marshal.begin("h2", "Smoke", drill=True)
    far.clock.advance(seconds=30)
    far_marshal.begin("h2", "Fire")
    meet(counter.site, far.site)
    assert marshal.going()["h2"].why == "Fire"
    assert marshal.begun() == far_marshal.begun()
    assert len(marshal.begun()["h2"]) == 2
    counter.clock.advance(minutes=1)
    marshal.end("h2")
    meet(counter.site, far.site)
    assert marshal.going() == far_marshal.going() == {}


def test_a_zone_can_be_emptied_again(counter, marshal):
    marshal.begin("h2")
    marshal.end("h2")
    counter.clock.advance(minutes=1)
    marshal.begin("h2", "Once more")
    assert marshal.going()["h2"].why == "Once more"
