"""Handing over: a sheet of what is open, both are told until it is taken, then one alone."""

from __future__ import annotations

import json

import pytest

from onsite import reactions
from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents import outcomes, parts
from onsite.incidents import service as incidents
from onsite.incidents.contacts import on_duty
from onsite.incidents.handover import reading, service, sheets, wording
from onsite.incidents.paging.looking import Looker
from onsite.plan.service import publish
from onsite.sync.clock import moments
from tests.incidents.conftest import PLAN, Log, meet

PEOPLE = """
[operators.cem]
name = "Cem Oz"
roles = ["coordinator"]

[contacts.cem-radio]
name = "Cem on the radio"
call_sign = "Control"
operator = "cem"

[shifts.early]
post = "Control"
day = 2026-11-24
begin = "08:00"
end = "10:00"
operators = ["ana"]

[shifts.late]
post = "Control"
day = 2026-11-24
begin = "09:00"
end = "14:00"
operators = ["cem"]
"""


class Shift(Log):
    """Acts of those who run incidents."""

    def act(self, act, *arguments, who: str = "ana", **more):
        self.clock.advance(seconds=10)
        by = outcomes.By(who, moments.now(self.clock))
        return self.site.write_now(act, self.plan, by, *arguments, **more)

    def told(self, role: str = "coordinator") -> tuple[str, ...]:
        return self.site.read_now(on_duty.duty, self.plan, self.clock.now()).of(role)


@pytest.fixture
def shift(site, clock) -> Shift:
    reactions.register()
    site.write_now(publish, PLAN + PEOPLE, "Maria")
    return Shift(site, clock)


def test_both_are_told_until_it_is_taken_and_then_who_took_it(shift):
    assert shift.told() == ("ana", "cem-radio")
    shift.clock.set(shift.plan.shifts["early"].begins(shift.plan.zone))
    assert shift.told() == ("ana",)

    offered = shift.act(service.offer, "control", promises=["call the parents  at 15:00", " "])
    assert (offered.outgoing, offered.incoming, offered.roles, offered.state) == (
        *("ana", "cem-radio", ("coordinator",)),
        "offered",
    )
    assert offered.sheet["promises"] == ["call the parents at 15:00"]
    assert shift.told() == ("ana", "cem-radio")
    again = shift.act(service.offer, "Cem on the radio", promises=["lights out at 22:00"])
    assert again.sheet["promises"] == ["call the parents at 15:00", "lights out at 22:00"]
    assert shift.told() == ("ana", "cem-radio")
    with pytest.raises(NotPossibleError, match="taken back"):
        shift.act(service.accept, offered.id, who="cem")
    offered = again

    with pytest.raises(NotPossibleError, match="Cem on the radio"):
        shift.act(service.accept, offered.id, who="ana")
    taken = shift.act(service.accept, offered.id[:6], who="cem")
    assert (taken.state, taken.ended_by) == ("accepted", "cem")
    assert shift.told() == ("cem-radio",)
    assert shift.told("lead") == ()
    for act in (service.accept, service.withdraw):
        with pytest.raises(NotPossibleError, match="has been taken"):
            shift.act(act, offered.id, who="cem")
    # What was said holds until the next day; then plan and shifts say who it is.
    shift.clock.set(shift.plan.calendar.begins(shift.plan.event.days[1]))
    assert shift.told() == ()


def state_of(log, incident):
    """The chain of an incident."""
    seen = log.site.read_now(Looker(log.site.journal.station).look, moments.now(log.clock))
    return next(each.chain for each in seen.look.seen if each.incident == incident)


def test_that_somebody_took_it_is_progress_of_what_who_handed_over_has(shift):
    log = Log(shift.site, shift.clock, "ana")
    held, other, closed = (log.reported(each) for each in ("fall", "burn", "bite"))
    log.do(incidents.acknowledge, held, "ana")
    log.do(incidents.acknowledge, other, "cem-radio")
    log.do(incidents.acknowledge, closed, "ana")
    log.close(closed)
    before_ms = state_of(log, held).renewed_ms
    shift.act(service.accept, shift.act(service.offer, "cem").id, who="cem")

    kinds = {each: log.timeline(each)[-1].kind for each in (held, other, closed)}
    assert [each for each in kinds if kinds[each] == "incident.handed_over"] == [held]
    assert log.timeline(held)[-1].operator == "cem"
    assert state_of(log, held).renewed_ms > before_ms


def test_who_takes_over_in_their_shift_has_it_until_its_end(shift):
    late = shift.plan.shifts["late"]
    shift.clock.set(late.begins(shift.plan.zone))
    shift.act(service.accept, shift.act(service.offer, "cem").id, who="cem")

    said = shift.site.read_now(on_duty.duty, shift.plan, shift.clock.now()).said["coordinator"]
    assert (said.people, said.until_ms) == (("cem-radio",), to_ms(late.ends(shift.plan.zone)))


def test_an_offer_that_is_taken_back_changes_nothing(shift):
    shift.clock.set(shift.plan.shifts["early"].begins(shift.plan.zone))
    offered = shift.act(service.offer, "cem", roles=["medical", "coordinator"])
    assert (shift.told("medical"), offered.roles) == (
        ("lin", "ana", "cem-radio"),
        ("medical", "coordinator"),
    )
    back = shift.act(service.withdraw, offered.id, "he is ill")
    assert (back.state, back.reason) == ("withdrawn", "he is ill")
    assert (shift.told(), shift.told("medical")) == (("ana",), ("lin",))
    with pytest.raises(NotPossibleError, match="taken back"):
        shift.act(service.accept, offered.id, who="cem")


