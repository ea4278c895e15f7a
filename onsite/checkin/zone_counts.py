"""How many people are where, by what the checkpoints have counted, as plain data to be kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from onsite.checkin.in_numbers import in_numbers

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan


def at_checkpoints(rows: Connection, plan: Plan, now: datetime) -> dict[str, dict[str, int]]:
    """By checkpoint, how many were ever let in, and how many are inside at an aware instant."""
    found = {}
    for key in plan.checkpoints:
        numbers = in_numbers(rows, plan, key, now)
        if numbers.admitted:
            found[key] = {"admitted": numbers.admitted, "inside": numbers.inside}
    return found


def in_zones(rows: Connection, plan: Plan, now: datetime) -> dict[str, dict[str, Any]]:
    """By zone that one checkpoint counts, how many are inside, and how dense that is.

    Of several nobody can tell: who comes in by one and goes out by another is counted twice.
    """
    checkpoints = defaultdict(list)
    for key, part in plan.checkpoints.items():
        if part.zone is not None:
            checkpoints[part.zone].append(key)
    found: dict[str, dict[str, Any]] = {}
    for key, (first, *others) in checkpoints.items():
        if others:
            continue
        inside, zone = in_numbers(rows, plan, first, now).inside, plan.zones[key]
        found[key] = {"inside": inside}
        if zone.capacity is not None:
            found[key]["capacity"] = zone.capacity
        if zone.area_m2 is not None:
            found[key]["per_m2"] = round(inside / zone.area_m2, 2)
    return found
