"""Operators of the plan and of the site, their PINs, and the wait after wrong ones."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from onsite.errors import BadInputError, NotPossibleError
from onsite.plan.service import current as current_plan
from onsite.plan.service import publish
from onsite.staff.access import WrongPinError, authorise, authorise_now, hashed, waiting_s
from onsite.staff.service import (
    NewOperator,
    add,
    anybody_with,
    by_badge,
    change_roles,
    current,
    limits,
    named,
    operators,
    overruling,
    remove,
)
from onsite.wiring import open_site
from tests.staff.conftest import PLAN


def test_operators_of_the_plan_and_of_the_site_are_listed_together(site, plan):
    site.write_now(add, plan, NewOperator("dan", " Dan  Moe ", badge="B-9"), "Maria")
    site.write_now(change_roles, plan, "ben", ("problem-desk",), "Maria")
    site.write_now(remove, plan, "caro", "Maria")

    found = site.read_now(operators, plan)

    assert [(each.id, each.name, each.roles, each.planned, each.active) for each in found] == [
        ("ana", "Ana Lima", ("lead",), True, True),
        ("ben", "Ben Okoro", ("problem-desk",), True, True),
        ("caro", "Caro Weiß", ("problem-desk", "volunteer"), True, False),
        ("dan", "Dan Moe", ("volunteer",), False, True),
    ]
    assert site.read_now(current, plan, "caro") is None
    assert site.read_now(by_badge, plan, ("B-9",)) == found[-1]
    assert site.read_now(named, plan, "dan moe") == found[-1]


@pytest.mark.parametrize(
    "new",
    [
        NewOperator("Dan", "Dan"),
        NewOperator("dan", " "),
        NewOperator("dan", "Dan", ("pilot",)),
        NewOperator("dan", "Dan", ()),
        NewOperator("ana", "Another Ana"),
        NewOperator("dan", "Dan", badge="STAFF-1"),
    ],
)
def test_who_cannot_be_added(site, plan, new):
    with pytest.raises(BadInputError):
        site.write_now(add, plan, new, "Maria")


def test_a_pin_is_kept_as_a_hash_alone(site, plan, give):
    give("ana", "4711")

    kept = site.read_now(
        lambda rows: rows.execute(text("SELECT payload FROM journal_entry")).scalars().all()
    )

    assert "4711" not in " ".join(kept).replace("$argon2id", "")
    assert sum("$argon2id$" in payload for payload in kept) == 1


def test_who_gives_the_pin(site, plan, give):
    give("ana", "4711")
    give("ben", "8140")
    may = overruling(plan)

    assert authorise_now(site, plan, " 4711 ", may).id == "ana"
    assert authorise_now(site, plan, "8140").id == "ben"
    assert authorise_now(site, plan, "8140", operator="ben").id == "ben"
    with pytest.raises(WrongPinError, match="Wrong PIN"):
        authorise_now(site, plan, "8140", may)
    with pytest.raises(WrongPinError, match="This is not for you: Problem desk, Lead"):
        authorise_now(site, plan, "8140", may, operator="ben")


def test_nobody_with_a_pin_says_how_to_set_one(site, plan, give):
    give("ben", "8140")
    assert (site.read_now(anybody_with, plan), site.read_now(anybody_with, plan, ["lead"])) == (
        True,
        False,
    )
    with pytest.raises(NotPossibleError, match=r"nobody has one yet who may: Lead.*staff pin"):
        authorise_now(site, plan, "8140", ["lead"])


def wrong(site, plan, who, pin="0815") -> int:
    with pytest.raises(WrongPinError) as caught:
        authorise_now(site, plan, pin, operator=who)
    return caught.value.wait_s


def test_wrong_pins_cost_a_growing_wait_for_each_operator_alone(site, plan, give, clock):
    give("ana", "4711")
    give("ben", "8140")

    assert [wrong(site, plan, "ana") for _try in range(3)] == [0, 0, 5]
    assert wrong(site, plan, "ana", "4711") == 5  # the right one, too early, tells nothing
    assert authorise_now(site, plan, "8140", operator="ben").id == "ben"
    clock.advance(seconds=5)
    assert wrong(site, plan, "ana") == 10
    clock.advance(seconds=10)
    assert authorise_now(site, plan, "4711", operator="ana").id == "ana"
    assert wrong(site, plan, "ana") == 0


def test_the_right_pin_of_one_is_no_wrong_pin_of_another(site, plan, give, clock):
    give("ana", "4711")
    give("caro", "8140")
    may = overruling(plan)
    assert [wrong(site, plan, "caro") for _try in range(3)] == [0, 0, 5]
    clock.advance(seconds=5)

    for _time in range(6):
        assert authorise_now(site, plan, "4711", may).id == "ana"

    assert wrong(site, plan, "caro") == 10
    clock.advance(seconds=10)
    assert authorise_now(site, plan, "8140", may).id == "caro"


def test_the_wait_survives_a_restart_and_ends_with_a_new_pin(tmp_path, clock):
    from onsite.staff.access import set_pin

    first = open_site(tmp_path / "data", operator="Maria", clock=clock)
    first.write_now(publish, PLAN, "Maria")
    plan = first.read_now(current_plan)
    first.write_now(set_pin, plan, "ana", hashed("4711"), "Maria")
    clock.advance(seconds=1)
    for _try in range(4):
        wrong(first, plan, "ana")
    first.close()
    again = open_site(tmp_path / "data", operator="Maria", clock=clock)
    ana = again.read_now(named, plan, "ana")
    now_ms = int(clock.now().timestamp() * 1000)
    assert again.read_now(waiting_s, ana, now_ms) == 5

    clock.advance(seconds=1)
    again.write_now(set_pin, plan, "ana", hashed("5822"), "Maria")

    assert authorise_now(again, plan, "5822", operator="ana").refused == 0
    again.close()


def test_a_try_counts_before_it_is_looked_at(site, plan, give, monkeypatch):
    give("ana", "4711")

    def power_cut(_hashed, _pin):
        raise KeyboardInterrupt

    monkeypatch.setattr("onsite.staff.pins.is_right", power_cut)
    for _try in range(3):
        with pytest.raises(KeyboardInterrupt):
            authorise_now(site, plan, "4711", operator="ana")

    monkeypatch.undo()
    assert wrong(site, plan, "ana", "4711") == 5


async def test_many_tries_at_once_are_each_counted(site, plan, give):
    give("ana", "4711")

    tries = [authorise(site, plan, f"{n}815", operator="ana") for n in range(8)]
    ended = await asyncio.gather(*tries, return_exceptions=True)

    assert [type(each) for each in ended] == [WrongPinError] * 8
    assert sum("several" in str(each) for each in ended) == 5


@pytest.mark.parametrize("bad", ["1234", "0000", "1999", "47", "passw"])
def test_a_weak_pin_has_no_hash(bad):
    with pytest.raises(BadInputError, match="PIN"):
        hashed(bad)


def test_who_was_removed_has_no_pin_when_they_come_back(site, plan, give):
    give("ana", "4711")
    site.write_now(add, plan, NewOperator("dan", "Dan"), "Maria")
    give("dan", "8140")
    site.write_now(remove, plan, "dan", "Maria")

    back = site.write_now(add, plan, NewOperator("dan", "Dan"), "Maria")

    assert (back.active, back.has_pin) == (True, False)


def test_the_last_who_may_set_pins_cannot_be_removed_while_others_have_one(site, plan, give):
    give("ana", "4711")
    give("ben", "8140")
    with pytest.raises(NotPossibleError, match="Ana Lima is the last one"):
        site.write_now(remove, plan, "ana", "Maria")


def test_the_last_who_may_set_pins_keeps_such_a_role(site, plan, give):
    give("ana", "4711")
    with pytest.raises(NotPossibleError, match="Ana Lima is the last one"):
        site.write_now(change_roles, plan, "ana", ("volunteer",), "Maria")
    site.write_now(change_roles, plan, "ana", ("problem-desk",), "Maria")


def test_limits_hold_once_somebody_has_a_pin(site, plan, give):
    def at(operator):
        found = site.read_now(limits, plan, operator)
        return found.search_min, found.sees_contact

    assert at("root") == (0, True)
    give("ana", "4711")
    assert (at("ana"), at("ben"), at("caro")) == ((0, True), (3, False), (0, True))
    assert at("root") == (3, False)
