"""The printers' screen in words: who must do something stands first, and is told what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onsite.badges.jobs import words
from onsite.badges.queues import words as printer_words
from onsite.badges.queues.showing import (
    ENDED_ONES,
    OPEN,
    PrinterSeen,
    Survey,
    evidence,
    figures,
    job_line,
    printer_line,
    shown_jobs,
    to_choose,
)
from onsite.badges.rules import Attempt, Job, LabelStock, Limits, State
from onsite.clock import to_ms
from onsite.plan.reading import read
from tests.badges.printing.conftest import PLAN

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AGO = to_ms(NOW - timedelta(seconds=20))
TRY = Attempt("ab-1", printer="left", state=State.ACCEPTED)


def job(name: str, *attempts: Attempt, **fields) -> Job:
    known = {"asked": AGO, "asked_ms": AGO, "changed_ms": AGO, "generation": 1}
    return Job(name, attendee=name, attempts=attempts, **known | fields)


JOBS = (
    job("there", Attempt("d", printer="left", state=State.DONE)),
    job("waits", printer="right"),
    job("prints", TRY),
    job("stuck", TRY, changed_ms=AGO - 600_000),
    job("maybe", Attempt("m", state=State.FAILED, why="restarted", printed="maybe")),
    job("held", Attempt("h", printer="right", state=State.ACCEPTED, held="out_of_paper")),
    job("given", Attempt("g", state=State.DONE), handed_ms=AGO),
    job("gone", cancel_ms=AGO),
    job("test", Attempt("t", state=State.DONE), why="test"),
)
SURVEY = Survey(
    printers=(
        PrinterSeen("left", "Left", "ready", stock=LabelStock("left", 12, 40.0, low=True)),
        PrinterSeen("right", "Right", "out_of_paper", ("media-empty-error", "none")),
    ),
    jobs=JOBS,
    names={each.job: each.job.title() for each in JOBS},
    limits=Limits(),
)


def test_who_waits_for_somebody_comes_first() -> None:
    shown = [each.job for each in shown_jobs(SURVEY, OPEN, "", NOW)]
    assert shown == ["held", "maybe", "stuck", "prints", "waits", "there"]


def test_what_has_ended_is_a_list_of_its_own() -> None:
    assert {each.job for each in shown_jobs(SURVEY, ENDED_ONES, "", NOW)} == {
        "given",
        "gone",
        "test",
    }


def test_one_printers_jobs() -> None:
    assert [each.job for each in shown_jobs(SURVEY, OPEN, "right", NOW)] == ["held", "waits"]


def test_the_figures_say_how_many_need_somebody() -> None:
    said = "4 badges in the queue · 1 to be handed over · ! 3 need somebody"
    assert figures(SURVEY, NOW) == said


def test_printers_say_why_they_do_not_print_and_what_is_left() -> None:
    left, right = (printer_line(each, SURVEY) for each in SURVEY.printers)
    assert left.cells == ("Left", "ready", "2 jobs", "! 12 labels for 18 min")
    assert right.cells == ("Right", "out of paper", "2 jobs", "")
    assert (left.tone, right.tone) == ("warning", "bad")


def test_a_job_of_which_no_printer_works_says_so_and_comes_first() -> None:
    survey = replace(SURVEY, stuck=frozenset({"waits"}), pools={"": "Hall", "left": "Left pool"})
    waits = job("waits")
    line = job_line(waits, survey, NOW)
    assert line.cells[1:] == ("!", "Waits", "waits: no printer works", "Hall")
    assert line.tone == "warning"
    assert job_line(job("other", pool="left"), survey, NOW).cells[4] == "Left pool"
    assert survey.need(waits, NOW + timedelta(hours=1)) == words.NO_PRINTER
    assert "waits" in [each.job for each in shown_jobs(survey, OPEN, "", NOW)][:4]
    assert figures(survey, NOW).endswith("! 4 need somebody")


@pytest.mark.parametrize(
    ("which", "cells", "tone", "told"),
    [
        pytest.param(
            "maybe",
            ("20 s", "!", "Maybe", "failed: this laptop was restarted while it was sent", "any"),
            "bad",
            "Look into the printer: is the badge there? If so, hand it over. If not, issue it "
            "again.",
            id="nobody knows",
        ),
        pytest.param(
            "held",
            ("20 s", "!", "Held", "printing: out of paper", "Right"),
            "warning",
            "See to the printer: it goes on by itself. Or move the job to another one.",
            id="held",
        ),
        pytest.param(
            "there",
            ("20 s", "✓", "There", "printed", "Left"),
            "good",
            "Scan the badge, and hand it over.",
            id="printed",
        ),
    ],
)
def test_a_job_says_what_to_do(which, cells, tone, told) -> None:
    one = next(each for each in JOBS if each.job == which)
    line = job_line(one, SURVEY, NOW)
    assert (line.cells, line.tone) == (cells, tone)
    assert words.what_next(one, SURVEY.need(one, NOW)) == told


@pytest.mark.parametrize(
    ("kind", "codes", "said", "told"),
    [
        pytest.param(
            "stopped",
            ("folder-not-writable",),
            "stopped: its folder cannot be written",
            "Make the folder, or let this user write to it; its path stands in the plan. The jobs "
            "then go on by themselves; F6 moves one to another printer.",
            id="a folder",
        ),
        pytest.param(
            "stopped",
            ("spool-area-full-error",),
            "stopped: the print server's disk is full",
            "See to the printer: its jobs go on by themselves. Or move them one by one with F6.",
            id="how bad it is does not matter",
        ),
        pytest.param(
            "stopped",
            ("marker-failure-error", "none"),
            "stopped",
            "See to the printer: its jobs go on by themselves. Or move them one by one with F6.\n"
            "It says: marker-failure-error",
            id="a code without words",
        ),
        pytest.param(
            "offline",
            ("unreachable",),
            "does not answer",
            "does not answer\nIs it switched on, and in this network? Its address stands in the "
            "plan. Its jobs go on by themselves; F6 moves one to another printer.",
            id="nothing at its address",
        ),
        pytest.param(
            "ready",
            ("spool-area-full-report",),
            "ready",
            "F4 prints a test page, l says how many labels are in it, Enter shows its jobs.",
            id="it prints all the same",
        ),
    ],
)
def test_a_printer_that_does_not_print_says_why_and_what_to_do(kind, codes, said, told) -> None:
    assert printer_words.said(kind, codes) == said
    assert printer_words.to_do(kind, codes).endswith(told)


def test_printers_to_choose_from_say_how_they_are_and_those_that_print_come_first() -> None:
    off = PrinterSeen("off", "Off", "offline")
    mute = PrinterSeen("mute", "Mute")
    lines = [(each.cells, each.tone) for each in to_choose([off, mute, *SURVEY.printers])]
    assert lines == [
        (("Left", "ready"), "good"),
        (("Mute", "says nothing"), "muted"),
        (("Off", "does not answer"), "bad"),
        (("Right", "out of paper"), "bad"),
    ]


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_a_sign_and_what_comes_next(state) -> None:
    assert words.STATES[state]
    assert words.SIGNS[state]
    assert words._NEXT[state]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (7199, "119 min"), (7200, "2 h")]
)
def test_spans_are_short(seconds, said) -> None:
    assert words.span(seconds) == said


def test_what_another_station_has_heard_of_a_printer_steers_no_terminal() -> None:
    assert words.reasons(["a\x1b[31mb", "none", "\x1bc"]) == "ab"
    assert words.printer_state("\x1b[2Jodd") == "odd"


def test_a_job_that_no_printer_took_says_why() -> None:
    tried = Attempt("n", state=State.FAILED, why="not_sent", printed="no", detail="disk-full")
    said = words.state(job("full", tried))
    assert said == "failed: the printer was not reached: the disk is full"


@pytest.mark.parametrize(
    ("detail", "why"),
    [("takes-none", "it takes no jobs"), ("client-error-odd", "client-error-odd"), ("", "")],
)
def test_what_a_printer_that_is_ready_has_against_a_job_is_told(detail, why) -> None:
    tried = Attempt("n", state=State.FAILED, why="not_sent", printed="no", detail=detail)
    said = ": ".join(filter(None, ("failed: the printer was not reached", why)))
    assert words.state(job("no", tried)) == said


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (
            {"cancel_ms": AGO, "ended_by": "Jon"},
            ["08:59:40 not to be printed any more", "by Jon"],
        ),
        (
            {"void_ms": AGO, "ended_by": "lea", "ended_reason": "damaged"},
            ["08:59:40 void", "It is damaged or badly printed · by Lea"],
        ),
        (
            {"void_ms": AGO, "ended_by": "printing", "ended_reason": "replaced"},
            ["08:59:40 void", "Another badge was issued"],
        ),
        ({"handed_ms": AGO}, ["08:59:40 handed over"]),
    ],
)
def test_the_evidence_says_who_has_ended_it_and_why(ended, told) -> None:
    staffed = '[operators.lea]\nname = "Lea"\nroles = ["lead"]\n'
    plan = read(f"{PLAN}\n{staffed}")
    lines = evidence(job("one", operator="Maria", **ended), SURVEY, plan)
    assert [each.strip() for each in lines[1:]] == told
