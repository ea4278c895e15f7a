"""Who comes together, how they are received, and who of the VIPs has arrived."""

from __future__ import annotations

import json

import pytest

from onsite.checkin.party.arrivals import arrivals, speakers
from onsite.checkin.party.members import members
from onsite.checkin.party.reception import Reception, reception
from onsite.checkin.roll import guests_by_id
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.merging import merge
from onsite.roster.facts import Record
from tests.checkin.apart import admit
from tests.checkin.conftest import PLAN, Roll

WITH_VIPS = (
    PLAN
    + """
[operators.ana]
name = "Ana Lima"
roles = ["lead"]

[vips.lim]
name = "Rosa Lim"
level = "Gold"
liaison = "ana"
phone = "+49 170 1"
room = "Spree"

[vips.ghost]
email = "ghost@example.org"
liaison = "Bo"

[groups.kobe]
name = "Kobe"
leader = "EMI001"
orders = ["K1", "K2"]
"""
)


@pytest.fixture
def plan(site):
    site.write_now(publish, WITH_VIPS, "Maria")
    return site.read_now(current)


def names(site, plan, attendee):
    found = site.read_now(members, plan, attendee, "door", site.clock.now())
    return [(each.name, each.state) for each in found]


def test_a_booking_is_shown_whole_with_the_state_of_each(site, plan, roll):
    ada = roll.add("Ada", "A1", order="O1")
    roll.add("Bob", "B1", order="O1", payment="unpaid")
    roll.add("Cem", "C1", order="O1", blocked=True)
    roll.add("Dan", "D1", order="O2")
    admit(site, "elsewhere", "A1")

    assert names(site, plan, ada) == [("Ada", "inside"), ("Bob", "unpaid"), ("Cem", "blocked")]


def test_a_leader_of_the_plan_or_of_a_list_opens_the_whole_group(site, plan, roll):
    emi = roll.add("Emi Sato", "EMI001", order="K1", email="emi@example.org")
    roll.add("Ken", "KEN001", order="K2")
    ito = roll.add("Ito", "ITO001", order="X", extra=(("Group leader", "Emi  sato"),))
    roll.add("Ume", "UME001", extra=(("Leader", "emi@example.org"),))

    assert [name for name, _state in names(site, plan, emi)] == ["Emi Sato", "Ito", "Ken", "Ume"]
    assert [name for name, _state in names(site, plan, ito)] == ["Ito"]


def test_whom_a_newer_list_gives_no_leader_has_none(site, plan, roll):
    emi = roll.add("Emi Sato", "EMI001")
    roll.add("Ito", "ITO001", extra=(("Leader", "EMI001"),))
    roll.add("Ito", "ITO001")

    assert names(site, plan, emi) == [("Emi Sato", "expected")]


def test_two_hundred_come_together(site, plan, roll):
    emi = roll.add("Emi Sato", "EMI001", order="K1")
    for number in range(200):
        roll.add(f"Guest {number:03}", f"G{number}", order="K2")

    assert len(names(site, plan, emi)) == 201


def test_the_plan_says_how_somebody_is_received_else_the_list(plan):
    listed = (("VIP level", "Silver"), ("Host", "Bo"), ("Host phone", "12"), ("Wishes", "Tea"))
    rosa = Record(name="Rosa Lim", seat="A1", extra=listed)
    other = Record(name="Other", vip=True, extra=listed)

    assert reception(plan, rosa) == Reception("Gold", "Ana Lima", "+49 170 1", "A1", "Spree", "Tea")
    assert reception(plan, other) == Reception("Silver", "Bo", "12", "", "", "Tea")
    assert reception(plan, Record(name="Nobody", extra=listed)) is None


def test_whom_only_the_plan_names_is_a_vip_at_the_desk(site, plan, roll):
    rosa = roll.add("Rosa Lim", "R1")
    (seen,) = site.read_now(guests_by_id, plan, [rosa], "door", site.clock.now())

    assert seen.vip
    assert seen.reception.room == "Spree"


def test_who_has_arrived_of_vips_and_speakers(site, plan, roll):
    roll.add("Rosa Lim", "R1")
    sam = roll.add("Sam", "S1", speaker=True)
    roll.add("Vera", "V1", vip=True, seat="B2")
    roll.add("Plain", "P1")
    admit(site, "elsewhere", "S1")
    found = site.read_now(arrivals, plan, site.clock.now())

    assert [(each.name, each.at is not None, each.listed) for each in found] == [
        ("Sam", True, True),
        ("ghost@example.org", False, False),
        ("Rosa Lim", False, True),
        ("Vera", False, True),
    ]
    assert found[0].inside
    assert found[3].reception.seat == "B2"
    assert list(site.read_now(speakers, plan, site.clock.now())) == [sam]


def test_vips_from_the_shell(run, tmp_path, clock):
    from onsite.wiring import open_site

    site = open_site(tmp_path / "data", operator="Maria", clock=clock)
    site.write_now(publish, WITH_VIPS, "Maria")
    Roll(site).add("Rosa Lim", "R1")
    site.close()

    code, out, _err = run("checkin", "vips")
    assert code == 0
    assert out.splitlines() == [
        "not on the list · ghost@example.org · VIP · Bo",
        "not yet · Rosa Lim · VIP Gold · Spree · Ana Lima, +49 170 1",
        "0 of 2 have arrived.",
    ]
    _code, out, _err = run("checkin", "vips", "--json")
    assert [each["arrived"] for each in json.loads(out)["vips"]] == [None, None]


def test_of_two_records_that_were_merged_the_speaker_arrived_with_either(site, plan, roll):
    stays, other = roll.add("Sam", "S1", speaker=True), roll.add("Samuel", "S2", speaker=True)
    admit(site, "elsewhere", "S2")
    site.write_now(merge, stays, other, Doer("Maria"))
    found = site.read_now(arrivals, plan, site.clock.now())

    assert [(each.name, each.at is not None, each.inside) for each in found if each.speaker] == [
        ("Sam", True, True)
    ]


def test_a_vip_of_the_plan_meets_a_condition_for_vips(site, roll):
    said = 'name = "Main door"'
    site.write_now(publish, WITH_VIPS.replace(said, f'{said}\nallow = ["vip"]'), "Maria")
    roll.add("Rosa Lim", "R1")
    roll.add("Plain", "P1")

    assert admit(site, "one", "R1").verdict.reason.value == "admitted"
    assert admit(site, "two", "P1").verdict.reason.value == "rules"
