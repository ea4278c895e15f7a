"""Equipment: what is late is one incident, what fails proposes its backup, a person confirms it."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import pytest

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.incidents.equipment import reading, rounds
from onsite.incidents.equipment.agent import EquipmentAgent
from onsite.incidents.equipment.reading import Item
from onsite.plan.service import publish
from onsite.sync.link.state import LinkState, Phase
from tests.incidents.conftest import meet
from tests.incidents.equipment.conftest import EARLY, Equipment, plan_text

FIRST = date(2026, 11, 24)


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _early(clock):
    clock.set(EARLY)


def test_the_first_round_is_over_two_hours_before_the_day_and_patrols_last_until_its_end(equipment):
    plan = equipment.plan

    of_sound = rounds.rounds(plan, "sound", FIRST)
    assert [from_ms(each.due_ms) for each in of_sound[:3]] == [at(6, 30), at(9, 30), at(10, 30)]
    assert from_ms(of_sound[-1].due_ms) == at(16, 30)
    assert [each.number for each in of_sound] == list(range(9))
    assert [each.number for each in rounds.rounds(plan, "light", FIRST)] == [0]
    assert equipment.at().number == 0
    equipment.clock.set(at(8, 29))
    assert equipment.at().number == 0
    equipment.clock.set(at(8, 30))
    assert (equipment.at().number, equipment.at("light").number) == (1, 0)
    equipment.clock.set(at(4, day=25))
    assert equipment.at().day == date(2026, 11, 25)


def test_what_nobody_has_looked_at_in_time_is_one_incident_that_lists_it(equipment):
    equipment.look_at("1")
    assert equipment.report_late() == ""
    equipment.clock.set(at(6, 30))

    incident = equipment.report_late()
    one = equipment.one(incident)
    assert (one.types, one.severity, one.zone, one.author) == (("technical",), "minor", "", "")
    assert one.text == "[ ] Sound: Monitors · Light: Follow spot"
    assert (equipment.sheet().missed, equipment.sheet("light").missed) == (incident, incident)
    assert equipment.report_late() == ""
    assert len(equipment.everything()) == 1


def test_what_is_late_next_goes_into_that_incident_while_it_is_open(equipment):
    equipment.clock.set(at(6, 31))
    first = equipment.report_late()
    equipment.clock.set(at(11, 0))

    assert equipment.report_late() == first
    assert equipment.texts(first)[1:] == ["[ ] Sound: Hand-held microphones, Monitors"]
    equipment.close(first, "checked", "Ana")
    equipment.clock.set(at(12, 0))
    assert equipment.report_late() not in ("", first)
    equipment.clock.set(at(3, 30, day=25))
    assert equipment.report_late() == ""


def test_what_was_over_before_there_was_a_plan_is_not_late(site, clock):
    clock.set(at(8, 45))
    site.write_now(publish, plan_text(), "Maria")
    equipment = Equipment(site, clock)

    assert equipment.report_late() == ""
    clock.set(at(9, 30))
    assert equipment.one(equipment.report_late()).text == (
        "[ ] Sound: Hand-held microphones, Monitors"
    )


def test_a_long_list_is_counts_with_an_entry_for_each_item(site, clock):
    items = ", ".join(f'{{ text = "Number {n} {"x" * 60}" }}' for n in range(6))
    text = plan_text() + f'[checklists.video]\nname = "Video"\nitems = [{items}]\n'
    site.write_now(publish, text, "Maria")
    equipment = Equipment(site, clock)
    equipment.clock.set(at(6, 40))

    incident = equipment.report_late()
    assert equipment.one(incident).text == "[ ] Sound 2/2 · Light 1/1 · Video 6/6"
    assert len(equipment.texts(incident)) == 1 + 9


def test_a_failure_is_an_incident_and_its_backup_is_used_when_a_person_says_so(equipment):
    done = equipment.look_at("hand-held  microphones", "failed", "no battery")
    item = done.item

    assert (done.what, item.proposed, item.backup) == ("took", True, "Lectern microphone")
    one = equipment.one(item.incident)
    assert (one.number, one.state, one.zone) == (done.number, "new", "h2")
    assert one.text == "[!] Hand-held microphones (Sound): no battery"
    assert equipment.take_backup("1", operator="").why == "nobody"
    assert equipment.one(item.incident).state == "new"

    taken = equipment.take_backup("1")
    assert (taken.what, taken.item.on_backup, taken.item.proposed) == ("took", True, False)
    now = equipment.one(item.incident)
    assert (now.state, equipment.timeline(now.id)[-1].details["reason"]) == (
        "on-backup",
        "Lectern microphone",
    )
    assert equipment.take_backup("1").what == "nothing"


def test_it_fails_again_in_the_same_incident_and_is_well_again(equipment):
    first = equipment.look_at("1", "failed").item.incident
    equipment.clock.set(at(9))
    again = equipment.look_at("1", "failed", "still").item
    assert (again.incident, equipment.at().number) == (first, 1)
    assert equipment.look_at("1", "failed", "still").what == "nothing"

    well = equipment.look_at("1").item
    assert (well.result, well.proposed, well.operator) == ("ok", False, "Maria")
    assert equipment.texts(first)[1:] == [
        "[!] Hand-held microphones: still",
        "[ok] Hand-held microphones",
    ]
    equipment.close(first, "battery", "Ana")
    assert equipment.look_at("1", "failed").item.incident not in ("", first)
    assert equipment.look_at("1", "open").item.result == "open"


def test_what_cannot_be_on_backup_says_why(equipment):
    assert equipment.take_backup("1").why == "not-failed"
    equipment.look_at("Monitors", "failed")
    assert equipment.take_backup("Monitors").why == "no-backup"
    closed = equipment.look_at("1", "failed").item.incident
    equipment.close(closed, "", "")
    assert equipment.take_backup("1").why == "closed"
    for wrong in ({"checklist": "sund"}, {"number": 40}, {"day": date(2027, 1, 1)}):
        with pytest.raises(BadInputError):
            equipment.at(**wrong)
    with pytest.raises(BadInputError, match=r"Sound.*has no item"):
        equipment.look_at("3")


def test_two_stations_that_do_not_hear_each_other_may_both_report_and_stay_one_after(
    equipment, station
):
    equipment.site.write_now(publish, plan_text(), "Maria")
    meet(equipment.site, station.site)
    there = Equipment(station.site, station.clock, "Bo")
    for each in (equipment, there):
        each.clock.set(at(6, 45))
    mine, theirs = equipment.report_late(), there.report_late()
    meet(equipment.site, station.site)

    assert {each.id for each in equipment.everything()} == {mine, theirs}
    assert equipment.sheet() == there.sheet()
    assert (equipment.report_late(), there.report_late()) == ("", "")


def test_the_agent_reports_once_at_the_due_time_and_sleeps_until_the_next(equipment):
    told: list[int] = []
    agent = EquipmentAgent(
        equipment.site, lambda: (Phase.ALONE, LinkState()), lambda: told.append(1)
    )

    assert asyncio.run(agent.round()) == 30.0
    equipment.clock.set(at(6, 29, day=24))
    equipment.clock.advance(seconds=58)
    assert asyncio.run(agent.round()) == pytest.approx(2.001)
    equipment.clock.advance(seconds=3)
    asyncio.run(agent.round())
    assert asyncio.run(agent.round()) == 30.0
    assert (len(told), len(equipment.everything())) == (1, 1)
    assert equipment.everything()[0].text.startswith("[ ] Sound: Hand-held")


def test_an_item_that_is_open_has_the_backup_of_the_plan(equipment):
    assert equipment.sheet().items[0] == Item(
        1, "Hand-held microphones", "open", backup="Lectern microphone"
    )
    assert equipment.site.read_now(reading.late, equipment.plan, 0) == ()
