"""What stands beside the verdict, read at one instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.desk.source import Figures
from onsite.checkin.queue.desks import desk_here
from onsite.checkin.roll import anybody, conflicts, counters, last_scans
from onsite.zones.levels.stopping import stop_at

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

LAST_SCANS = 50
CONFLICTS = 200


def figures(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> Figures:
    """The counters and the last scans of a checkpoint, and whether people may go in."""
    numbers = counters(rows, plan, checkpoint, now)
    return Figures(
        counters=numbers,
        scans=last_scans(rows, checkpoint, LAST_SCANS),
        on_list=anybody(rows) or plan.signed_tickets is not None,
        conflicts=conflicts(rows, CONFLICTS, checkpoint=checkpoint) if numbers.conflicts else (),
        desk=desk_here(rows, plan, checkpoint),
        stop=stop_at(rows, plan, checkpoint, now),
    )
