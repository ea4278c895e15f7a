"""How a guest is reached is not for every role: not by way of what was set right, either."""

from __future__ import annotations

import pytest

from onsite.checkin.desk.source import _dossier
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import Field
from onsite.roster.acts.service import correct
from onsite.staff.facts import OperatorPinSet
from tests.checkin.conftest import PLAN

STAFF = """
[roles.volunteer]
sees_contact = false
[operators.lea]
name = "Lea"
roles = ["lead"]
[operators.vera]
name = "Vera"
"""


@pytest.mark.parametrize(("operator", "sees"), [("lea", True), ("vera", False)])
def test_a_correction_of_the_address_is_told_without_it(site, roll, operator, sees):
    ann = roll.add("Ann", "A1", email="old@example.org")
    site.write_now(publish, PLAN + STAFF, "Maria")
    plan = site.read_now(current)
    pin = OperatorPinSet(operator="lea", hashed="-")
    site.write_now(lambda journal, rows: journal.append(rows, pin, operator="lea"))
    new = {Field.EMAIL: "new@example.org", Field.COMPANY: "Apex"}
    site.write_now(correct, plan, ann, new, Doer("lea"))

    told = repr(site.read_now(_dossier, plan, ann, "door", site.clock.now(), operator))

    assert "Apex" in told
    assert ("old@example.org" in told, "new@example.org" in told) == (sees, sees)
