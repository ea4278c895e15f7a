"""Times as they are typed: a time of day, or in so many minutes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents.oneline import grammar
from onsite.incidents.oneline.reading import instant
from onsite.language import _

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_MOST_MIN = 10_000


def due_ms(plan: Plan, text: str, now: datetime) -> int | None:
    """By when something is to be done; None for an empty text.

    Args:
        plan: says the zone.
        text: `14:05`, the next time that it is so late, or `10`, so many minutes from now.
        now: the present, aware.

    Raises:
        BadInputError: it is neither.
    """
    said = text.strip()
    if not said:
        return None
    if said.isdecimal() and int(said) <= _MOST_MIN:
        return to_ms(now + timedelta(minutes=int(said)))
    found = grammar.clock(said)
    if found is None:
        raise BadInputError(
            _("“{clock}” is not a time of day.").format(clock=said),
            _("Write 14:05, or 10 for in ten minutes."),
        )
    here = plan.local(now)
    today = datetime.combine(here.date(), time(*found), here.tzinfo)
    if today < here:
        today = datetime.combine(here.date() + timedelta(days=1), time(*found), here.tzinfo)
    return to_ms(today)


def happened_ms(plan: Plan, text: str, now: datetime) -> int | None:
    """When something happened: the last time that it was so late; None for an empty text.

    Raises:
        BadInputError: it is no time of day, or still to come.
    """
    said = text.strip()
    if not said:
        return None
    found = grammar.clock(said)
    if found is None:
        raise BadInputError(
            _("“{clock}” is not a time of day.").format(clock=said), _("Write 14:05.")
        )
    allowed = timedelta(seconds=plan.response.rules.future_s)
    at = instant(*found, plan.local(now), allowed)
    if at is None:
        raise BadInputError(
            _("That time is still to come."),
            _("Give the time at which it happened; leave it out if that is now."),
        )
    return to_ms(at)
