"""Who is let in at a desk has arrived on the stage: at one laptop, and at two that meet."""

from __future__ import annotations

import pytest

from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.merging import merge
from onsite.roster.facts import AttendeeListed, Record
from onsite.staff.facts import OperatorPinSet
from onsite.stage.readiness.reading import contact
from onsite.stage.readiness.rules import Mark
from onsite.stage.readiness.wording import contact as contact_words
from tests.stage.keeping import NINE_MS, PLAN, Keeper
from tests.stage.readiness.backstage import Backstage, list_ada
from tests.sync.laptops import Laptops, pass_on, tables

DAY_MS = 24 * 3_600_000
STAFF = """
[roles.volunteer]
sees_contact = false
[operators.lea]
name = "Lea"
roles = ["lead"]
[operators.vera]
name = "Vera"
"""


@pytest.fixture
def stage(site, clock) -> Backstage:
    keeper = Keeper(site, clock)
    keeper.program()
    list_ada(site)
    keeper.at(0)
    return Backstage(keeper)


def test_an_admission_is_an_arrival_and_its_undoing_takes_it_back(stage):
    assert stage.states == set()

    key = stage.scan()

    station = stage.site.journal.station
    assert stage.ready["talk"][0].marks == {"arrived": Mark(NINE_MS, "Maria", station, "door")}
    assert stage.say("arrived", holds=False).what == "at-desk"
    assert stage.say("arrived").what == "already"
    stage.take_back(key)
    assert stage.states == set()


def test_who_left_that_day_has_arrived_and_who_left_the_day_before_has_not(stage):
    keeper = stage.keeper
    stage.scan()
    keeper.at(1)
    stage.scan(leaving=True)
    assert stage.states == {"arrived"}

    keeper.day, keeper.nine_ms = "2026-11-25", NINE_MS + DAY_MS
    keeper.program()
    keeper.at(0)

    assert stage.states == set()
    stage.scan()
    assert stage.states == {"arrived"}


def test_each_day_they_must_be_seen_again_and_the_day_ends_when_the_plan_says(stage):
    keeper = stage.keeper
    keeper.at(18 * 60)  # at three in the night, which belongs to the day before
    stage.scan()
    assert stage.states == {"arrived"}

    keeper.day, keeper.nine_ms = "2026-11-25", NINE_MS + DAY_MS
    keeper.program()
    assert stage.states == set()

    keeper.at(-210)  # half past five: the day has begun
    stage.scan(answer="refuse")  # since nobody saw her leave
    assert stage.states == {"arrived"}


def test_whoever_came_with_another_record_of_theirs_has_arrived(stage):
    record = Record(name="Augusta King", codes=("ADA-2",))
    listed = AttendeeListed(attendee="b", source="t", source_key="b", record=record)
    stage.site.write_now(lambda journal, rows: journal.append(rows, listed, operator="M"))
    key = stage.scan(code="ADA-2")
    assert stage.states == set()

    stage.site.write_now(merge, "a", "b", Doer("Maria"))

    assert stage.states == {"arrived"}
    stage.take_back(key)
    assert stage.states == set()


def test_phone_and_e_mail_are_for_the_roles_that_see_them(stage):
    stage.site.write_now(publish, PLAN + STAFF, "Maria")
    pin = OperatorPinSet(operator="lea", hashed="-")
    stage.site.write_now(lambda journal, rows: journal.append(rows, pin, operator="lea"))
    plan, ready = stage.site.read_now(current), stage.ready["talk"][0]

    seen = {who: stage.site.read_now(contact, plan, ready, who) for who in ("lea", "vera")}

    assert (seen["lea"].phone, seen["lea"].hidden) == ("+44 20 7946 0000", False)
    assert (seen["vera"].phone, seen["vera"].email, seen["vera"].hidden) == ("", "", True)
    assert contact_words(seen["vera"])[0] == (
        "Ada – Analytical  Phone and e-mail are not for your role."
    )
    stage.keeper.plan = plan
    refused = stage.say("mic", by="vera")
    assert (refused.what, refused.roles) == ("refused", ("timekeeper", "lead"))
    assert stage.say("mic", by="lea").what == "took"


def test_how_they_are_reached(stage):
    ready = stage.ready["talk"][0]

    found = stage.site.read_now(contact, stage.keeper.plan, ready, "Thandi")

    assert (found.name, found.company) == ("Ada", "Analytical")
    assert (found.phone, found.email, found.hidden) == (
        "+44 20 7946 0000",
        "ada@example.org",
        False,
    )
    assert found.received == ("SPEAKER – call Grace, +1 555 0100", "Room: B2")


def test_two_laptops_know_the_same_once_they_have_met(tmp_path, clock):
    laptops = Laptops(tmp_path, clock)
    keeper = Keeper(laptops.lead, clock)
    keeper.program()
    list_ada(laptops.lead)
    door, side = laptops.desk("door"), laptops.desk("side", "stage")
    stage, beside = Backstage(keeper), Backstage(Keeper(side, clock))
    keeper.at(40)  # later than anything that was recorded before

    key = stage.scan(site=door)
    beside.say("fetched")
    clock.advance(milliseconds=40)
    stage.say("fetched", by="Maria")  # neither has heard of the other
    stage.say("mic")
    for source, target in ((door, side), (side, laptops.lead), (laptops.lead, side)):
        pass_on(source, target)

    assert stage.states == beside.states == {"arrived", "fetched", "mic"}
    assert stage.ready == beside.ready
    assert stage.ready["talk"][0].marks["fetched"].station == side.journal.station
    beside.say("mic", holds=False)
    stage.take_back(key, site=door)
    for source, target in ((side, laptops.lead), (door, laptops.lead), (laptops.lead, side)):
        pass_on(source, target)
    assert stage.states == beside.states == {"fetched"}
    assert tables(laptops.lead)["stage_ready"] == tables(side)["stage_ready"]
    laptops.close()


def test_what_is_taken_back_is_so_although_the_clock_of_the_other_laptop_is_ahead(tmp_path, clock):
    laptops = Laptops(tmp_path, clock)
    keeper = Keeper(laptops.lead, clock)
    keeper.program()
    side = laptops.desk("side", "stage")
    stage, beside = Backstage(keeper), Backstage(Keeper(side, clock))
    keeper.at(50)
    stage.say("mic")
    keeper.at(40)  # by the clock of the other one it is not said yet
    pass_on(laptops.lead, side)
    assert beside.states == {"mic"}

    assert beside.say("mic", holds=False).what == "took"
    pass_on(side, laptops.lead)

    assert stage.states == beside.states == set()
    laptops.close()
