"""Which stage, which day, which item is meant where it is typed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage import reading
from onsite.stage.acting import known_stage, unknown
from onsite.stage.engine.acts import ActId
from onsite.stage.fields import LONGEST_MS
from onsite.stage.rules import length, time_of_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.fields import Speaker
    from onsite.stage.reading import Kept

_FEWEST_DIGITS = 4
"""Of a station's id, in the number of an act."""
_HOUR = re.compile(
    r"(?P<clock>[^+\-z ]+) ?(?P<offset>z|[+\-](?:0\d|1[0-4]):?[0-5]\d)? ?(?P<days>[+\-]\d{1,2})?"
)
"""A time of day, with an offset from UTC, and with days after that of the rundown."""


def which_day(plan: Plan, text: str, now: datetime) -> str:
    """The day of the event that is meant, as ISO date.

    Args:
        plan: the plan in force.
        text: a date; the number of a day, from 1; empty for today, or for the event's day that
            is nearest.
        now: aware.

    Raises:
        BadInputError: it is no day.
    """
    days = plan.event.days
    if not text:
        today = plan.day_of(now)
        later = [day for day in days if day >= today]
        return (later[0] if later else days[-1]).isoformat()
    if text.isdecimal() and 1 <= int(text) <= len(days):
        return days[int(text) - 1].isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadInputError(
            _("“{value}” is not a day.").format(value=text),
            _("Give its number, or one of: {known}.").format(
                known=", ".join(day.isoformat() for day in days)
            ),
        ) from error


def which_stage(rows: Connection, plan: Plan, text: str, day: str) -> str:
    """The stage that is meant: by its id or name; the only one that it can be, if none is said.

    Raises:
        BadInputError: there is no such stage, or several that it can be.
    """
    wanted = text.strip().casefold()
    if wanted:
        by_name = {part.name.casefold(): key for key, part in plan.stages.items()}
        return known_stage(plan, by_name.get(wanted, text.strip()))
    if len(plan.stages) <= 1:
        return known_stage(plan, next(iter(plan.stages), ""))
    begun = [
        each.stage
        for each in reading.rundowns(rows)
        if each.day == day and each.items and each.stage in plan.stages
    ]
    if len(begun) == 1:
        return begun[0]
    raise BadInputError(
        _("There are several stages."),
        _("Say which, with --stage: {known}.").format(known=", ".join(plan.stages)),
    )


def which_item(kept: Kept, text: str | None) -> str:
    """The item that is meant: its number in the rundown, its id, or words of its title.

    Empty for None.

    Raises:
        BadInputError: there is none, or there are several; or the text is empty, as of a
            variable of a script that nothing was put into.
    """
    if text is None:
        return ""
    said, items = text.strip(), kept.rundown.items
    if not said:
        raise BadInputError(
            _("The item that was given is empty."),
            _("Give its number, its id or words of its title; or leave it out, if it may be."),
        )
    if said in kept.rundown.by_id:
        return said
    if said.isdecimal() and 1 <= int(said) <= len(items):
        return items[int(said) - 1].id
    found = [
        (number, item)
        for number, item in enumerate(items, 1)
        if said.casefold() in item.title.casefold()
    ]
    exact = [(n, item) for n, item in found if item.title.casefold() == said.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0][1].id
    if not found:
        raise unknown(kept, said)
    raise BadInputError(
        _("Several items are called “{value}”.").format(value=said),
        _("Give the number of one: {known}.").format(
            known=", ".join(f"{number} {item.title}" for number, item in found[:6])
        ),
    )


def which_speaker(known: Mapping[str, Speaker], text: str) -> str:
    """The id of the speaker that is meant, by id, e-mail or words of the name.

    Raises:
        BadInputError: there is none, or there are several, or the text is empty.
    """
    said = text.strip().casefold()
    if not said:
        raise BadInputError(
            _("The speaker who was given is empty."), _("Give an id, an e-mail or words of a name.")
        )
    if text.strip() in known:
        return text.strip()
    found = [key for key, each in known.items() if said in each.name.casefold()]
    exact = [
        key for key, each in known.items() if said in (each.name.casefold(), each.email.casefold())
    ]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise BadInputError(
        _("The rundown has no speaker “{value}”.").format(value=text)
        if not found
        else _("Several speakers are called “{value}”.").format(value=text),
        _("They are: {known}.").format(known=", ".join(_told_apart(known))),
    )


