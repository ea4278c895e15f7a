"""Once people have PINs: who sees what a case is about, and who may close it."""

from __future__ import annotations

import pytest

from onsite.cases import reading
from onsite.errors import NotPossibleError
from onsite.plan.service import current, publish
from onsite.staff.facts import OperatorPinSet
from tests.cases.conftest import PLAN, Desk
from tests.cases.test_screen_cases import cases_app, opened
from tests.snapshots import screen_text, settled

STAFF = """
[operators.vera]
name = "Vera"
roles = ["volunteer"]
[operators.lea]
name = "Lea"
roles = ["lead"]
[operators.paul]
name = "Paul"
roles = ["problem-desk"]
"""


@pytest.fixture
def plan(site):
    """Three people, of whom the lead has a PIN."""
    site.write_now(publish, PLAN + STAFF, "Maria")
    known = OperatorPinSet(operator="lea", hashed="-")
    site.write_now(lambda journal, rows: journal.append(rows, known, operator="lea"))
    return site.read_now(current)


@pytest.fixture
def at(site, plan):
    return lambda operator: Desk(site, operator)


def test_a_case_that_keeps_a_guest_out_is_for_who_may_overrule(at, roll):
    case = at("vera").open("unpaid", roll.add("Ada", "CODE-1"))
    with pytest.raises(NotPossibleError, match="only some may resolve it"):
        at("vera").resolve(case, "paid")
    assert at("paul").resolve(case, "paid").resolved_by == "paul"


def test_a_case_that_keeps_nobody_out_may_be_closed_by_anybody(at):
    assert at("vera").resolve(at("vera").open("language")).resolution == "solved"


def test_the_roles_are_those_of_who_works_here(site, plan):
    def roles(who):
        return site.read_now(reading.roles_of, plan, who)

    assert (roles("lea"), roles("vera")) == ({"lead"}, {"volunteer"})
    assert roles("the computer's user") == frozenset()


@pytest.mark.parametrize(("operator", "seen"), [("vera", False), ("paul", False), ("lea", True)])
async def test_a_case_for_security_shows_its_details_to_few(site, at, roll, operator, seen):
    ada = roll.add("Ada", "CODE-1")
    at("lea").open("watch-list", ada, note="Was told to leave yesterday")
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        site.operator = operator
        app.store_written()
        await pilot.pause(0.2)
        await settled(pilot)
        listed = screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        shown = screen_text(app)
    assert ("Security" in listed, "Security" in shown) == (seen, seen)
    assert ("told to leave" in shown, "Call security" in shown) == (seen, seen)
    assert ("Please see the pro" in listed) != seen
    assert ("Details are for security and lead." in shown) != seen
    assert app.reported == []
