"""The times that are written beside ticks: read, and put on a day of the event."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_PARTED = re.compile(r"(\d{1,2})\s*[:.h,;\s]\s*(\d{2})")
_JOINED = re.compile(r"(\d{1,2})(\d{2})")
MINUTE = timedelta(minutes=1)


def read(text: str) -> time | None:
    """A time of day as people type it, as 1005, 905, 10:05 or 10.05; None for anything else."""
    plain = text.strip().replace("：", ":")
    found = _PARTED.fullmatch(plain) or _JOINED.fullmatch(plain)
    if found is None or not plain.isascii():
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004


def on_day(plan: Plan, day: date, at: time) -> datetime:
    """The instant of a time on a day of the event, aware; after midnight the evening goes on."""
    begins = day + timedelta(days=1) if at < plan.event.day_ends else day
    return datetime.combine(begins, at, plan.zone).astimezone(UTC)


def check(plan: Plan, at: datetime, made: datetime, now: datetime) -> None:
    """See that a tick can have been made then.

    Args:
        plan: gives the zone.
        at: aware; the time beside the tick, to the minute.
        made: aware; when the list was made.
        now: aware.

    Raises:
        NotPossibleError: nobody can have written that time, with why.
    """
    shown = plan.local(at).strftime("%H:%M")
    if at > now:
        raise NotPossibleError(
            _("{time} has not come yet.").format(time=shown),
            _("Look at the paper again; F6 chooses another day."),
        )
    if at + MINUTE <= made:
        raise NotPossibleError(
            _("At {time} this list had not been made: it is of {made}.").format(
                time=shown, made=plan.local(made).strftime("%Y-%m-%d %H:%M")
            ),
            _("Look at the paper again; F6 chooses another day."),
        )


def not_a_time(text: str) -> BadInputError:
    """What to say of a text that is no time, or of none."""
    said = _("“{text}” is not a time.").format(text=text) if text else _("The time is missing.")
    return BadInputError(said, _("Write it as 1005 or 10:05."))


def time_first(name: str) -> BadInputError:
    """What to say of a code that was scanned while somebody's time is still to be written."""
    return BadInputError(
        _("First the time beside {name}. The code just now was not taken: scan it again.").format(
            name=name
        ),
        _("Write it as 1005 or 10:05."),
    )