def _told_apart(known: Mapping[str, Speaker]) -> list[str]:
    """Their names; of those who are called alike with the e-mail or the id, too."""
    names = Counter(each.name.casefold() for each in known.values())
    return [
        f"{each.name} ({each.email or key})" if names[each.name.casefold()] > 1 else each.name
        for key, each in known.items()
    ]


def which_act(rows: Connection, kept: Kept, text: str | None) -> ActId | None:
    """The act that is meant, by its number in the log; None for None.

    Raises:
        BadInputError: there is none.
    """
    if text is None:
        return None
    said = text.strip()
    station, _dash, number = said.rpartition("-")
    edited = reading.edits(rows, kept.stage, kept.day)
    known = [
        *(act.id for act in kept.acts),
        *(ActId(row["station"], row["number"]) for row in edited),
    ]
    found = [
        each
        for each in known
        if str(each.number) == number
        and (not station or (len(station) >= _FEWEST_DIGITS and each.station.startswith(station)))
    ]
    if len(found) == 1:
        return found[0]
    raise BadInputError(
        _("There is no act {id} in this rundown.").format(id=said)
        if not found
        else _("Several acts have the number {id}.").format(id=said),
        _("“onsite stage log” lists them."),
    )


def span(text: str, *, least: int | None = None) -> int:
    """A length that was typed, in milliseconds.

    Args:
        text: see `rules.length`.
        least: the shortest that is taken; None for any, also less than nothing.

    Raises:
        BadInputError: it is none.
    """
    found = length(text)
    if found is None or abs(found) > LONGEST_MS or (least is not None and found < least):
        raise BadInputError(
            _("“{value}” is not a length of time.").format(value=text),
            _("Write minutes, or with a unit: 5, 1:30, 90s, 1h15; less with a minus: -2."),
        )
    return found


def instant(plan: Plan, day: str, text: str) -> int:
    """A time of day that was typed, in milliseconds UTC since 1970, on that day of the event.

    Raises:
        BadInputError: it is none; or the clocks are changed that night, and it comes never or
            twice.
    """
    found = _HOUR.fullmatch(text.strip().lower().replace("：", ":").replace("−", "-"))
    at = time_of_day(found["clock"]) if found else None
    if found is None or at is None:
        raise BadInputError(
            _("“{value}” is not a time of day.").format(value=text),
            _("Write hours and minutes, with seconds if you like: 14:05 or 14:05:30."),
        )
    days = int(found["days"]) if found["days"] else int(at < plan.event.day_ends)
    local = datetime.combine(date.fromisoformat(day) + timedelta(days=days), at, plan.zone)
    if found["offset"]:
        local = local.replace(tzinfo=_zone(found["offset"]))
    else:
        _check_once(local)
    return to_ms(local.astimezone(UTC))


def _zone(offset: str) -> timezone:
    if offset == "z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    return timezone((-1 if offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _check_once(local: datetime) -> None:
    """A time of day comes once, but in the nights in which the clocks are changed.

    Raises:
        BadInputError: it comes never, or twice.
    """
    first, second = (local.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    if first == second:
        return
    said = f"{local:%H:%M}"
    if first < second:
        meant = local.astimezone(UTC).astimezone(local.tzinfo)
        raise BadInputError(
            _("There is no {time} that night: the clocks are put forward.").format(time=said),
            _("Write {time}, if you mean what comes instead of it.").format(time=f"{meant:%H:%M}"),
        )
    early, late = (local.replace(fold=fold).isoformat()[-6:] for fold in (0, 1))
    raise BadInputError(
        _("{time} comes twice that night: the clocks are put back.").format(time=said),
        _("Write {first} for the first one, {second} for the second.").format(
            first=f"{said}{early}", second=f"{said}{late}"
        ),
    )
