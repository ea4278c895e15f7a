"""Printing from the shell, into the folder that stands for a printer."""

from __future__ import annotations

import asyncio
import json

import pytest

from onsite.badges import service
from onsite.badges.codes.bearing import bears
from onsite.badges.codes.making import badge_code
from onsite.badges.jobs import words
from onsite.badges.printing import output
from onsite.badges.printing.waiting import settled
from onsite.badges.rules import State
from onsite.badges.service import Asked
from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.plan.service import current, publish
from onsite.roster.service import attendee
from tests.badges.printing.conftest import PLAN
from tests.checkin.conftest import Roll


@pytest.fixture
def roll(site):
    site.write_now(publish, PLAN, "Maria")
    return Roll(site)


@pytest.fixture
def ada(roll):
    return roll.add("Ada Lovelace", "ADA-1")


@pytest.fixture
def told(run):
    def ask(*arguments: str):
        code, out, err = run("badges", *arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return ask


def test_a_badge_is_printed_and_no_second_one_without_a_reason(ada, site, run, told):
    first = told("print", "ADA-1")
    assert (first["state"], first["printed"], first["generation"]) == ("done", "yes", 1)
    assert first["attempts"][0]["printer"] == "left"
    (sent,) = site.read_now(service.job, first["job"]).attempts
    said = bears(site.read_now(attendee, ada).record)
    assert (sent.says, sent.whose) == (said.says, said.whose)
    assert len(list((site.data / "left").glob("*.pdf"))) == 1

    code, out, err = run("badges", "print", "ADA-1")
    assert (code, out) == (1, "")
    assert ("have a badge since" in err, "--again WHY" in err, "--new WHY" in err) == (True,) * 3
    assert len(list((site.data / "left").glob("*.pdf"))) == 1
    again = told("print", "ADA-1", "--again", "Torn")
    assert (again["generation"], again["reason"], again["why"]) == (1, "Torn", "again")
    new = told("print", "ADA-1", "--new", "Lost it", "--lost")
    assert (new["generation"], new["state"]) == (2, "done")

    code, out, _err = run("badges", "jobs", "--all")
    assert code == 0
    assert sorted(line.split("  ")[1] for line in out.splitlines()) == [
        "– Ada Lovelace lost (left)",
        "– Ada Lovelace void (left)",
        "✓ Ada Lovelace printed (left)",
    ]
    assert told("labels", "left", "50")["labels"][0]["left"] == 50
    stocks = {each["printer"]: each["left"] for each in told("labels")["labels"]}
    assert stocks == {"left": 50, "right": None}


def test_what_waits_is_listed_moved_and_cancelled(ada, run, told):
    code, out, _err = run("badges", "print", "ADA-1", "--wait", "0", "--json")
    waiting = json.loads(out)
    assert code == 3
    assert waiting["state"] in ("asked", "rendered", "sent", "accepted")
    assert "Exit code 0 once it is printed" in run("badges", "print", "--help")[1]
    code, _out, err = run("badges", "cancel", "no-such-job")
    assert (code, "no print job" in err) == (1, True)
    code, _out, err = run("badges", "move", waiting["job"], "middle")
    assert (code, "Choose one of: left, right." in err) == (1, True)


def test_nobody_who_is_not_there_gets_a_badge(ada, run):
    code, _out, err = run("badges", "print", "NOBODY")
    assert (code, "NOBODY" in err) == (1, True)
    code, _out, err = run("badges", "print", "ADA-1", "--again", "Torn")
    assert (code, "no badge yet" in err) == (1, True)


def test_a_badge_is_handed_over_by_its_code_and_destroyed_by_its_job(ada, site, run, told):
    job = told("print", "ADA-1")["job"]
    code = site.write_now(badge_code, site.read_now(current), ada, 1, "Maria")

    assert told("handed", code.text)["state"] == "handed_over"
    assert told("handed", job)["state"] == "handed_over"
    assert told("void", job, "--why", "Left on the floor")["state"] == "void"
    for given in (("handed", code.text), ("handed", "no-such"), ("void", job, "--why", "x")):
        assert run("badges", *given)[0] == 1


def test_signs_that_no_font_has_are_told_before_the_badge_is_printed(ada, roll, run, told):
    roll.add("Ada \U00012000", "ADA-2")

    assert told("print", "ADA-2")["missing"] == ["\U00012000"]
    code, out, err = run("badges", "print", "ADA-2", "--again", "Torn")
    assert (code, "printed" in out) == (0, True)
    assert "No font has the sign \U00012000" in err
    assert told("print", "ADA-1")["missing"] == []


def test_what_failed_and_never_came_out_is_printed_without_a_reason(ada, site, told, monkeypatch):
    def refused(*_given):
        raise NotPossibleError("No key.")

    with monkeypatch.context() as here:
        here.setattr(output, "badge_code", refused)
        failed = site.write_now(service.ask, site.read_now(current), Asked(ada), "Maria")
        assert asyncio.run(settled(site, failed, 20)).state is State.FAILED

    done = told("print", "ADA-1")
    assert (done["state"], done["job"] == failed) == ("done", False)


def test_a_badge_without_a_name_is_not_drawn_and_is_told_what_is_missing(roll, site, ada):
    nobody = roll.add("", "SIGNED")
    plan, now = site.read_now(current), to_ms(site.clock.now())
    which, facts = site.read_now(service.asking, plan, Asked(nobody), nobody, now)
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))

    job = asyncio.run(settled(site, which, 20))

    assert (job.state, job.printed) == (State.FAILED, "no")
    assert words.state(job) == "failed: it could not be drawn: the name of its holder is not known"
    assert "Ctrl+Y" in words.what_next(job, "not_printed")
