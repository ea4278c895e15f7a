"""Which desk a station is, and what the scans of a store say of its queues."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from onsite.checkin.facts import Direction
from onsite.checkin.queue.desks import desk_elsewhere, desk_here, sit_at
from onsite.checkin.queue.reading import queues
from onsite.checkin.service import Attempt, scan
from onsite.errors import BadInputError
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from tests.checkin.conftest import PLAN, Roll

WITH_DESKS = (
    PLAN
    + """
[desks.a-m]
name = "Desk A to M"
checkpoint = "door"
letters = "A-M"

[desks.n-z]
name = "Desk N to Z"
checkpoint = "door"
letters = "N-Z"

[desks.first]
name = "Priority"
checkpoint = "door"
vip = true
"""
)


@pytest.fixture
def plan(site):
    site.write_now(publish, WITH_DESKS, "Maria")
    return site.read_now(current)


def test_a_station_is_the_desk_it_was_last_said_to_be(site, plan):
    assert site.read_now(desk_here, plan, "door") == ""

    site.write_now(sit_at, plan, "door", "a-m")
    site.write_now(sit_at, plan, "door", "n-z")
    assert site.read_now(desk_here, plan, "door") == "n-z"
    assert site.read_now(desk_here, plan, "workshop") == ""

    site.write_now(sit_at, plan, "door", "")
    assert site.read_now(desk_here, plan, "door") == ""
    with pytest.raises(BadInputError, match="has no desk “x”"):
        site.write_now(sit_at, plan, "door", "x")


def test_a_guest_at_another_desk_than_theirs_is_told_apart(site, plan, roll):
    jane, zoe = roll.add("Jane Doe", "J1"), roll.add("Zoe Zimmer", "Z1")
    vera = roll.add("Vera Adams", "V1", vip=True)
    assert site.read_now(desk_elsewhere, plan, zoe, "door") == ""

    site.write_now(sit_at, plan, "door", "a-m")
    told = [site.read_now(desk_elsewhere, plan, each, "door") for each in (jane, zoe, vera)]
    assert told == ["", "Desk N to Z", "Priority"]


@pytest.fixture
def busy(site, plan, roll, clock):
    """Ten guests at a desk, 10 s each; one is not paid and takes 60; then a pause."""
    site.write_now(sit_at, plan, "door", "a-m")
    for number in range(10):
        roll.add(f"Guest {number}", f"G{number}")
    roll.add("Ursula", "U1", payment="unpaid")
    for code, seconds in [*((f"G{number}", 10) for number in range(9)), ("U1", 60), ("G9", 600)]:
        attempt = Attempt(f"key {code}", "door", "Maria", Direction.ENTRY, code)
        site.write_now(scan, plan, attempt)
        clock.advance(seconds=seconds)
    return site


def test_the_service_time_is_that_of_the_desk_by_reason(busy, plan, clock):
    clock.advance(seconds=-590)
    found = busy.read_now(queues, plan, "door", clock.now(), busy.journal.station)
    desk, other, _first = found.rows

    assert (desk.name, desk.stations, desk.served) == ("Desk A to M", 1, 10)
    assert desk.reasons == (("admitted", 10.0, 9), ("unpaid", 60.0, 1))
    assert desk.service_s == 15.0
    assert desk.per_minute == 10 / 5
    assert (other.service_s, found.service_of(other)) == (None, 15.0)
    assert [(line.desk, line.wait_s) for line in found.lines({"a-m": 4, "n-z": 2})] == [
        ("a-m", 60.0),
        ("n-z", 30.0),
    ]


def test_desks_and_queues_from_the_shell(run, tmp_path, clock):
    site = open_site(tmp_path / "data", operator="Maria", clock=clock)
    site.write_now(publish, WITH_DESKS, "Maria")
    Roll(site).add("Zoe Zimmer", "Z1")
    site.close()

    assert run("checkin", "desk")[1] == "This computer is no desk of Main door.\n"
    assert run("checkin", "desk", "a-m")[1] == "This computer is: Desk A to M, Main door.\n"
    code, out, _err = run("checkin", "queue", "--waiting", "a-m=25")
    assert code == 0
    assert "Desk A to M: – a guest, 25 waiting, –" in out
    code, out, _err = run("checkin", "queue", "-w", "Desk A to M=25", "--json")
    answer = json.loads(out)
    assert [desk["waiting"] for desk in answer["desks"]] == [25, None, None]
    assert answer["advice"] is None
    assert run("checkin", "queue", "-w", "x=1")[0] == 1
    assert run("checkin", "queue", "-w", "a-m")[0] == 1


def test_a_station_that_is_called_like_a_desk_is_that_desk(busy, plan, clock, monkeypatch):
    own = busy.journal.station
    busy.write_now(sit_at, plan, "door", "")
    called = [SimpleNamespace(station=own, name="desk  n to z")]
    monkeypatch.setattr("onsite.checkin.queue.reading.membership.stations", lambda _rows: called)
    clock.advance(seconds=-590)
    rows = busy.read_now(queues, plan, "door", clock.now(), own).rows

    assert [(row.key, row.served) for row in rows] == [("a-m", 0), ("n-z", 10), ("first", 0)]
