"""Who is where is read in pieces at first, between which desks go on; and not at each look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onsite.checkin import service
from onsite.checkin.zones import desks, kept, minutes, passages
from onsite.clock import to_ms
from onsite.roster.acts.facts import AttendeesMerged
from tests.checkin.zones.test_presence import MINUTE, Event
from tests.conftest import START


@pytest.fixture
def event(site, roll, clock, monkeypatch):
    monkeypatch.setattr(passages, "_AT_ONCE", 1)
    return Event(site, roll, clock)


@pytest.fixture
def ahead(event, site, clock):
    """Reads one piece."""

    def read():
        now = clock.now()
        return site.read_now(desks.read_ahead, event.plan, now, to_ms(now) - 30 * MINUTE)

    return read


def _rest(ahead):
    pieces = 1
    while not ahead():
        pieces += 1
        assert pieces < 100
    return pieces


def test_nobody_is_read_twice_and_a_look_then_reads_no_more(event, ahead, monkeypatch):
    event.scan("Ada", "north")
    event.scan("Bo", "south")
    event.scan("Cem", "door")
    assert _rest(ahead) > 3  # one for each row at least

    monkeypatch.setattr(kept, "some_stands", None)
    monkeypatch.setattr(minutes, "_movers", None)
    assert ahead()
    assert event.inside == {"hall": 2, "lab": 0}
    assert event.by_gates == 1


def test_who_passes_between_two_pieces_is_where_they_went(event, ahead, site):
    for name in ("Ada", "Bo", "Cem"):
        last = event.scan(name, "north")
    event.scan("Ada", "lab")
    assert not ahead()
    event.leave("Ada", "south")
    site.write_now(service.undo, event.plan, last.key, "the wrong badge", "Maria")
    assert not ahead()
    event.leave("Bo", "north")
    event.scan("Bo", "south")
    _rest(ahead)

    assert event.inside == {"hall": 1, "lab": 1}


def test_a_merge_between_two_pieces_begins_anew(event, ahead, site):
    event.scan("Ada", "north")
    event.scan("Bo", "south")
    event.scan("Cem", "south")
    assert not ahead()
    merged = AttendeesMerged(attendee=event.people["Ada"], other=event.people["Bo"])
    journal = site.journal
    site.store.write_now(lambda rows: journal.append(rows, merged, operator="Maria"))
    _rest(ahead)

    assert event.inside["hall"] == 2


def test_a_check_out_between_two_pieces_holds_for_those_who_were_read(event, ahead, clock):
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    assert not ahead()
    assert not ahead()
    clock.set(START + timedelta(hours=1))
    _rest(ahead)

    assert event.inside["hall"] == 1


def test_a_look_that_comes_first_reads_the_rest_at_once(event, ahead):
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    assert not ahead()

    assert event.inside["hall"] == 2


def test_minutes_with_a_check_out_in_them_are_read_once(event, site, clock, monkeypatch):
    event.scan("Ada", "south")
    event.scan("Bo", "south")
    event.leave("Bo", "north")
    turn = START + timedelta(hours=1)
    clock.set(turn - timedelta(minutes=1))
    from_ms = to_ms(turn) - 5 * MINUTE
    assert event.minutes(from_ms, to_ms(clock.now()) + 1) == ()
    clock.set(turn + timedelta(minutes=1))
    assert event.minutes(from_ms, to_ms(clock.now()) + 1) == ((to_ms(turn), 0, 1),)

    monkeypatch.setattr(minutes, "_movers", None)
    event.scan("Cem", "north")
    now_ms = to_ms(clock.now())
    found = event.minutes(from_ms + MINUTE, now_ms + 1)
    assert found == ((to_ms(turn), 0, 1), (now_ms // MINUTE * MINUTE, 1, 0))


def test_minutes_are_read_in_pieces_and_who_passes_between_them_is_told(
    event, ahead, clock, monkeypatch
):
    monkeypatch.setattr(minutes, "_PIECE", 1)
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    event.scan("Cem", "south")
    clock.set(START + timedelta(hours=1, minutes=40))  # the check-out is too long ago
    event.leave("Bo", "north")
    event.scan("Cem", "north")
    pieces = 0
    while not ahead():
        pieces += 1
        if pieces == 7:  # one of two movers is read
            event.scan("Ada", "north")
    assert 7 < pieces < 100

    monkeypatch.setattr(minutes, "_movers", None)
    now_ms = to_ms(clock.now())
    found = event.minutes(now_ms - 30 * MINUTE, now_ms + 1)
    assert sum(came for _at, came, _left in found) == 2
    assert sum(left for _at, _came, left in found) == 1


def test_of_many_who_passed_elsewhere_nobody_is_read_for_a_zone(event, clock, monkeypatch):
    event.scan("Ada", "north")
    from_ms = to_ms(clock.now()) - 30 * MINUTE
    assert [left for *_more, left in event.minutes(from_ms, to_ms(clock.now()) + 1)] == [0]
    monkeypatch.setattr(minutes, "_PIECE", 1)
    read = []
    passages = minutes._passages
    monkeypatch.setattr(
        minutes, "_passages", lambda *asked: read.extend(asked[2]) or passages(*asked)
    )
    event.scan("Bo", "lab")
    event.scan("Cem", "lab")
    event.leave("Ada", "south")

    (found,) = event.minutes(from_ms, to_ms(clock.now()) + 1)
    assert found[1:] == (1, 1)
    assert read == [event.people["Ada"]]


def test_a_chart_of_the_day_and_the_list_do_not_read_each_others_span_anew(
    event, clock, monkeypatch
):
    event.scan("Ada", "north")
    clock.advance(hours=3)
    event.leave("Ada", "north")
    now_ms = to_ms(clock.now())
    spans = (now_ms - 30 * MINUTE, now_ms + 1), (to_ms(START), now_ms + 1)
    before = [event.minutes(*span) for span in spans]

    monkeypatch.setattr(minutes, "_movers", None)
    assert [event.minutes(*span) for span in spans] == before
    assert [len(each) for each in before] == [1, 2]
