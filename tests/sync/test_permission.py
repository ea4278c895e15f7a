"""What a station may not record is refused before it is written, with a sentence."""

from __future__ import annotations

import pytest

from onsite.errors import NotPossibleError
from onsite.incidents.facts import IncidentReported, StateChanged
from onsite.journal.facts import kinds
from onsite.journal.journal import size
from onsite.plan.facts import PlanPublished
from onsite.roster.acts.facts import AttendeeRegistered
from onsite.roster.facts import Record
from onsite.stage.facts import Armed
from onsite.sync import membership, permission
from onsite.sync.facts import ClockFound
from onsite.sync.rules import ROLES
from onsite.zones.counting.facts import TapsCounted
from tests.sync.laptops import listed, pass_on, record, scanned


def refusal(act, site, *given) -> NotPossibleError:
    before = site.read_now(size)
    with pytest.raises(NotPossibleError) as refused:
        act(site, *given)
    assert site.read_now(size) == before
    return refused.value


def test_a_station_that_works_alone_records_everything(site):
    record(site, listed("Ana"), ClockFound(station="a" * 64, offset_ms=0, was_ms=0, error_ms=0))
    assert len(scanned(site)) == 1


def test_the_lead_records_everything(laptops):
    record(laptops.lead, listed("Ana"))
    assert len(scanned(laptops.lead)) == 1


def test_a_desk_scans_and_does_not_change_the_list(laptops):
    desk = laptops.desk("desk")
    assert len(scanned(desk)) == 1
    refused = refusal(record, desk, listed("Ana"))
    assert refused.happened == "This station is a desk: changing the list is for a lead station."
    assert refused.advice == "Do it on the lead's laptop, or ask for a lead's join code."


def test_a_desk_registers_walk_ins_and_a_display_does_not(laptops):
    fact = AttendeeRegistered(attendee="a1", record=Record(name="Ada"))
    assert len(record(laptops.desk("desk"), fact)) == 1
    refused = refusal(record, laptops.desk("display", "display"), fact)
    assert refused.happened.startswith("This station is a display")


def test_a_desk_publishes_no_plan(laptops):
    plan = PlanPublished.model_construct()
    refused = refusal(record, laptops.desk("desk"), plan)
    assert refused.happened == "This station is a desk: publishing a plan is for a lead station."


def test_a_stage_runs_stages_and_scans_nobody_and_a_desk_runs_none(laptops):
    stage, desk = laptops.desk("stage", "stage"), laptops.desk("desk")
    act = Armed(stage="main", day="2026-11-24", at_ms=0)

    assert len(record(stage, act)) == 1
    assert refusal(scanned, stage).happened == "This station is a stage's: it scans nobody."
    refused = refusal(record, desk, act)
    assert refused.happened.endswith("running a stage is for a stage or lead station.")
    assert refused.advice.startswith("Do it on the stage's laptop")


def test_whoever_records_anything_counts_people_and_a_counter_nothing_else(laptops):
    counter = laptops.desk("counter", "counter")
    taps = TapsCounted(counter="c", key="k", zone="h1", at_ms=0, taps=((0, 1),))
    for role in ("lead", "desk", "stage", "control"):
        assert len(record(laptops.desk(f"other {role}", role), taps)) == 1
    assert len(record(counter, taps)) == 1
    assert refusal(record, laptops.desk("display", "display"), taps).happened.startswith(
        "This station is a display"
    )
    assert refusal(scanned, counter).happened == "This station counts people: it scans nobody."


def test_control_runs_incidents_which_anybody_reports(laptops):
    control, desk = laptops.desk("control", "control"), laptops.desk("desk")
    at = {"incident": "i", "at_ms": 0}
    reported = IncidentReported(**at, prefix="KRT", count=1, severity="minor", happened_ms=0)
    closed = StateChanged(**at, to="closed", seen="new")

    for site in (control, desk, laptops.desk("stage", "stage")):
        assert len(record(site, reported)) == 1
    assert len(record(control, closed)) == 1
    assert refusal(scanned, control).happened == "This station runs incidents: it scans nobody."
    refused = refusal(record, desk, closed)
    assert refused.happened.endswith("running them is for a control or lead station.")


def test_a_display_records_nothing(laptops):
    refused = refusal(scanned, laptops.desk("display", "display"))
    assert refused.happened == "This station is a display: it shows, and records nothing."


def test_a_revoked_station_records_nothing_once_it_knows(laptops):
    desk = laptops.desk("desk")
    laptops.revoke(desk)
    assert len(scanned(desk)) == 1

    pass_on(laptops.lead, desk)
    refused = refusal(scanned, desk)
    assert refused.happened == "This station was revoked: it can record nothing more."
    assert refused.advice == "Ask the lead for a join code and let it join again."


@pytest.mark.parametrize(("role", "many"), [("lead", 1), ("desk", 1), ("display", 0)])
def test_until_its_admission_has_arrived_the_role_it_was_told_counts(laptops, role, many):
    site = laptops.alone("new", role)
    assert site.read_now(membership.station, site.journal.station) is None
    if many:
        assert len(scanned(site)) == many
    else:
        refusal(scanned, site)


def test_what_the_events_key_has_signed_may_be_recorded_by_whoever_holds_the_key(laptops):
    desk, other = laptops.desk("desk"), laptops.alone("other")
    admission = next(
        station
        for station in laptops.lead.read_now(membership.stations)
        if station.station == other.journal.station
    )
    fact = kinds()["station.admitted"](
        station=admission.station,
        name="other",
        role="lead",
        link=admission.link,
        box=admission.box,
    )
    assert len(record(desk, laptops.ring.certified(fact))) == 1


@pytest.mark.parametrize("role", ROLES)
def test_it_says_the_same_as_the_others_will(laptops, role):
    desk = laptops.desk("it", role)
    own = desk.journal.station
    member = desk.read_now(membership.station, own).member
    facts = kinds().values()

    assert {fact.kind for fact in facts if desk.read_now(permission.may, own, fact)} == {
        fact.kind for fact in facts if member.may(fact.duty)
    }
