"""Hours of a rundown, in the event's zone: where they are another day's, they say so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.journal.facts import LATEST_MS

if TYPE_CHECKING:
    from onsite.plan.model import Plan


def hour(ms: int, plan: Plan, day: str, *, seconds: bool = False) -> str:
    """The time of day, with how many days after the rundown's: `23:50`, `00:10 +1`, `07:40 +6`.

    A dash for an instant beyond all calendars.

    Args:
        ms: the instant, UTC since 1970.
        plan: the plan in force, for its zone.
        day: of the rundown, as ISO date.
        seconds: whether they are said, too.
    """
    if not 0 <= ms <= LATEST_MS:
        return "–"
    at = plan.local(from_ms(ms))
    told = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    return told + later(days_later(at.date(), day))


def as_typed(ms: int, plan: Plan, day: str) -> str:
    """An hour as it may be typed again.

    It has seconds where they are not 0, and its offset in a night in which it comes twice.
    """
    if not 0 <= ms <= LATEST_MS:
        return "–"
    at = plan.local(from_ms(ms))
    told = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    if at.replace(fold=1 - at.fold).utcoffset() != at.utcoffset():
        told += at.isoformat()[-6:]
    return told + later(days_later(at.date(), day))


def days_later(at: date, day: str) -> int:
    """How many days a date is after that of a rundown; less than 0 for before."""
    try:
        return (at - date.fromisoformat(day)).days
    except ValueError:  # of another computer, which may say anything
        return 0


def later(days: int) -> str:
    """How many days after the rundown's an hour is, as it follows it; empty for none."""
    return f" {days:+d}".replace("-", "−") if days else ""
