"""What the counter screen knows: read from the store in one view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.plan.service import current
from onsite.staff.service import operators
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.views import Survey, ZoneView


@dataclass(frozen=True, slots=True)
class Look:
    """All zones at one instant, and who works here."""

    plan: Plan
    survey: Survey
    names: Mapping[str, str]
    """Of operators, by id."""

    def view(self, zone: str) -> ZoneView | None:
        """One zone; None where the plan has it no more."""
        return self.survey.zone(zone)


def look(rows: Connection, now: datetime) -> Look | None:
    """What the screen shows at an aware instant; None while there is no plan."""
    plan = current(rows)
    if plan is None:
        return None
    names = {each.id: each.name for each in operators(rows, plan)}
    return Look(plan, survey(rows, plan, now), names)
