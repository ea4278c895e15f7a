"""Overruling, the last scans and the answers of guests from the shell."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from onsite.clock import SystemClock
from onsite.staff import pins
from onsite.wiring import open_site
from tests.checkin.asking_stage import PIN, PLAN
from tests.checkin.conftest import Roll


@pytest.fixture
def shell(run, tmp_path, monkeypatch):
    """Runs commands on a store with a plan, three guests, and Lena's PIN."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pins, "_hasher", lambda: hasher)
    plan = tmp_path / "event.toml"
    # Whatever hour a day of the event begins at, one of these is the day that it is.
    today = SystemClock().now().date()
    days = [str(today + timedelta(days=each)) for each in (-1, 0, 1)]
    plan.write_text(PLAN.replace("days = [2026-11-24]", f"days = {json.dumps(days)}"))

    def command(*arguments: str, stdin: str = ""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        return run(*arguments)

    assert command("plan", "publish", str(plan))[0] == 0
    site = open_site(tmp_path / "data", operator="Import")
    roll = Roll(site)
    roll.add("Ada Byron", "ADA001")
    roll.add("Cyrus", "CYRU001", category="Crew", status="cancelled")
    roll.add("Ursula", "URSU001", category="Crew", payment="unpaid")
    site.close()
    assert command("staff", "pin", "lena", stdin=f"{PIN}\n{PIN}\n")[0] == 0
    return command


def test_a_refusal_is_overruled_with_a_pin_and_stands_in_the_log(shell):
    assert shell("checkin", "scan", "CYRU001", "--key", "k1")[0] == 1

    overrule = ("checkin", "overrule", "k1", "--by", "lena", "--why", "Booked again")
    wrong = shell(*overrule, stdin="000000\n")
    code, said, _error = shell(*overrule, "--json", stdin=f"{PIN}\n")

    assert (wrong[0] != 0, "Wrong PIN" in wrong[2]) == (True, True)
    told = json.loads(said)
    assert code == 0
    assert (told["refers_to"], told["was"], told["by"]) == ("k1", "cancelled", "lena")
    scans = json.loads(shell("checkin", "log", "--json")[1])["scans"]
    assert [each["reason"] for each in scans] == ["overruled", "cancelled"]
    assert "Main door: 1 refusal overruled" in shell("status")[1]
    text = shell("checkin", "log")[1].splitlines()[0]
    assert "Refused: “Cancelled”. Lena Ruiz has let them in all the same: Booked again" in text


@pytest.mark.parametrize(
    ("scanned", "key", "said"),
    [
        ("NOPE001", "k1", "it is not known who it is"),
        ("CYRU001", "k2", "no scan with this key"),
        ("URSU001", "k1", "the desk itself can confirm it"),
    ],
)
def test_what_nobody_may_overrule_is_told_before_any_pin(shell, scanned, key, said):
    shell("checkin", "scan", scanned, "--key", "k1")

    code, _out, error = shell("checkin", "overrule", key, "--by", "lena", "--why", "x")

    assert code != 0
    assert said in error


def test_answers_and_confirmations_are_given_and_counted(shell):
    assert "nobody has answered yet" in shell("checkin", "answers")[1]
    code, said, _error = shell("checkin", "scan", "ADA001")
    assert code == 1
    assert "Which size of shirt?" in said

    given = ("--answer", "shirt=m", "--answer", "phone=0172")
    assert shell("checkin", "scan", "ADA001", *given)[0] == 0
    assert shell("checkin", "scan", "URSU001")[0] == 1
    assert shell("checkin", "scan", "URSU001", "--unpaid")[0] == 0
    door = json.loads(shell("status", "--json")[1])["checkpoints"]["door"]
    assert (door["overruled"], door["unpaid"]) == (0, 1)
    told = json.loads(shell("checkin", "answers", "shirt", "--json")[1])

    assert told["questions"] == {"shirt": {"text": "Which size of shirt?", "answers": {"M": 1}}}
    assert [(each["name"], each["answer"]) for each in told["guests"]] == [("Ada Byron", "M")]
    assert "  1  172" in shell("checkin", "answers")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scan", "ADA001", "--answer", "M"), "the id of the question is missing"),
        (("scan", "ADA001", "--answer", "shirt=XXL"), "Choose one of: S, M, L."),
        (("answers", "hat"), "has no question “hat”"),
        (("log", "--checkpoint", "attic"), "has no checkpoint “attic”"),
    ],
)
def test_what_cannot_be_is_told(shell, arguments, said):
    code, _out, error = shell("checkin", *arguments)

    assert code != 0
    assert said in error


def test_who_lists_those_who_are_asked_first(shell):
    said = shell("checkin", "who")[1]

    assert said.splitlines() == [
        "Ada Byron · Regular – Questions are open",
        "Ursula · Crew – Not paid: let in?",
        "2 people may come in.",
    ]
