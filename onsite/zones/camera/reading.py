"""What cameras have seen, beside the hand count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.camera.rules import span
from onsite.zones.camera.tables import ZoneCameraRow, ZoneCrossedRow
from onsite.zones.camera.views import Hint
from onsite.zones.counting import reading as counting
from onsite.zones.counting.facts import MINUTE_MS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

DAY_MS = 86_400_000
_CAMERA, _CROSSED = table_of(ZoneCameraRow), table_of(ZoneCrossedRow)
_STATE = Prepared(select(_CAMERA).where(_CAMERA.c.zone == bindparam("zone")))
_SUM = Prepared(
    select(
        func.coalesce(func.sum(_CROSSED.c.forward), 0).label("forward"),
        func.coalesce(func.sum(_CROSSED.c.back), 0).label("back"),
    ).where(
        _CROSSED.c.zone == bindparam("zone"),
        _CROSSED.c.minute >= bindparam("first"),
        _CROSSED.c.minute < bindparam("last"),
    )
)


def hint(rows: Connection, plan: Plan, zone: str, now_ms: int) -> Hint | None:
    """The hint of a zone's camera over the time that it has watched, of the last day at most.

    None where the plan has no camera for it, or none has watched yet. What was counted by hand is
    that of the zone's counters at all its doors: it compares where the camera's door is the only
    one of its kind.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        zone: its id.
        now_ms: the present, UTC since 1970.
    """
    camera, state = plan.zones[zone].camera, state_of(rows, zone)
    if camera is None or state is None:
        return None
    begin_ms, end_ms = span(state["since_ms"], state["lost_ms"], now_ms, now_ms - DAY_MS)
    asked = {"zone": zone, "first": begin_ms // MINUTE_MS, "last": end_ms // MINUTE_MS}
    seen = _SUM.first(rows, asked) or {"forward": 0, "back": 0}
    by_hand = 0
    if begin_ms < end_ms:
        minutes = counting.minutes(rows, zone, begin_ms, end_ms - 1)
        by_hand = sum(each.came if camera.door == "in" else each.left for each in minutes)
    return Hint(
        zone=zone,
        door=camera.door,
        people=seen["forward"] - seen["back"],
        by_hand=by_hand,
        from_ms=begin_ms,
        until_ms=end_ms,
        lost_ms=state["lost_ms"],
        trouble=state["trouble"],
    )


def state_of(rows: Connection, zone: str) -> Row | None:
    """The row of a zone's camera; None where none has watched yet."""
    return _STATE.first(rows, {"zone": zone})