def test_the_sheet_says_what_is_open_and_nothing_of_what_is_restricted(shift):
    incident = shift.reported("fall", types=("medical",), zone="h2")
    shift.do(parts.add_task, incident, "call back", "lin", to_ms(shift.clock.now()) + 60_000)
    hidden = shift.reported("a name", types=("safeguarding",), zone="foyer")
    shift.do(parts.add_task, hidden, "call the mother")
    drill = shift.reported("an exercise", drill=True)
    shift.close(drill)

    first = shift.act(service.offer, "cem", roles=["coordinator"])
    text = json.dumps(first.sheet)
    assert "a name" not in text
    assert "mother" not in text
    by_id = {each["incident"]: each for each in first.sheet["open"]}
    assert by_id.keys() == {incident, hidden}
    assert by_id[incident]["text"] == "fall"
    assert by_id[hidden] == {
        "incident": hidden,
        "number": shift.one(hidden).number,
        "drill": False,
        "zone": "foyer",
        "state": "new",
        "restricted": True,
    }
    (task,) = first.sheet["tasks"]
    assert (task["text"], task["owner"]) == ("call back", "lin")
    timers = {each["number"]: each for each in first.sheet["timers"]}
    assert timers[shift.one(incident).number]["coming"] == "step"
    assert sheets.written(dict(first.sheet))[1] == first.sha256
    (entries,) = first.sheet["entries"]
    assert entries["first"] == 1

    assert shift.site.read_now(sheets.typed_since, dict(first.sheet)) == 0
    shift.entry(incident, "ambulance is here")
    assert shift.site.read_now(sheets.typed_since, dict(first.sheet)) == 1
    shift.act(service.accept, first.id, who="cem")
    second = shift.act(service.offer, "ana", roles=["coordinator"], who="cem")
    assert second.sheet["since_ms"] == first.sheet["at_ms"]
    assert second.sheet["entries"][0]["first"] == entries["last"] + 1
    assert from_ms(second.sheet["at_ms"]) == shift.clock.now()


def test_what_is_restricted_afterwards_is_not_read_on_the_sheet(shift):
    incident = shift.reported("a name", types=("medical",), zone="h2", place="row 3")
    shift.do(parts.add_task, incident, "call the mother")
    shift.reported("dark", zone="foyer")
    found = shift.act(service.offer, "cem", roles=["coordinator"])
    assert shift.site.read_now(reading.as_shown, shift.plan, found) == found

    shift.do(parts.restrict, incident, on=True)

    shown = shift.site.read_now(reading.as_shown, shift.plan, found)
    hidden, plain = sorted(shown.sheet["open"], key=lambda each: not each["restricted"])
    assert (hidden["incident"], hidden["zone"], "text" in hidden) == (incident, "h2", False)
    assert plain["text"] == "dark"
    text = "\n".join(timed := wording.sheet(shift.plan, shown, {}))
    assert not any(each in text for each in ("a name", "mother", "row 3", "Medical"))
    timers = {each["number"]: each for each in shown.sheet["timers"]}
    number = shift.one(incident).number
    assert timers[number]["people"] == []
    assert any(each.startswith(f"  {number} · ") and each.endswith("restricted") for each in timed)
    assert shown.sha256 == sheets.written(dict(found.sheet))[1]


def test_what_is_of_another_day_is_written_with_its_day(shift):
    incident = shift.reported("dark", zone="foyer")
    now_ms = to_ms(shift.clock.now())
    for text, hours in (("today", 1), ("tomorrow", 24)):
        shift.do(parts.add_task, incident, text, "", now_ms + hours * 3_600_000)
    found = shift.act(service.offer, "cem", roles=["coordinator"])
    lines = wording.sheet(shift.plan, found, {})
    number = shift.one(incident).number
    assert f"  {number} · today · 10:30" in lines
    assert f"  {number} · tomorrow · 2026-11-25 09:30" in lines
    assert " · 2026-11-24 09:3" in wording.line(shift.plan, found, {})


def test_who_cannot_hand_over_hears_why(shift):
    with pytest.raises(BadInputError, match="themselves"):
        shift.act(service.offer, "ana")
    with pytest.raises(BadInputError, match="nobody who works at a station"):
        shift.act(service.offer, "Medic 1")
    with pytest.raises(BadInputError, match="no response role"):
        shift.act(service.offer, "cem", roles=["cook"])
    with pytest.raises(NotPossibleError, match="no response role"):
        shift.act(service.offer, "cem", "bo")
    with pytest.raises(BadInputError, match="no handover"):
        shift.act(service.accept, "12345")


def test_taken_and_taken_back_at_once_ends_the_same_way_everywhere(shift, station):
    shift.site.write_now(publish, PLAN + PEOPLE, "Maria")
    offered = shift.act(service.offer, "cem", roles=["coordinator"])
    meet(shift.site, station.site)
    there = Shift(station.site, station.clock)
    there.clock.set(shift.clock.now())
    there.act(service.accept, offered.id, who="cem")
    shift.clock.advance(seconds=60)
    shift.act(service.withdraw, offered.id)
    meet(shift.site, station.site)

    ends = [each.site.read_now(reading.handovers)[0] for each in (shift, there)]
    assert ends[0] == ends[1]
    assert ends[0].state == "accepted"
