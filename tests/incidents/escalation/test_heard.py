"""What the log says, as the chain hears it: with what people do, and what consoles record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from onsite.incidents import parts, reading, running, service
from onsite.incidents.escalation.chain import PageEnd, Standing
from onsite.incidents.escalation.entries import (
    Acked,
    Fired,
    Lowered,
    Opened,
    Progress,
    StateChanged,
)
from onsite.incidents.escalation.heard import AGREE_MS, Here, heard
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.values import EndsOn, Need, Policy, Step, Turn
from onsite.incidents.facts import SeverityChanged
from onsite.incidents.facts import StateChanged as Changed
from onsite.incidents.paging.facts import (
    ArmedBy,
    EntryRef,
    PageBegun,
    PageFailed,
    PageHanded,
    StepFired,
)
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.sync.clock import moments
from tests.incidents.conftest import meet

MINUTE = 60_000


def rows_of(log, incident: str) -> list[dict]:
    lines = table_of(IncidentEntryRow)
    wanted = select(lines).where(lines.c.incident == incident)
    return log.site.read_now(lambda rows: [dict(row) for row in rows.execute(wanted).mappings()])


def chain(log, incident: str, here: Here | None = None):
    refused = log.site.read_now(reading.merges).refused
    return state(heard(rows_of(log, incident), refused, here))


def kinds(log, incident: str) -> list[type]:
    rows = sorted(rows_of(log, incident), key=lambda row: (row["time"], row["number"]))
    return [type(entry) for entry in heard(rows)]


def record(log, *facts) -> list[EntryRef]:
    log.clock.advance(seconds=1)
    made = log.site.write_now(lambda journal, rows: journal.append(rows, *facts, operator=""))
    return [EntryRef(station=entry.station, number=entry.number) for entry in made]


def of(log, incident: str) -> dict:
    return {"incident": incident, "at_ms": moments.now(log.clock).at_ms}


def named(arming) -> ArmedBy:
    return ArmedBy(station=arming.station, number=arming.number, policy=arming.version)


def fire(log, incident: str, step: int, *people: str, **more) -> EntryRef:
    armed_by = chain(log, incident).armed_by
    said = StepFired(
        **of(log, incident),
        step=step,
        passing=1,
        people=people,
        armed_by=named(armed_by),
        **more,
    )
    (fired,) = record(log, said)
    return fired


@pytest.fixture
def incident(log) -> str:
    return log.reported("fall", types=("medical",), zone="h2", units=("Medic 1",))


def test_a_report_brings_its_policy(log, incident):
    found = chain(log, incident)
    assert replace(found.policy, version="") == Policy(
        "medics",
        "",
        (Step(("medical",), 2 * MINUTE), Step(("lead",), 4 * MINUTE, Need.ALL)),
        passes=found.policy.passes,
        ends_on=EndsOn.ON_SCENE,
        ack_expires_ms=found.policy.ack_expires_ms,
    )
    assert (found.rank, found.standing, found.next) == (2, Standing.RUNNING, Turn(0, 0))
    assert kinds(log, incident) == [Opened, Progress]


def test_what_people_do_is_progress_and_what_they_only_look_at_is_not(log, incident):
    log.do(service.entry, incident, "two minutes away")
    log.do(parts.restrict, incident, on=True)
    log.do(running.set_state, incident, "on-hold", "waits for the lift")
    assert kinds(log, incident) == [Opened, Progress, Progress, StateChanged]


def test_an_acknowledgement_names_who_has_it_and_who_recorded_it(log, incident):
    seen = chain(log, incident).armed_by
    ref = named(seen)
    log.do(service.acknowledge, incident, "lin", how="radio", saw=ref)
    found = next(entry for entry in heard(rows_of(log, incident)) if isinstance(entry, Acked))
    assert (found.person, found.by, found.how, found.saw) == ("lin", "Maria", "radio", seen)
    assert chain(log, incident).standing is Standing.HELD


def test_steps_and_pages_are_read_as_consoles_record_them(log, incident):
    first = fire(log, incident, 1, "lin")
    about = of(log, incident)
    record(log, PageBegun(**about, page="p1", person="lin", channel="sms", fired=first))
    record(log, PageBegun(**about, page="p2", person="lin", channel="mail", fired=first))
    record(log, PageBegun(**about, page="p3", person="lin", channel="chat", fired=first))
    record(log, PageHanded(**about, page="p1"), PageFailed(**about, page="p2", why="refused"))
    fire(log, incident, 2, late=True)
    found = chain(log, incident)
    assert [(*told.turn, told.people, told.late) for told in found.told] == [
        (0, 0, ("lin",), False),
        (0, 1, (), True),
    ]
    assert [(page.channel, page.end) for page in found.pages] == [
        ("sms", PageEnd.HANDED),
        ("mail", PageEnd.FAILED),
        ("chat", PageEnd.OPEN),
    ]


def test_a_step_says_which_acknowledgement_had_expired(log, incident):
    log.do(service.acknowledge, incident, "lin")
    mark = chain(log, incident).renewed_by
    assert chain(log, incident).standing is Standing.HELD
    fire(log, incident, 1, "lin", expired=EntryRef(station=mark.station, number=mark.number))
    assert chain(log, incident).standing is Standing.RUNNING


def test_steps_are_counted_from_one_in_the_log(log, incident):
    fire(log, incident, 1, "lin")
    log.do(running.escalate, incident)
    assert chain(log, incident).next == Turn(0, 1)
    log.do(running.escalate, incident, 1)
    assert chain(log, incident).next == Turn(0, 0)
    fire(log, incident, 1, "lin")
    found = heard(rows_of(log, incident))
    assert [each.turn for each in found if isinstance(each, Fired)] == [(0, 0), (0, 0)]


def test_raised_and_lowered(log, incident):
    fire(log, incident, 1, "lin")
    log.do(running.set_severity, incident, "critical", "unconscious")
    assert (chain(log, incident).rank, chain(log, incident).told) == (3, ())
    log.do(running.set_severity, incident, "minor", "awake")
    assert chain(log, incident).rank == 1
    assert Lowered in kinds(log, incident)


def test_of_another_type_other_people_must_know_too(log, incident):
    fire(log, incident, 1, "lin")
    log.do(running.set_types, incident, ("security",))
    assert chain(log, incident).policy.id == "medics+usual"
    assert chain(log, incident).next == Turn(0, 0)


def test_closed_and_opened_again(log, incident):
    log.close(incident, "treated", "lin")
    assert chain(log, incident).standing is Standing.CLOSED
    log.do(running.set_state, incident, "on-hold", "pain again")
    assert chain(log, incident).standing is Standing.RUNNING


def test_who_raises_it_without_knowing_that_it_is_closed_opens_it(log, incident):
    log.close(incident, "treated", "lin")
    raised = SeverityChanged(
        **of(log, incident), to="critical", rank=3, raised=True, seen="on-scene"
    )
    record(log, raised)
    assert log.one(incident).state == "new"
    assert chain(log, incident).standing is Standing.RUNNING


def test_a_state_that_came_too_late_for_the_log_did_for_the_chain(log, incident):
    log.close(incident, "treated", "lin")
    record(log, Changed(**of(log, incident), to="on-scene", seen="new"))
    assert log.one(incident).state == "closed"
    assert chain(log, incident).standing is Standing.CLOSED


def test_a_duplicate_is_silent_until_it_is_none(log, incident):
    other = log.reported("somebody fell", types=("medical",), zone="h2")
    log.merge(other, incident)
    assert chain(log, other).standing is Standing.MERGED
    log.unmerge(other)
    assert chain(log, other).standing is Standing.RUNNING


def test_two_that_two_stations_merged_into_each_other_are_not_both_silent(log, station, incident):
    other = log.reported("somebody fell", types=("medical",), zone="h2")
    meet(log.site, station.site)
    station.clock.advance(seconds=90)
    log.merge(other, incident)
    station.merge(incident, other)
    meet(log.site, station.site)
    for each in (log, station):
        assert chain(each, other).standing is Standing.MERGED
        assert chain(each, incident).standing is Standing.RUNNING


def test_both_stations_hear_the_same(log, station, incident):
    meet(log.site, station.site)
    fire(log, incident, 1, "lin")
    station.do(service.acknowledge, incident, "lin")
    meet(log.site, station.site)
    assert chain(log, incident) == chain(station, incident)
    assert chain(log, incident).standing is Standing.HELD


@pytest.mark.parametrize(
    ("boot", "by_ms", "moved"),
    [
        ("b1", 3_600_000, True),
        ("b1", -3_600_000, True),
        ("b1", AGREE_MS, False),
        ("b2", 3_600_000, False),
        ("", 3_600_000, False),
    ],
)
def test_what_was_said_since_this_computer_was_started_is_where_it_was(
    log, incident, boot, by_ms, moved
):
    said_ms = moments.now(log.clock).at_ms
    name = log.site.journal.station
    about = {"incident": incident, "at_ms": said_ms, "boot": "b1", "boot_ms": 5_000}
    record(log, PageHanded(**about, page="p"))
    # A minute later, and its clock was set.
    here = Here(name, said_ms + MINUTE + by_ms, boot, 5_000 + MINUTE)
    last = max(heard(rows_of(log, incident), here=here), key=lambda entry: entry.order)
    assert last.at_ms == said_ms + (by_ms if moved else 0)
    elsewhere = here._replace(station="another")
    last = max(heard(rows_of(log, incident), here=elsewhere), key=lambda entry: entry.order)
    assert last.at_ms == said_ms
