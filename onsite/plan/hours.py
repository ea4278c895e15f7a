"""When a checkpoint lets people in, and which day of the event it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.model import Plan, Window


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """One time for which a checkpoint is open; both ends in UTC, the second not included."""

    opens: datetime
    closes: datetime
    day: date
    """Of the event, that it belongs to."""


def openings(plan: Plan, checkpoint: str) -> tuple[Opening, ...]:
    """From when to when a checkpoint lets people in, in order.

    A day lasts from the hour at which the day before ends (`Event.day_ends`) to its own.
    """
    return tuple(sorted(_openings(plan, checkpoint)))


def day_at(plan: Plan, checkpoint: str, now: datetime) -> date:
    """The day of the event that people would say it is there, at an aware instant.

    A party that is open until five belongs to its evening, whenever the plan lets days end.
    """
    times = openings(plan, checkpoint) if plan.checkpoints[checkpoint].windows else ()
    return day_among(plan, times, now)


def day_among(plan: Plan, times: tuple[Opening, ...], now: datetime) -> date:
    """As `day_at`, for a checkpoint that has windows and those openings, or neither."""
    days = (each.day for each in times if each.opens <= now < each.closes)
    return next(days, None) or plan.day_of(now)


def _openings(plan: Plan, checkpoint: str) -> Iterator[Opening]:
    rule = plan.checkpoints[checkpoint]
    for day in rule.days or plan.event.days:
        for window in rule.windows:
            if not window.days or day in window.days:
                yield _on(plan, day, window)
        if not rule.windows:
            ends = plan.event.day_ends
            tomorrow = day + timedelta(days=1)
            yield Opening(_utc(plan, day, ends), _utc(plan, tomorrow, ends), day)


def _on(plan: Plan, day: date, window: Window) -> Opening:
    # A window between midnight and the day's end belongs to the evening before.
    past_midnight = window.opens < window.closes <= plan.event.day_ends
    begins = day + timedelta(days=1) if past_midnight else day
    ends = begins + timedelta(days=1) if window.closes <= window.opens else begins
    return Opening(_utc(plan, begins, window.opens), _utc(plan, ends, window.closes), day)


def _utc(plan: Plan, day: date, at: time) -> datetime:
    return datetime.combine(day, at, plan.zone).astimezone(UTC)
