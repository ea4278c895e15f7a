"""The problem desk from the shell."""

from __future__ import annotations

import io
import json

import pytest

from onsite.plan.service import publish
from onsite.staff.facts import OperatorPinSet
from onsite.wiring import open_site
from tests.checkin.conftest import PLAN, Roll


@pytest.fixture
def ada(tmp_path):
    """A published plan, and somebody on the roster; answers their id."""
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    attendee = Roll(site).add("Ada", "CODE-1", company="Analytical")
    site.close()
    return attendee


def asked(run, *arguments: str):
    code, out, err = run("cases", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_case_from_its_opening_to_its_end(run, ada):
    case = asked(run, "open", "unpaid", "--attendee", ada, "--note", "in cash", "--id", "c1")
    assert (case["id"], case["guest"], case["stops"], case["late"]) == ("c1", "Ada", True, False)

    assert asked(run, "take", "c1")["owner"] == "Maria"
    assert [each["id"] for each in asked(run)["cases"]] == ["c1"]
    assert asked(run, "resolve", "c1", "paid", "--note", "R-7")["resolution"] == "paid"
    assert asked(run, "list")["cases"] == []

    (closed,) = asked(run, "list", "--closed")["cases"]
    shown = asked(run, "show", "c1")
    assert closed["resolution_note"] == "R-7"
    assert [line["kind"] for line in shown["log"]] == [
        *("case.opened", "case.taken", "case.resolved"),
    ]
    assert [each["step"] for each in shown["steps"]] == ["see_receipt", "take_payment"]


def test_for_people_it_is_a_line_each(run, ada):
    run("cases", "open", "unpaid", "--attendee", ada, "--id", "c1")

    code, out, _err = run("cases", "list")

    counted, line = out.splitlines()
    assert (code, counted) == (0, "1 case")
    assert line.startswith("c1 · 00:0")
    assert line.endswith(" · Not paid · Ada · Analytical")
    assert "· opened" not in run("cases", "show", "c1")[1]


def test_nothing_to_list_teaches_how_to_open_one(run, ada):
    assert run("cases", "list")[1].splitlines() == [
        "0 cases",
        "A desk opens one with Ctrl+O; here: onsite cases open TYPE",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "nonsense"), "There is no case type “nonsense”."),
        (("open", "other", "--attendee", "nobody"), "Nobody on the roster has the id “nobody”."),
        (("take", "c9"), "There is no case “c9”."),
        (("show", "c9"), "There is no case “c9”."),
    ],
)
def test_what_cannot_be_is_said(run, ada, arguments, said):
    code, out, err = run("cases", *arguments)

    assert (code, out, err.splitlines()[0]) == (1, "", said)


def test_a_name_is_no_proof_where_a_case_keeps_a_guest_out(run, ada, tmp_path, monkeypatch):
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN + '[operators.lea]\nname = "Lea"\nroles = ["lead"]\n', "Maria")
    known = OperatorPinSet(operator="lea", hashed="-")
    site.write_now(lambda journal, rows: journal.append(rows, known, operator="lea"))
    site.close()
    asked(run, "open", "unpaid", "--attendee", ada, "--id", "c1")

    monkeypatch.setattr("sys.stdin", io.StringIO("4711\n"))
    code, _out, err = run("cases", "resolve", "c1", "paid", "--operator", "lea")

    assert (code, "Wrong PIN" in err) == (1, True)
    assert [each["id"] for each in asked(run)["cases"]] == ["c1"]
