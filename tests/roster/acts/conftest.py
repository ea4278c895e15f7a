"""A published plan, and people on the roster."""

from __future__ import annotations

import pytest

from onsite.roster.acts.doing import Doer
from onsite.roster.service import attendee
from tests.checkin.conftest import Roll, plan, roll

__all__ = ["Roll", "plan", "roll"]


@pytest.fixture
def doer() -> Doer:
    return Doer("maria", by="lee", note="at the desk")


@pytest.fixture
def record(site):
    """What holds of somebody now."""
    return lambda who: site.read_now(attendee, who).record
