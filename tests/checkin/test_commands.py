"""The check-in desk from the shell."""

from __future__ import annotations

import json
import re

import pytest

from onsite.wiring import open_site
from tests.checkin.conftest import PLAN, Roll


@pytest.fixture
def door(tmp_path, clock):
    """A published plan whose days are always now, with two people."""
    from onsite.plan.service import publish

    site = open_site(tmp_path / "data", operator="Maria")
    today = site.clock.now().date()
    text = PLAN.replace("[2026-11-24, 2026-11-25]", f"[{today}]")
    text = text.replace("[2026-11-25]", f"[{today}]").replace("Europe/Berlin", "UTC")
    site.write_now(publish, text.replace("[event]", "[event]\nday_ends = 00:00:00"), "Maria")
    roll = Roll(site)
    roll.add("Ada Łukasik", "CODE-1", company="Analytical")
    roll.add("Bob", "CODE-2", blocked=True)
    site.close()


def test_an_admission_is_exit_code_0_and_one_object(run, door):
    code, out, _err = run("checkin", "scan", "CODE-1", "--json")

    answer = json.loads(out)
    assert code == 0
    assert (answer["outcome"], answer["guest"]["name"]) == ("admit", "Ada Łukasik")


def test_a_refusal_is_exit_code_1_with_the_reason_and_who_may_overrule(run, door):
    run("checkin", "scan", "CODE-1")

    code, out, _err = run("checkin", "scan", "CODE-2")

    assert code == 1
    assert out == (
        "STOP · Please see the problem desk · Bob\n"
        "Ask this guest to come to the problem desk.\n"
        "May decide otherwise: Problem desk, Lead\n"
    )


def test_candidates_are_told_with_what_is_known_of_them(run, door, tmp_path):
    site = open_site(tmp_path / "data", operator="Maria")
    Roll(site).add("Anna Twin", "TWIN-1")
    Roll(site).add("Berta Twin", "TWIN-1", company="Zwei AG")
    site.close()

    code, out, _err = run("checkin", "scan", "TWIN-1")

    assert code == 1
    assert re.findall("^  (.*) · [0-9a-f]{12}$", out, re.MULTILINE) == [
        "Anna Twin",
        "Berta Twin · Zwei AG",
    ]


def test_the_same_key_gives_the_same_answer(run, door):
    first = json.loads(run("checkin", "scan", "CODE-1", "--key", "K", "--json")[1])
    code, out, _err = run("checkin", "scan", "CODE-1", "--key", "K", "--json")

    assert code == 0
    assert json.loads(out) == {**first, "repeated": True}


def test_undo_of_the_last_admission(run, door):
    run("checkin", "scan", "CODE-1")

    assert run("checkin", "undo", "--why", "the wrong person") == (
        0,
        "Taken back: Ada Łukasik.\n",
        "",
    )
    assert run("checkin", "undo", "--why", "again") == (
        1,
        "",
        "This station has admitted nobody whom one could take back.\n",
    )


def test_status_counts(run, door):
    run("checkin", "scan", "CODE-1")

    answer = json.loads(run("status", "--json")[1])

    figures = {"expected": 1, "admitted": 1, "inside": 1, "per_minute": 0.2, "conflicts": 0}
    figures |= {"overruled": 0, "unpaid": 0}
    figures |= {"void": 0, "short": [], "by_category": {"regular": {"admitted": 1, "inside": 1}}}
    assert (answer["event"], answer["attendees"], answer["operator"]) == ("Summit", 2, "Maria")
    assert answer["checkpoints"]["door"] == figures


WRONG_USAGE = [
    ("checkin", "scan"),
    ("checkin", "scan", "A", "--no-such-option"),
    ("checkin", "undo"),
    ("no-such-command",),
]


@pytest.mark.parametrize("arguments", WRONG_USAGE)
def test_wrong_usage_is_exit_code_2(run, arguments):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert err


def test_wrong_usage_is_an_object_too(run):
    code, out, _err = run("checkin", "scan", "--json")

    assert code == 2
    assert list(json.loads(out)) == ["error"]


NOT_POSSIBLE = [
    (("checkin", "scan", "CODE-1"), "No plan has been published here yet."),
    (("checkin", "undo", "--why", "x"), "No plan has been published here yet."),
]


@pytest.mark.parametrize(("arguments", "sentence"), NOT_POSSIBLE)
def test_without_a_plan_the_next_step_is_told(run, arguments, sentence):
    code, out, err = run(*arguments)

    assert (code, out) == (1, "")
    assert err.splitlines()[0] == sentence
    assert "onsite plan init" in err


def test_a_checkpoint_that_is_not_there(run, door):
    code, _out, err = run("checkin", "scan", "CODE-1", "--checkpoint", "back-door")

    assert code == 1
    assert err == "The plan has no checkpoint “back-door”.\nChoose one of: door, workshop.\n"


def test_a_folder_that_cannot_be_a_store(run, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    code, out, err = run("status", "--data", str(tmp_path / "file"))

    assert (code, out) == (1, "")
    assert "--data" in err


def test_a_desk_without_a_terminal_says_what_to_use(run):
    code, _out, err = run("desk")

    assert code == 1
    assert err.startswith("The desk needs a terminal of its own.")


def test_escape_sequences_in_a_code_never_reach_the_terminal(run, door):
    _code, out, _err = run("checkin", "scan", "\x1b[31mRED\x07")

    assert "\x1b" not in out
    assert "\x07" not in out


def test_the_language_is_chosen(run, door):
    _code, out, _err = run("--language", "zh_CN", "checkin", "scan", "CODE-1")

    assert "Ada Łukasik" in out
    assert "WELCOME" not in out


def test_a_folder_without_a_store_is_no_empty_event(run, tmp_path):
    code, out, err = run("status", "--data", str(tmp_path / "mistyped"))

    assert (code, out) == (1, "")
    assert err.startswith("There is no store in ")
    assert not (tmp_path / "mistyped").exists()
