"""Times of pretix, and now against them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.pretix.meanings import UnsaidError, variable, whole
from onsite.plan.conditions.tree import Anchor, Moment, When

if TYPE_CHECKING:
    from onsite.plan.conditions.pretix.meanings import Meanings
    from onsite.plan.conditions.tree import Condition

_ANCHORS = {
    "date_from": Anchor.FIRST_START,
    "date_admission": Anchor.FIRST_ADMISSION,
    "date_to": Anchor.LAST_END,
}


def when(operator: str, operands: list[Any], meanings: Meanings) -> Condition:
    before = operator == "isBefore"
    tolerance = operands[2] if len(operands) > 2 else None  # noqa: PLR2004 - now, time, minutes
    if variable(operands[0]) != "now" or len(operands) < 2:  # noqa: PLR2004
        raise UnsaidError("shape")
    minutes = whole(tolerance) if tolerance is not None else 0
    moment = built_time(operands[1], meanings)
    return When("<" if before else ">=", _moved(moment, minutes if before else -minutes, meanings))


def _moved(moment: Moment, minutes: int, meanings: Meanings) -> Moment:
    """The moment with the minutes in it, where that is a time of the same day of the event."""
    base = moment.base
    if isinstance(base, datetime):
        return Moment(base + timedelta(minutes=minutes))
    if isinstance(base, time):
        # Without a zone: only the clock's hands are turned.
        turned = datetime.combine(date(2000, 1, 2), base) + timedelta(minutes=minutes)
        if turned.date() == date(2000, 1, 2) and turned.time() >= meanings.day_ends:
            return Moment(turned.time())
    return Moment(base, minutes)


def built_time(node: Any, meanings: Meanings) -> Moment:
    built = node.get("buildTime") if isinstance(node, dict) else None
    if not isinstance(built, list) or not built:
        raise UnsaidError("shape")
    kind, value = built[0], built[1] if len(built) > 1 else None
    if kind in _ANCHORS:
        return Moment(_ANCHORS[kind])
    try:
        if kind == "custom":
            return Moment(_local(str(value), meanings))
        if kind == "customtime":
            return Moment(_clock(str(value), meanings))
    except (ValueError, OverflowError) as error:
        raise UnsaidError("time", str(value)) from error
    raise UnsaidError("time", str(kind))


def _local(value: str, meanings: Meanings) -> datetime:
    at = datetime.fromisoformat(value)
    local = at.astimezone(meanings.zone) if at.tzinfo is not None else at
    return local.replace(tzinfo=None, microsecond=0)


def _clock(value: str, meanings: Meanings) -> time:
    at = time.fromisoformat(value)
    if at < meanings.day_ends:
        raise UnsaidError("night", value)
    return at.replace(microsecond=0, tzinfo=None)
