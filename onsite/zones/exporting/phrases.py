"""The words that zones on paper and in the shell say of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import _

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.zones.history.span import Span


def moment(plan: Plan, ms: int) -> str:
    """An instant with its day, in the event's zone."""
    return f"{plan.local(from_ms(ms)):%Y-%m-%d %H:%M:%S}"


def clock(plan: Plan, ms: int) -> str:
    """The time of day of an instant, in the event's zone."""
    return f"{plan.local(from_ms(ms)):%H:%M}"


def span(plan: Plan, when: Span) -> str:
    """From when until when: a day and times, and the second day where it is another one."""
    first, last = (plan.local(from_ms(ms)) for ms in (when.from_ms, when.until_ms))
    ends = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return _("{since} to {until}").format(since=f"{first:%Y-%m-%d %H:%M}", until=ends)
