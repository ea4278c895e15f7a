"""At which gate a computer stands, and who may come in, from the shell."""

from __future__ import annotations

import json

import pytest

from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.checkin.conftest import Roll

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[categories.regular]
name = "Regular"
[checkpoints.side]
name = "Side door"
[checkpoints.main]
name = "Main door"
gates = { a = "Gate A", b = "Gate B" }
allow = ["gate = a or vip", "time >= 09:00"]
"""
AT = ("--at", "2026-11-24 10:00")


@pytest.fixture(autouse=True)
def door(tmp_path, clock):
    site = open_site(tmp_path / "data", operator="Maria", clock=clock)
    site.write_now(publish, PLAN, "Maria")
    roll = Roll(site)
    roll.add("Ada", vip=True)
    roll.add("Bob")
    roll.add("Cid", blocked=True)
    site.close()


def test_who_may_come_in_by_name(run):
    code, out, _err = run("checkin", "who", "--checkpoint", "main", *AT)

    assert (code, out) == (0, "Ada · Regular\n1 person may come in.\n")


def test_who_may_not_and_why(run):
    code, out, _err = run("checkin", "who", "--checkpoint", "main", "--refused", *AT)

    assert (code, out) == (
        0,
        (
            "Bob · Regular – Not allowed here now – Only at Gate A.\n"
            "Cid · Regular – Please see the problem desk – "
            "Ask this guest to come to the problem desk.\n"
            "2 people may not come in.\n"
        ),
    )


def test_at_the_gate_that_was_named(run):
    code, out, _err = run("checkin", "gate", "a", "--checkpoint", "main")
    assert (code, out) == (0, "This computer stands at: Gate A, Main door.\n")

    answer = json.loads(run("checkin", "who", "--checkpoint", "main", "--json", *AT)[1])
    assert answer["at"] == "2026-11-24T09:00:00+00:00"
    assert [(each["name"], each["reason"]) for each in answer["guests"]] == [
        ("Ada", "admitted"),
        ("Bob", "admitted"),
    ]
    early = ("--refused", "--json", "--at", "2026-11-24T08:40+01:00")
    answer = json.loads(run("checkin", "who", "--checkpoint", "main", *early)[1])
    assert answer["guests"][0]["why"] == "May come in from 09:00, in 20 min."


def test_without_a_checkpoint_it_is_the_first(run):
    assert run("checkin", "who", *AT)[1] == "Ada · Regular\nBob · Regular\n2 people may come in.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("who", "--at", "soon"), "“soon” is not a time.\nWrite it as 2026-11-24 22:00.\n"),
        (
            ("who", "--checkpoint", "back"),
            "The plan has no checkpoint “back”.\nChoose one of: side, main.\n",
        ),
        (("gate", "a"), "“side” has no gate “a”.\nChoose one of: –.\n"),
        (("gate", "c", "--checkpoint", "main"), "“main” has no gate “c”.\nChoose one of: a, b.\n"),
    ],
)
def test_what_cannot_be_is_explained(run, arguments, said):
    assert run("checkin", *arguments) == (1, "", said)
