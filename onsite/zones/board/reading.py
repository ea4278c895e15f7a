"""What the overview knows: read from the store in one view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.plan.service import current
from onsite.staff.service import operators
from onsite.zones.camera import reading as cameras
from onsite.zones.counting import reading as counting
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.plan.zones.parts import ZonePart
    from onsite.zones.camera.views import Hint
    from onsite.zones.counting.views import Absorbed, Base, Drift
    from onsite.zones.views import Survey, ZoneView

_FOREVER_MS = 2**62


@dataclass(frozen=True, slots=True)
class OneZone:
    """What is known of one zone besides what the list shows."""

    zone: str
    bases: tuple[Base, ...]
    """Its recounts and closes of a day that hold, the newest first."""
    absorbed: tuple[Absorbed, ...]
    """What came too late and is in the newest base, the newest first."""
    drift: Drift
    camera: Hint | None
    """None where the plan has no camera for it, or none has watched yet."""


@dataclass(frozen=True, slots=True)
class Look:
    """All zones at one instant, and one of them with everything."""

    plan: Plan
    survey: Survey
    names: Mapping[str, str]
    """Of operators, by id."""
    one: OneZone | None = None
    """Of the zone that was asked for; None where none was, or the plan has it no more."""

    def name(self, operator: str) -> str:
        """What somebody is called."""
        return self.names.get(operator, operator)

    def part(self, view: ZoneView) -> ZonePart:
        """What the plan says of a zone."""
        return self.plan.zones[view.id]


def look(rows: Connection, now: datetime, zone: str = "") -> Look | None:
    """What the screen shows; None while there is no plan.

    Args:
        rows: the store.
        now: the present, aware.
        zone: the one that is shown with everything; empty for none.
    """
    plan = current(rows)
    if plan is None:
        return None
    names = {each.id: each.name for each in operators(rows, plan)}
    one = _one(rows, plan, zone, now) if zone in plan.zones else None
    return Look(plan, survey(rows, plan, now), names, one)


def _one(rows: Connection, plan: Plan, zone: str, now: datetime) -> OneZone:
    bases = counting.bases(rows, zone, 0, _FOREVER_MS)
    late = counting.absorbed(rows, zone)
    return OneZone(
        zone,
        tuple(sorted(bases, key=lambda each: each.cut_ms, reverse=True)),
        tuple(sorted(late, key=lambda each: each.at_ms, reverse=True)),
        counting.drift(rows, plan, zone, to_ms(now)),
        cameras.hint(rows, plan, zone, to_ms(now)),
    )
