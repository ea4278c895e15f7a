"""What the board says, and the times that are typed on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents import service
from onsite.incidents.board.chains import Looking, ordered
from onsite.incidents.board.showing import (
    chain_words,
    countdown,
    figures,
    incident_line,
    next_cell,
)
from onsite.incidents.board.survey import survey
from onsite.incidents.board.times import due_ms, happened_ms
from onsite.incidents.escalation.chain import Standing
from onsite.incidents.paging.board import BoardLine, ToldPerson
from onsite.sync.clock import moments

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
MINUTE = 60_000


def line(**about) -> BoardLine:
    usual = {
        "incident": "a1",
        "standing": Standing.RUNNING,
        "coming": "step",
        "next_ms": 130_000,
        "step": 1,
        "passing": 1,
        "steps": 2,
        "passes": 1,
        "roles": (),
        "people": (),
        "reaches_me": False,
        "told": (),
        "acks": (),
        "alarm": False,
        "saw": None,
    }
    return BoardLine(**{**usual, **about})


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        ({}, "02:10"),
        ({"reaches_me": True}, "you 02:10"),
        ({"next_ms": 0}, "now"),
        ({"coming": "expiry", "acks": ("lin",)}, "✓ 02:10"),
        ({"coming": "nothing", "next_ms": None, "acks": ("lin",)}, "held"),
        ({"coming": "nothing", "next_ms": None}, "–"),
        ({"coming": "nothing", "next_ms": None, "alarm": True}, "ALARM"),
    ],
)
def test_what_comes_next_in_a_word(about, shown):
    assert next_cell(line(**about), 0) == shown


@pytest.mark.parametrize(
    ("left_ms", "shown"),
    [(0, "00:00"), (1, "00:01"), (59_001, "01:00"), (130_000, "02:10"), (3_725_000, "1:02:05")],
)
def test_a_length_runs_down(left_ms, shown):
    assert countdown(left_ms) == shown


def test_times_are_typed_as_one_says_them(log):
    plan, now_ms = log.plan, to_ms(NOW)
    assert due_ms(plan, " ", NOW) is None
    assert due_ms(plan, "10", NOW) == now_ms + 10 * MINUTE
    assert due_ms(plan, "09:40", NOW) == now_ms + 10 * MINUTE
    assert due_ms(plan, "09:20", NOW) == now_ms - 10 * MINUTE + 24 * 60 * MINUTE
    assert happened_ms(plan, "", NOW) is None
    assert happened_ms(plan, "09:20", NOW) == now_ms - 10 * MINUTE
    for wrong in (lambda: due_ms(plan, "soon", NOW), lambda: happened_ms(plan, "10:20", NOW)):
        with pytest.raises(BadInputError):
            wrong()


def incident(log, which: str, **about):
    return replace(log.one(log.reported(which, id=which, types=("medical",))), **about)


def test_of_those_with_the_same_time_what_is_graver_stands_first(log):
    there = [
        *(incident(log, "minor", rank=1), incident(log, "critical", rank=3)),
        *(incident(log, "exercise", rank=3, drill=True), incident(log, "late", rank=1)),
        *(incident(log, "rings", rank=0), incident(log, "veiled", rank=9, veiled=True)),
    ]
    next_ms = {"late": 5_000, "rings": None}
    lines = [
        line(incident=each.id, next_ms=next_ms.get(each.id, 9_000), alarm=each.id == "rings")
        for each in there
    ]
    found = ordered(lines, {each.id: each for each in there}, 1_000)
    assert [each.incident for each in found] == [
        *("rings", "late", "critical", "minor", "veiled", "exercise")
    ]
    # What is due by now is all the same: now.
    found = ordered(lines, {each.id: each for each in there}, 9_001)
    assert [each.incident for each in found][:3] == ["rings", "critical", "minor"]
    # An exercise that nobody has stands below all that is real.
    lines[2] = line(incident="exercise", next_ms=None, alarm=True)
    found = ordered(lines, {each.id: each for each in there}, 1_000)
    assert [each.incident for each in found] == [
        *("rings", "late", "critical", "minor", "veiled", "exercise")
    ]


def test_only_those_are_looked_at_again_of_which_something_is_new(log, monkeypatch):
    fall, dark = (log.reported(each, types=("medical",)) for each in ("fall", "dark"))
    looking, asked, kept = Looking(log.site.journal.station), [], {}
    usual = looking._look
    monkeypatch.setattr(
        looking, "_look", lambda which, *more: asked.append(which) or usual(which, *more)
    )

    def look():
        nonlocal kept
        asked.clear()
        moment = moments.now(log.clock)
        there = log.site.read_now(survey, "Maria", log.clock.now(), looking.place(moment), kept)
        kept = there.kept
        return looking.lines(kept, moment, there.on_duty, there.me)

    before = look()
    assert {*asked} == {fall, dark}
    # Both are due; nobody carries it out here, so both are looked at until somebody does.
    for each in (fall, dark):
        log.do(service.acknowledge, each, "lin")
    before = look()
    log.clock.advance(seconds=1)
    assert look() is before
    assert asked == []
    log.entry(dark, "it is the fuse")
    after = look()
    assert asked == [dark]
    assert {each.incident for each in after} == {fall, dark}
    log.close(fall, "went home", "Dr. Lin", forced=True, reason="no time")
    assert [each.incident for each in look()] == [dark]
    assert asked == []
    log.clock.advance(hours=2)
    look()
    assert asked == [dark]


def test_an_exercise_that_nobody_has_is_not_counted_among_what_is_real(log):
    log.reported("smoke", id="d4", types=("medical",), drill=True)
    log.reported("fall", id="a1", types=("medical",))
    here = Looking("nobody").place(moments.now(log.clock))
    there = log.site.read_now(survey, "Maria", log.clock.now(), here, {})
    lines = [line(incident="d4", next_ms=None, alarm=True), line(incident="a1")]
    assert figures(there, lines, 0).startswith("EXERCISE: ALARM: nobody has 1 · ")
    lines[1] = line(incident="a1", next_ms=None, alarm=True)
    said = "ALARM: nobody has 1 · EXERCISE: ALARM: nobody has 1 · "
    assert figures(there, lines, 0).startswith(said)


def surveyed(log):
    here = Looking(log.site.journal.station).place(moments.now(log.clock))
    return log.site.read_now(survey, "Maria", log.clock.now(), here, {})


def test_a_row_says_that_an_acknowledgement_has_lapsed(log):
    fall = log.reported("fall", types=("medical",))
    log.do(service.acknowledge, fall, "lin")
    seen, incident = surveyed(log), log.one(fall)

    def state(**about) -> str:
        return incident_line(seen, incident, line(**about), 0, wide=True).cells[3]

    assert state(standing=Standing.HELD, acks=("lin",)) == "Acknowledged"
    assert state(acks=("lin",)) == "Acknowledged"
    assert state() == "Nobody has it"


def test_where_nobody_was_on_duty_the_alarm_says_that_nobody_was_told(log):
    seen = surveyed(log)
    rings = {"alarm": True, "coming": "nothing", "next_ms": None}
    person = ToldPerson("lin", 1, 0, late=False, reached="no-page")
    assert "nobody was told" in chain_words(seen, line(**rings), 0, veiled=False)
    told = chain_words(seen, line(**rings, told=(person,)), 0, veiled=False)
    assert "everybody was told" in told
