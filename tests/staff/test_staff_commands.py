"""`onsite staff` from the shell."""

from __future__ import annotations

import io
import json

import pytest

from onsite.errors import BadInputError
from onsite.plan.service import publish
from onsite.staff.shell_pin import secret
from onsite.wiring import open_site
from tests.staff.conftest import PLAN


@pytest.fixture
def event(tmp_path):
    site = open_site(tmp_path / "data", operator="Maria")
    today = f"{site.clock.now():%Y-%m-%d}"
    text = PLAN.replace("2026-11-24, 2026-11-25", today).replace("2026-11-25", today)
    text = text.replace("Europe/Berlin", "UTC").replace('"08:00"', '"00:00"')
    site.write_now(publish, text.replace('"12:00"', '"23:59:59"'), "Maria")
    site.close()


@pytest.fixture
def typed(monkeypatch):
    """Gives standard input."""
    return lambda *lines: monkeypatch.setattr(
        "sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines))
    )


def test_the_overview_says_what_to_do_next(run, event, typed):
    assert run("staff")[1] == (
        "3 operators, 0 with a PIN.\n"
        "Nobody has a PIN: everybody may do everything here.\n"
        "Begin with a lead: onsite staff pin ana\n"
    )
    typed("4711")
    assert run("staff", "pin", "Ana Lima")[:2] == (0, "The PIN of Ana Lima is set.\n")
    assert "ana · Ana Lima · Lead · PIN set" in run("staff")[1]


def test_once_a_lead_has_a_pin_it_is_asked_for(run, event, typed):
    typed("4711")
    run("staff", "pin", "ana")

    typed("0815", "8140")
    code, _out, err = run("staff", "pin", "ben")
    assert (code, err) == (1, "Wrong PIN.\nTry again.\n")

    typed("4711", "8140")
    assert run("staff", "pin", "ben")[0] == 0
    typed("4711")
    code, out, _err = run("staff", "add", "dan", "Dan Moe", "--badge", "B-9", "--json")
    assert (code, json.loads(out)["operator"]["roles"]) == (0, ["volunteer"])
    typed("4711")
    assert run("staff", "roles", "dan", "lead", "problem-desk")[1] == (
        "Dan Moe has these roles now: Lead, Problem desk.\n"
    )
    typed("4711")
    assert run("staff", "remove", "dan")[1] == "Dan Moe works here no longer.\n"
    listed = json.loads(run("staff", "list", "--json")[1])["operators"]
    assert [(each["id"], each["has_pin"], each["refused"]) for each in listed] == [
        ("ana", True, 1),
        ("ben", True, 0),
        ("caro", False, 0),
    ]


def test_a_weak_pin_is_refused(run, event, typed):
    typed("1234")
    code, _out, err = run("staff", "pin", "ana")
    assert (code, err.splitlines()[0]) == (
        1,
        "This PIN only counts up or down: the first that is guessed.",
    )


def test_on_and_off_and_the_list(run, event):
    assert run("staff", "on", "STAFF-2")[1] == "✓ Ben Okoro is on: Door\n"
    assert run("staff", "on", "ben")[1] == "Ben Okoro is on already: Door\n"
    assert run("staff", "on", "ana", "--post", "Cloakroom")[0] == 0

    told = json.loads(run("staff", "shifts", "--json")[1])["shifts"]
    assert [(each["shift"], each["operator"], each["stand"]) for each in told][:2] == [
        ("", "ana", "on"),
        ("early", "ben", "on"),
    ]
    assert "Cloakroom  Ana Lima  there" in run("staff", "shifts")[1]
    assert run("staff", "off", "ben")[1] == "✓ Ben Okoro is off: Door\n"
    assert run("staff", "off", "ben")[0] == 1
    assert run("staff", "on", "nobody")[0] == 1
    assert run("staff", "on", "ben", "--shift", "night")[0] == 1


def test_a_script_without_a_pin_has_given_no_wrong_one(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("7391\n"))
    assert secret("PIN") == "7391"
    with pytest.raises(BadInputError, match="none was given"):
        secret("PIN")
