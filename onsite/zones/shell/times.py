"""Times as they are typed: the day of the event that is meant, from when until when."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError
from onsite.language import _
from onsite.zones.history.span import Span

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAY = timedelta(days=1)


def instant(plan: Plan, now: datetime, text: str) -> int:
    """An instant, in milliseconds UTC: a time of day, the last one that there was, or with a date.

    Args:
        plan: for the event's zone.
        now: the present, aware.
        text: as 14:05, 14:05:30, 2026-11-24 14:05 or with an offset.

    Raises:
        BadInputError: that is no time, or it is still to come.
    """
    local, said = plan.local(now), text.strip()
    found = _CLOCK.fullmatch(said)
    try:
        if found is not None:
            clock = _time(found)
            at = datetime.combine(local.date(), clock, plan.zone)
            at = at if at <= local else datetime.combine(local.date() - _DAY, clock, plan.zone)
        else:
            at = datetime.fromisoformat(said)
            at = at if at.tzinfo else at.replace(tzinfo=plan.zone)
        ms = _since_1970(at)
    except (ValueError, OverflowError) as error:
        raise BadInputError(
            _("“{time}” is no time.").format(time=text),
            _("Write 14:05, or a date and a time as {now}.").format(now=f"{local:%Y-%m-%d %H:%M}"),
        ) from error
    if ms > to_ms(now):
        raise BadInputError(
            _("“{time}” is still to come.").format(time=text),
            _("Give a time that has passed; leave it out for now."),
        )
    return ms


def span_of(plan: Plan, now: datetime, day: str, since: str, until: str) -> Span:
    """From when until when, in milliseconds UTC: a day of the event, or times within it.

    Args:
        plan: for the event's zone, and the hour at which its days end.
        now: the present, aware.
        day: as ISO date; empty for the one that it is.
        since: a time of that day, or a date with a time; empty for its beginning.
        until: so; empty for its end.

    Raises:
        BadInputError: that is no day or no time, or there is nothing between them.
    """
    chosen = day_of(plan, now, day)
    begins, ends = (to_ms(plan.calendar.begins(each)) for each in (chosen, chosen + _DAY))
    found = Span(
        _on(plan, chosen, since) if since else begins, _on(plan, chosen, until) if until else ends
    )
    if found.from_ms >= found.until_ms:
        raise BadInputError(
            _("That ends before it begins."), _("Give --from the earlier time of the two.")
        )
    return found


def day_of(plan: Plan, now: datetime, day: str) -> date:
    """A day.

    Raises:
        BadInputError: that is none.
    """
    if not day:
        return plan.day_of(now)
    try:
        found = date.fromisoformat(day.strip())
        _since_1970(plan.calendar.begins(found))
        plan.calendar.begins(found + _DAY)
    except (ValueError, OverflowError) as error:
        raise BadInputError(
            _("“{day}” is no day.").format(day=day),
            _("Write a date, as {day}.").format(day=plan.day_of(now)),
        ) from error
    return found


def _on(plan: Plan, day: date, text: str) -> int:
    """A time of a day of the event: before the hour at which days end, of the night after it."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        if found is not None:
            return to_ms(plan.calendar.on(day, _time(found)))
        at = datetime.fromisoformat(text.strip())
        return _since_1970(at if at.tzinfo else at.replace(tzinfo=plan.zone))
    except (ValueError, OverflowError) as error:
        shown = f"{plan.local(from_ms(to_ms(plan.calendar.begins(day)))):%Y-%m-%d %H:%M}"
        raise BadInputError(
            _("“{time}” is no time.").format(time=text),
            _("Write 14:05, or a date and a time as {now}.").format(now=shown),
        ) from error


def _time(found: re.Match[str]) -> time:
    """A time of day.

    Raises:
        ValueError: no day has it.
    """
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def _since_1970(at: datetime) -> int:
    """An instant in milliseconds.

    Raises:
        ValueError: it is before 1970, when nobody counted anybody.
    """
    ms = to_ms(at)
    if ms < 0:
        raise ValueError(at)
    return ms
