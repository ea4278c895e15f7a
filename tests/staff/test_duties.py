"""Which stations may record what of operators."""

from __future__ import annotations

import pytest

from onsite.journal.facts import kinds
from onsite.staff import facts
from onsite.sync.rules import ROLES, Member

OWN = [kind for kind, fact in kinds().items() if fact.__module__ == facts.__name__]


@pytest.mark.parametrize("kind", OWN)
def test_pins_and_roles_are_for_lead_stations_and_signing_on_for_every_desk(kind):
    duty = kinds()[kind].duty
    may = {role for role in ROLES if Member("s", frozenset({role})).may(duty)}
    sets = kind in (
        *("operator.added", "operator.changed", "operator.pin_set", "operator.removed"),
    )
    assert ("lead" in may, "desk" in may, "display" in may) == (True, not sets, False)
