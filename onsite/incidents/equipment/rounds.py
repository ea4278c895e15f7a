"""When the items of a checklist are looked at, from the plan alone.

All instants are milliseconds UTC since 1970. The first round, 0, is over a good while before the
start of the day; those that follow, where the plan wants any, are a fixed time apart until its
end. A round that is late can still be done until the next one begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms

if TYPE_CHECKING:
    from datetime import date, datetime

    from onsite.plan.model import Plan

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Round:
    """One time at which everything of a checklist is looked at."""

    checklist: str
    day: date
    number: int
    """0: before the day."""
    opens_ms: int
    """From when on; 0 for the first one, which is done whenever there is time."""
    due_ms: int
    """By then it is done."""


def start_ms(plan: Plan, day: date) -> int | None:
    """The start of a day; None where the plan gives none."""
    at = plan.event.start or plan.event.admission
    return None if at is None else to_ms(plan.calendar.on(day, at))


def over_ms(plan: Plan, day: date) -> int:
    """When people speak of the next day."""
    return to_ms(plan.calendar.begins(day + timedelta(days=1)))


def rounds(plan: Plan, checklist: str, day: date) -> tuple[Round, ...]:
    """The rounds of a checklist on a day of the event, in order."""
    part, start = plan.checklists[checklist], start_ms(plan, day)
    if start is None:
        return ()
    due_ms = start - part.due_min * _MINUTE_MS
    found = [Round(checklist, day, 0, 0, due_ms)]
    end = plan.event.end
    if part.patrol_min is not None and end is not None:
        step, until = part.patrol_min * _MINUTE_MS, to_ms(plan.calendar.on(day, end))
        dues = range(start + step, until + 1, step)
        found += [Round(checklist, day, k, due - step, due) for k, due in enumerate(dues, 1)]
    return tuple(found)


def day_of(plan: Plan, now: datetime) -> date:
    """The day of the event that is looked after at an aware instant: this one, or the next."""
    days = plan.event.days
    return next((day for day in days if to_ms(now) < over_ms(plan, day)), days[-1])


def current(plan: Plan, checklist: str, now: datetime) -> Round | None:
    """The round that is to be done at an aware instant; None where there is none."""
    begun = [
        each for each in rounds(plan, checklist, day_of(plan, now)) if each.opens_ms <= to_ms(now)
    ]
    return begun[-1] if begun else None


def overdue(plan: Plan, now_ms: int) -> tuple[Round, ...]:
    """All rounds that should be over, of days that are not."""
    return tuple(each for each in _all(plan) if each.due_ms <= now_ms < over_ms(plan, each.day))


def next_due_ms(plan: Plan, now_ms: int) -> int | None:
    """When the next round should be over; None for never."""
    return min((each.due_ms for each in _all(plan) if each.due_ms > now_ms), default=None)


def local_due(plan: Plan, each: Round) -> datetime:
    """When a round should be over, in the event's zone."""
    return plan.local(from_ms(each.due_ms))


def _all(plan: Plan) -> list[Round]:
    days = plan.event.days
    return [each for key in plan.checklists for day in days for each in rounds(plan, key, day)]
