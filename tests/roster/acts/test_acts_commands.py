"""The problem desk's acts from the shell."""

from __future__ import annotations

import io
import json

import pytest

from onsite.plan.service import current
from onsite.staff.access import hashed, set_pin
from onsite.staff.service import NewOperator, add
from onsite.wiring import open_site
from tests.checkin.conftest import PLAN

LIST = "Name,Company,Type,Code,Paid\nAnn Lee,ACME,Regular,A1,no\nAnne Lee,ACME,Regular,A2,yes\n"


@pytest.fixture
def desk(run, tmp_path):
    """A shell at which a plan and a list are in; answers code and JSON, or the text."""
    for name, text in (("event.toml", PLAN), ("list.csv", LIST)):
        (tmp_path / name).write_text(text)
    assert run("plan", "publish", str(tmp_path / "event.toml"))[0] == 0
    assert run("roster", "import", str(tmp_path / "list.csv"), "--yes")[0] == 0

    def command(*arguments):
        code, out, _err = run("roster", *arguments, "--json")
        return code, json.loads(out)

    return command


def shown(desk, code):
    return desk("show", code)[1]["attendees"][0]


def test_a_walk_in_after_who_may_be_the_same(desk):
    code, said = desk("walk-in", "Lee Ann", "--category", "vip")
    assert (code, said["registered"]) == (1, False)
    assert [(each["name"], each["why"]) for each in said["alike"]] == [
        ("Ann Lee", "name"),
        ("Anne Lee", "similar"),
    ]
    code, given = desk("walk-in", "Lee Ann", "--category", "vip", "--note", "Press", "--yes")
    assert code == 0
    assert shown(desk, given["code"])["notes"] == "Press"
    assert desk("unregister", given["code"])[0] == 0
    assert shown(desk, given["code"])["withdrawn"]


def test_corrected_and_transferred(desk):
    code, said = desk("correct", "A1", "--set", "company=Apex", "--set", "vip=yes")
    assert (code, said["changes"]) == (
        0,
        [
            {"field": "company", "before": "ACME", "after": "Apex"},
            {"field": "vip", "before": "", "after": "yes"},
        ],
    )
    code, given = desk("transfer", "A1", "Bob", "--set", "company=Basis")
    assert (code, shown(desk, given["code"])["name"]) == (0, "Bob")
    assert shown(desk, "A1")["codes"]["A1"] == "revoked"


def test_two_made_one_and_two_again(desk):
    other = shown(desk, "A2")["attendee"]
    desk("correct", "A1", "--set", "company=Apex")
    assert desk("merge", "A1", "A2")[0] == 0
    one, two = shown(desk, "A1"), shown(desk, "A2")
    assert (one["counts_as"], one["list_says"]) == (None, {"company": "ACME"})
    assert (two["counts_as"], two["list_says"]) == (one["attendee"], {})
    assert desk("merge", "A1", "A2")[0] == 1
    assert desk("merge", "A1", other, "--undo")[0] == 0
    assert desk("merge", "A1", other, "--undo")[0] == 1


def test_a_companion_has_the_category_of_the_host(desk):
    code, given = desk("companion", "A1", "Eve")
    assert (code, shown(desk, given["code"])["category"]) == (0, "Regular")


@pytest.fixture
def supervisor(desk, tmp_path, monkeypatch):
    """Lea has a PIN; answers how a PIN is typed."""
    site = open_site(tmp_path / "data", operator="Maria")
    plan = site.read_now(current)
    site.write_now(add, plan, NewOperator("lea", "Lea", ("lead",)), "Maria")
    site.write_now(set_pin, plan, "lea", hashed("4711"), "Maria")
    site.close()

    def types(pin):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))

    return types


def test_nobody_lifts_a_block_without_a_supervisor(desk):
    desk("block", "A1")
    assert desk("unblock", "A1")[0] == 1
    assert shown(desk, "A1")["blocked"]


@pytest.mark.parametrize("act", [("pay", "A1", "--receipt", "R-1"), ("transfer", "A1", "Bob")])
def test_once_there_is_a_supervisor_an_act_needs_their_pin(desk, supervisor, act):
    before = shown(desk, "A1")
    supervisor("8140")
    assert desk(*act)[0] == 1
    assert shown(desk, "A1") == before
    supervisor("4711")
    assert desk(*act)[0] == 0
    assert shown(desk, "A1") != before


def test_a_supervisor_lifts_a_block(desk, supervisor):
    supervisor("4711")
    desk("block", "A1")
    supervisor("4711")
    assert desk("unblock", "A1")[0] == 0
    assert not shown(desk, "A1")["blocked"]


def test_paid_blocked_and_codes(desk):
    assert desk("pay", "A1", "--receipt", "R-1", "--amount", "90 EUR")[0] == 0
    assert shown(desk, "A1")["payment"] == "paid"
    assert desk("pay", "A1", "--undo")[0] == 0
    assert shown(desk, "A1")["payment"] == "unpaid"
    assert desk("block", "A1")[0] == 0
    assert shown(desk, "A1")["blocked"]
    new = desk("code", "new", "A1", "--instead")[1]["code"]
    assert desk("code", "lost", new)[1]["state"] == "lost"
    assert desk("code", "revoke", "A1", "--undo")[0] == 0
    assert desk("code", "revoke", "A1")[0] == 0
    assert set(shown(desk, "A1")["codes"].values()) == {"lost", "revoked"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("correct", "A1", "--set", "shoe=42"), "sets nothing"),
        (("block", "X9"), "Nobody on the roster has the code"),
        (("pay", "A1"), "receipt number is missing"),
    ],
)
def test_refused_with_a_sentence(desk, arguments, said):
    code, answer = desk(*arguments)
    assert code in (1, 2)
    assert said in answer["error"]["happened"]
