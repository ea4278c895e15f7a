"""What the count by hand says of zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.counting import bases as kept
from onsite.zones.counting import flows
from onsite.zones.counting.charting import minutes, total_at, totals
from onsite.zones.counting.drifting import drift
from onsite.zones.counting.late import absorbed
from onsite.zones.counting.own import own_taps
from onsite.zones.counting.views import Standing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.counting.views import Base

__all__ = [
    "absorbed",
    "bases",
    "drift",
    "minutes",
    "own_taps",
    "standing",
    "standings",
    "total_at",
    "totals",
]


def standings(rows: Connection, plan: Plan) -> dict[str, Standing]:
    """How many are in each zone of the plan, by its id."""
    return {zone: standing(rows, zone) for zone in plan.zones}


def standing(rows: Connection, zone: str) -> Standing:
    """How many are in a zone, whether the plan still knows it or not."""
    base = kept.in_force(rows, zone)
    seen = flows.by_counter(rows, zone, base.cut_ms if base is not None else -1)
    came, left = sum(each.came for each in seen), sum(each.left for each in seen)
    return Standing(
        zone=zone,
        total=(base.people if base is not None else 0) + came - left,
        came=came,
        left=left,
        base=base,
        last_ms=seen[0].last_ms if seen else flows.last_ms(rows, zone),
        counters=seen,
    )


def bases(rows: Connection, zone: str, from_ms: int, until_ms: int) -> tuple[Base, ...]:
    """The recounts that hold and the closes of days, by their cuts, the oldest first.

    Args:
        rows: the open transaction.
        zone: its id.
        from_ms: no cut before this instant.
        until_ms: no cut later than this instant.
    """
    return kept.between(rows, zone, from_ms, until_ms)
