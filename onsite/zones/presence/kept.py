"""How many people are where, as it is kept with a decision about an incident: plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.views import ZoneView


def in_zones(rows: Connection, plan: Plan, now: datetime) -> dict[str, dict[str, Any]]:
    """By zone that is counted, by hand or by its checkpoints, how many are inside, and how dense.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        now: aware.
    """
    return {each.id: _told(each) for each in survey(rows, plan, now).zones if _is_known(each)}


def _is_known(zone: ZoneView) -> bool:
    return zone.counted or zone.by_badges is not None


def _told(zone: ZoneView) -> dict[str, Any]:
    told: dict[str, Any] = {"inside": zone.people}
    if zone.capacity.people is not None:
        told["capacity"] = zone.capacity.people
    if zone.per_m2 is not None:
        told["per_m2"] = round(zone.per_m2, 2)
    return told
