"""Ways that are blocked and free again, limits of the day, and who is signed on."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.staff.access import hashed, set_pin
from onsite.staff.shifts.service import sign_off, sign_on
from onsite.zones.capacity import service
from onsite.zones.capacity.reading import FORGOTTEN
from onsite.zones.capacity.views import Blocked
from onsite.zones.capacity.wording import (
    basis,
    changed,
    density_basis,
    limits,
    managers,
    people,
    rule_name,
    source,
    staffing,
    use_name,
    way_name,
    ways,
)


def test_a_blocked_aisle_and_a_blocked_exit_lower_the_capacity_at_once(act):
    assert act.people() == {"floor": 1695, "exits": 1056}
    aisle = act(service.block, "hall", "Middle aisle", "stacked chairs")
    assert (aisle.before.people, aisle.after.people, aisle.way) == (1056, 1056, "middle")
    assert act.people() == {"floor": 1260, "exits": 1056}
    exits = act(service.block, "Great hall", "north")
    assert (exits.after.people, exits.after.decisive.rule) == (49, "exits")
    assert act(service.clear, "hall", "north").after.limits == aisle.after.limits


def test_what_is_blocked_is_told_with_its_kind_who_said_so_and_why(act):
    act(service.block, "hall", "middle", "stacked\x07 chairs ")
    since_ms = to_ms(act.clock.now())
    act(service.block, "hall", "south", operator="bo")
    assert act.capacity().blocked == (
        Blocked("hall", "middle", "aisle", since_ms, "ana", "stacked chairs"),
        Blocked("hall", "south", "exit", since_ms + 5000, "bo", ""),
    )


def test_blocked_again_for_another_reason_it_is_blocked_since_the_first_time(act):
    act(service.block, "hall", "north", "lorry")
    since = act.capacity().blocked[0].since_ms
    assert not act(service.block, "hall", "north", "lorry").changed
    assert act(service.block, "hall", "north", "ice").changed
    (blocked,) = act.capacity().blocked
    assert (blocked.since_ms, blocked.why) == (since, "ice")


def test_nothing_is_recorded_where_it_is_so_already(act):
    before = act.site.read_now(_entries)
    assert not act(service.clear, "hall", "north").changed
    assert not act(service.set_limit, "hall", None).changed
    assert act.site.read_now(_entries) == before
    act(service.set_limit, "hall", 300, "fire officer")
    assert not act(service.set_limit, "hall", 300, "fire officer").changed
    assert act(service.set_limit, "hall", 300, "wind").changed


def _entries(rows):
    from sqlalchemy import func, select

    from onsite.journal.fold import table_of
    from onsite.journal.tables import EntryRow

    return rows.execute(select(func.count()).select_from(table_of(EntryRow))).scalar_one()


def test_a_limit_of_the_day_counts_as_every_other_one_until_it_is_taken_back(act):
    assert act(service.set_limit, "hall", 300, "fire officer").after.people == 300
    assert act(service.set_limit, "hall", 0, "closed").after.people == 0
    assert act(service.set_limit, "hall", 5000, "").after.people == 1056
    assert act(service.set_limit, "hall", None).after.people == 1056
    assert act(service.set_limit, "yard", 40).before.people is None


@pytest.mark.parametrize("people", [-1, 10_000_001])
def test_a_limit_that_there_cannot_be(act, people):
    with pytest.raises(BadInputError, match="Give a number from 0 to"):
        act(service.set_limit, "hall", people)


def test_once_somebody_who_runs_incidents_has_a_pin_only_they_set_limits(act):
    act(service.set_limit, "hall", 300, operator="cem")
    act.site.write_now(set_pin, act.plan, "bo", hashed("428519"), "bo")
    for operator in ("cem", "Maria"):
        with pytest.raises(NotPossibleError, match="whoever runs incidents: Incident coord"):
            act(service.set_limit, "hall", None, operator=operator)
    act(service.block, "hall", "north", operator="cem")
    assert act(service.set_limit, "hall", None, operator="bo").changed


def test_unknown_names_are_told_with_what_is_near_or_known(act):
    for zone, way, told in [
        ("hall", "nort", "“Great hall” has no exit or aisle “nort”. Nearest: north."),
        ("hall", "x", "has no exit or aisle “x”. Known here: north, south, middle."),
        ("hal", "north", "The plan has no zone “hal”. Nearest: hall."),
        ("yard", "gate", "The plan has no exits or aisles for “Yard”. Write them under"),
    ]:
        with pytest.raises(BadInputError) as refused:
            act(service.block, zone, way)
        assert told in str(refused.value)


def test_what_the_plan_has_no_more_counts_no_more(act):
    act(service.block, "hall", "north")
    hall = act.plan.zones["hall"]
    exits = {key: each for key, each in hall.exits.items() if key != "north"}
    act.plan = act.plan.model_copy(
        update={"zones": {"hall": hall.model_copy(update={"exits": exits})}}
    )
    assert act.capacity().blocked == ()


def sign(act, who: str, shift: str) -> None:
    act.site.write_now(sign_on, act.plan, who, "Maria", shift=shift)


def test_crowd_managers_are_those_signed_on_there_or_in_a_part_of_it(act):
    assert act.people("front") == {"supervision": 0}
    for who, shift in [("ana", "front"), ("cem", "front"), ("bo", "hall")]:
        sign(act, who, shift)
    there = {zone: act.capacity(zone) for zone in ("front", "hall", "yard")}
    assert {zone: (each.managers, each.signed_on) for zone, each in there.items()} == {
        "front": (1, 2),  # Cem has another role
        "hall": (2, 3),
        "yard": (0, 0),
    }
    assert act.people("front") == {"supervision": 250}
    act.site.write_now(sign_off, act.plan, "ana", "Maria")
    assert act.people("front") == {"supervision": 0}


def test_who_signs_on_elsewhere_or_nowhere_is_nobody_s_manager(act):
    sign(act, "ana", "door")
    act.site.write_now(sign_on, act.plan, "bo", "Maria", post="Cloakroom")
    assert (act.capacity("hall").managers, act.capacity("front").managers) == (0, 0)


def test_a_sign_off_that_was_forgotten_lets_nobody_in(act):
    sign(act, "ana", "front")
    ends = act.plan.shifts["front"].ends(act.plan.zone)
    left = ends + FORGOTTEN - act.clock.now()
    act.clock.advance(seconds=left.total_seconds() - 1)
    assert act.people("front") == {"supervision": 250}
    act.clock.advance(seconds=1)
    assert act.people("front") == {"supervision": 0}


def test_limits_are_told_with_figure_basis_and_source(act):
    act(service.block, "hall", "middle", "stacked chairs")
    act(service.set_limit, "hall", 1000, "wind")
    assert limits(act.plan, act.capacity()) == (
        "Limit of the day: 1000 people · wind, Ana Lima, since 09:30",
        (
            "Exits: 1056 people · 2 m, 132 people a minute × 8 min, without the widest exit · "
            "Green Guide: 82 people a metre and minute, 66 over stairs"
        ),
        (
            "Floor: 1260 people · (1000 m² − 100 m² taken − 120 m² aisles − 200 m² blocked) ÷ "
            "0.46 m² each (Standing) · IBC 2021, table 1004.5: 5 ft² net"
        ),
    )
    assert ways(act.plan, "hall", act.capacity().blocked) == (
        "Exit North doors: 3 m, level",
        "Exit South stairs: 2 m, stairs",
        "Aisle Middle aisle: 120 m² · BLOCKED since 09:30, stacked chairs, Ana Lima",
    )


def test_what_a_density_is_measured_by_is_told(act):
    act(service.block, "hall", "middle")
    assert density_basis(act.plan, act.capacity()) == (
        "580 m² for people; dangerous from 4 a m² (Still 2014, Introduction to Crowd Science: "
        "critical from 4 to 5 people a m²); levels of Fruin 1971: queueing and walkways"
    )
    assert density_basis(act.plan, act.capacity("yard")) == ""


def test_one_exit_that_is_left_is_told_as_such(act):
    act(service.block, "hall", "south")
    decisive = act.capacity().decisive
    assert basis(act.plan, decisive) == (
        "2 m, 132 people a minute × 8 min, 1 exit blocked, one exit left: 49 at most"
    )
    assert source(decisive) == "IBC 2021, table 1006.2.1: one exit for 49 at most"


def test_supervision_and_staffing_are_told(act):
    sign(act, "ana", "front")
    front = act.capacity("front")
    assert limits(act.plan, front) == (
        (
            "Supervision: 250 people · 1 crowd manager × 250 · "
            "NFPA 101, 12.7.6: 1 crowd manager for 250"
        ),
    )
    assert staffing(act.plan, front, "few") == (
        "Coordinators: 1 signed on, 4 to 6 wanted: too few."
    )
    assert managers(act.plan, front, 251) == (
        "Crowd managers: 1 signed on, 2 needed for 251 people."
    )
    assert managers(act.plan, front, -3) == "Crowd managers: 1 signed on, 0 needed for 0 people."


def test_what_came_of_an_act_is_told(act):
    plan = act.plan
    assert changed(plan, act(service.set_limit, "hall", 300)) == (
        "Great hall: it holds 300 now, before 1056."
    )
    assert changed(plan, act(service.block, "hall", "middle")) == (
        "Great hall: it still holds 300."
    )
    assert changed(plan, act(service.block, "hall", "middle")) == ("Great hall: it is so already.")
    assert changed(plan, act(service.set_limit, "yard", 5)) == "Yard: it holds 5 now, before –."


def test_names_of_rules_uses_and_ways(act):
    plan = act.plan
    assert [rule_name(each) for each in ("seats", "fixed")] == ["Seats", "Fixed limit"]
    assert (use_name(plan, "chairs"), use_name(plan, "gone")) == ("Chairs in rows", "gone")
    assert (way_name(plan, "hall", "north"), way_name(plan, "gone", "x")) == ("North doors", "x")
    assert (people(None), people(0)) == ("–", "0")
