"""The count in the status bar, and what the lead is told above every screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onsite.case_alert import notice, told
from onsite.standing import Standing, Waiting, standing
from tests.conftest import START


def standing_with(*minutes: int, **known) -> Standing:
    own = {key: known.pop(key) for key in ("leads", "hub") if key in known}
    deadlines = tuple(START + timedelta(minutes=each) for each in minutes)
    fixed = {"event": "E", "zone": "UTC", "anyone": True, "entries": 1, "imported": None}
    rest = {"joined": False, "name": "", "names": {}, "revoked": False, **known}
    return Standing(**fixed, **rest, waiting=Waiting(deadlines, **own))


def test_no_case_takes_no_room():
    assert told(standing_with(), START) == ()
    assert notice(standing_with(), "maria", START).text == ""


def test_the_bar_counts_cases_and_those_that_are_late():
    (calm,) = told(standing_with(5, 9), START)
    (late,) = told(standing_with(-4, 9), START)

    assert (calm.text, calm.trouble) == ("2 cases", False)
    assert (late.text, late.trouble) == ("2 cases, 1 late", True)


@pytest.mark.parametrize(
    ("known", "operator", "is_told"),
    [
        ({}, "maria", True),
        ({"joined": True}, "maria", False),
        ({"joined": True, "hub": True}, "maria", True),
        ({"pins": frozenset({"ana"})}, "maria", False),
        ({"pins": frozenset({"ana"}), "leads": frozenset({"ana"})}, "ana", True),
        ({"joined": True, "leads": frozenset({"ana"})}, "ana", True),
    ],
)
def test_the_lead_and_the_hub_are_told(known, operator, is_told):
    said = notice(standing_with(-3, 9, **known), operator, START)

    wanted = "1 case waits longer than it should, by 3 min: Ctrl+B shows it."
    assert said.text == (wanted if is_told else "")


def test_the_deadlines_are_those_of_the_open_cases(desk, site, clock):
    desk.open("other")
    desk.resolve(desk.open("vip"), "met")
    desk.open("unpaid")

    found = site.read_now(standing, site.journal.station).waiting

    assert found.deadlines == (START + timedelta(minutes=4), START + timedelta(minutes=10))
    assert (found.leads, found.hub) == (frozenset(), False)
