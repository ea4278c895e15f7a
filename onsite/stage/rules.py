"""What is decided from values alone: lengths as people write them, days, who a speaker is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.plan.model import Plan

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
_SIGNS = {"+": 1, "-": -1, "−": -1, "": 1}
_SIGN = r"(?P<sign>[+\-−]?)"
_CLOCK = re.compile(_SIGN + r"(?:(?P<h>\d{1,3}):(?=[0-5]\d:))?(?P<m>\d{1,4}):(?P<s>[0-5]\d)")
_NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
_PARTS = re.compile(
    _SIGN
    + rf"(?:(?P<h>{_NUMBER})(?:h|hrs?|hours?))?"
    + rf"(?:(?P<m>{_NUMBER})(?:m|mins?|minutes?|'|′|$))?"
    + rf'(?:(?P<s>{_NUMBER})(?:s|secs?|seconds?|"|″|$))?'
)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d))?")
How = Literal["hand", "source", "email", "name", ""]
"""By what a speaker was found on the roster; empty where they were not."""


@dataclass(frozen=True, slots=True)
class Link:
    """Who of the roster a speaker is."""

    attendee: str = ""
    """Empty for nobody."""
    how: How = ""
    several: tuple[str, ...] = ()
    """Who it may be, where several have that name or e-mail and none was chosen."""


def linked(
    by_hand: str | None, given: str, by_email: Collection[str], by_name: Collection[str]
) -> Link:
    """Who of the roster a speaker is: as was said by hand, else by e-mail, else by the one name.

    Args:
        by_hand: the attendee; empty for nobody, None where nobody has said.
        given: the attendee that the source named; empty for none.
        by_email: who has their e-mail.
        by_name: who has their name, whichever way round.
    """
    if by_hand is not None:
        return Link(by_hand, "hand")
    if given:
        return Link(given, "source")
    # Several bookings may have one e-mail: of those the one with the name is meant.
    for found in ({*by_email}, {*by_email} & {*by_name}):
        if len(found) == 1:
            return Link(found.pop(), "email")
    if len(by_name) == 1 and not by_email:
        return Link(next(iter(by_name)), "name")
    return Link(several=tuple(sorted({*by_email} or {*by_name})))


def speaker_id(name: str) -> str:
    """The id of a speaker whose source has none for them: the folded name."""
    return compared(name)


def length(text: str) -> int | None:
    """Milliseconds of a length as people write it; None for what is none.

    `5` and `5m` are five minutes, `1:30` is one and a half, `1:02:00` more than an hour; `90s`,
    `1h15`, `1h 15m`, `2m30s`, and each of them with a sign.
    """
    said = "".join(text.lower().split()).replace("：", ":").replace(",", ".")
    found = _CLOCK.fullmatch(said) or _PARTS.fullmatch(said)
    if found is None or not any(found[part] for part in "hms"):
        return None
    hours, minutes, seconds = (float(found[part] or 0) for part in "hms")
    whole = hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS
    return _SIGNS[found["sign"]] * round(whole)


def time_of_day(text: str) -> time | None:
    """A time of day as people write it: `9:30`, `09.30`, `14:05:30`; None for what is none."""
    found = _TIME.fullmatch(text.strip().lower().replace("：", ":"))
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def instant_ms(plan: Plan, day: date, at: time) -> int:
    """A time of day on a day of the event, in milliseconds UTC since 1970.

    Before the hour at which the day ends it is the next morning's.
    """
    calendar = day + timedelta(days=1) if at < plan.event.day_ends else day
    local = datetime.combine(calendar, at, plan.zone)
    return round(local.astimezone(UTC).timestamp() * 1000)


def must_end_ms(plan: Plan, stage: str, day: date) -> int | None:
    """When everything on a stage must be over that day, as the plan says; None for never."""
    part = plan.stages.get(stage)
    own = part.must_end if part is not None else None
    at = own if own is not None else plan.stage.must_end
    return instant_ms(plan, day, at) if at is not None else None
