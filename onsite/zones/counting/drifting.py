"""The drift of a zone as the store knows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms
from onsite.zones.counting import bases, flows
from onsite.zones.counting.drift import RATE_MS, Since, Span
from onsite.zones.counting.drift import drift as drift_of
from onsite.zones.counting.facts import MINUTE_MS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.counting.views import Base, Drift


def drift(rows: Connection, plan: Plan, zone: str, now_ms: int) -> Drift:
    """How far the count of a zone strays today, and when to recount.

    Args:
        rows: the open transaction.
        plan: its days, and how wrong a count may come to be.
        zone: its id.
        now_ms: milliseconds UTC since 1970.
    """
    base = bases.in_force(rows, zone)
    cut_ms = base.cut_ms if base is not None else -1
    came, left = flows.between(rows, zone, cut_ms)
    people = base.people if base is not None else 0
    since = Since(
        zone=zone,
        now_ms=now_ms,
        people=max(people, people + came - left),
        crossings=came + left,
        per_ms=_lately_per_ms(rows, zone, now_ms),
    )
    return drift_of(_spans(rows, plan, zone, now_ms), since, plan.crowd.recount_percent)


def _lately_per_ms(rows: Connection, zone: str, now_ms: int) -> float:
    """Crossings in a millisecond, from the first minute on in which anybody crossed lately."""
    found = flows.by_minute(rows, zone, (now_ms - RATE_MS) // MINUTE_MS, now_ms // MINUTE_MS)
    crossings = sum(came + left for _minute, came, left in found)
    over_ms = now_ms - found[0][0] * MINUTE_MS if found else 0
    return crossings / max(MINUTE_MS, over_ms)


def _spans(rows: Connection, plan: Plan, zone: str, now_ms: int) -> list[Span]:
    began_ms = _day_began_ms(plan, now_ms)
    before = bases.in_force(rows, zone, began_ms - 1)
    # Of several with one cut the last one is in force; between them nobody has crossed.
    today = {each.cut_ms: each for each in bases.between(rows, zone, began_ms, now_ms)}
    found = []
    for base in today.values():
        if base.how == "recount":
            found.append(_span(rows, zone, before, base))
        before = base
    return found


def _span(rows: Connection, zone: str, before: Base | None, recount: Base) -> Span:
    after_ms = before.cut_ms if before is not None else -1
    came, left = flows.between(rows, zone, after_ms, recount.cut_ms)
    expected = (before.people if before is not None else 0) + came - left
    return Span(recount.people, expected, came + left)


def _day_began_ms(plan: Plan, now_ms: int) -> int:
    day = plan.day_of(from_ms(now_ms))
    return to_ms(datetime.combine(day, plan.event.day_ends, plan.zone))
