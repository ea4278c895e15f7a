"""The values that stand in a plan, checked one by one."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from onsite.cleaning import clean

CONFIG = ConfigDict(frozen=True, extra="forbid")
"""Of every part: it never changes, and has no keys that nobody knows."""


def _day(value: Any) -> Any:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("day", "not a day") from error


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")


def _clock(value: Any) -> Any:
    if isinstance(value, time) and value.tzinfo is None:
        return value
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("clock", "not a time of day")
    hour, minute, second = (int(part) for part in found.groups("0"))
    return time(hour, minute, second)


def _morning(value: time) -> time:
    if value >= time(12):
        raise PydanticCustomError("morning", "not before noon")
    return value


_LETTER = r"\s*[^\W\d_](?:\s*-\s*[^\W\d_])?\s*"
_LETTERS = re.compile(rf"(?:{_LETTER}(?:,{_LETTER})*)?")


def _letters(value: str) -> str:
    ranges = (part.split("-") for part in value.upper().split(","))
    backward = any(part[0].strip() > part[-1].strip() for part in ranges)
    if backward or not _LETTERS.fullmatch(value):
        raise PydanticCustomError("letters", "not letters")
    return value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise PydanticCustomError("time_zone", "not a time zone") from error
    return name


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(days))


Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
"""A time of day, in the event's zone."""
Days = Annotated[tuple[Day, ...], AfterValidator(_in_order)]
"""In order, however they are written."""
Switch = Annotated[bool, Strict()]
Words = Annotated[str, BeforeValidator(_cleaned)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), BeforeValidator(_cleaned)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""Short and lower-case: it is typed on the command line and kept in the journal."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
ZoneName = Annotated[str, AfterValidator(_known_zone)]
"""The IANA name of a time zone."""
Morning = Annotated[Clock, AfterValidator(_morning)]
"""A time of day before noon."""
Letters = Annotated[str, AfterValidator(_letters)]
"""As `A-F` or `A-F,X`."""
