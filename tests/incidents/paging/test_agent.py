"""What a console carries out by itself: steps, and telling people, each on record."""

from __future__ import annotations

from onsite.incidents import service


def test_a_step_is_carried_out_and_its_people_are_told_over_each_of_their_channels(paging):
    fall = paging.reported("fall", types=("medical",), zone="h2")
    assert paging.round() == [("lin", "mail"), ("lin", "sms")]
    assert paging.kinds(fall) == [
        *("reported", "policy", "fired", "page_begun", "page_begun", "page_handed", "page_handed"),
    ]
    assert {text for _who, _over, text in paging.told} == {
        f"Incident {paging.one(fall).number}: Medical, Serious, Hall 2, fall.\n"
        "Say whether you take it: by radio, or to the coordinator."
    }
    assert paging.round() == []
    paging.clock.advance(minutes=2)
    # The boss has no channel: somebody calls.
    assert paging.round() == [("kim", "sms")]


def test_who_has_it_stops_it(paging):
    fall = paging.reported("fall", types=("medical",))
    paging.round()
    paging.do(service.acknowledge, fall, "lin", "radio")
    paging.clock.advance(minutes=5)
    assert paging.round() == []
