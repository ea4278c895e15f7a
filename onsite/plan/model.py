"""The plan as values. `reading` makes one of `event.toml`, and explains what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from onsite.cleaning import clean
from onsite.plan.agreement import disagreements


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


Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
"""A time of day, in the event's zone."""
Switch = Annotated[bool, Strict()]
Words = Annotated[str, BeforeValidator(_cleaned)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), BeforeValidator(_cleaned)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""Short and lower-case: it is typed on the command line and kept in the journal."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(days))


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(_Part):
    """`[event]`."""

    name: Name
    zone: Annotated[str, AfterValidator(_known_zone)]
    """IANA time zone. Every time in the plan and on the screen is in it."""
    days: Annotated[tuple[Day, ...], AfterValidator(_in_order)] = Field(min_length=1)
    venue: Words = ""
    day_ends: Annotated[Clock, AfterValidator(_morning)] = time(4)
    """Before this hour, people still speak of yesterday."""


class Category(_Part):
    """`[categories.ID]`: a kind of ticket."""

    name: Name
    tickets: tuple[Words, ...] = ()
    """Names under which source lists know it, besides its own name and id."""
    colour: Colour = "#5f87af"
    days: tuple[Day, ...] = ()
    """The days it is good for; empty for all."""
    checkpoints: tuple[Id, ...] = ()
    """What it may enter; empty for every checkpoint that does not say otherwise."""


class Window(_Part):
    """When a checkpoint lets people in: from and until, in the event's zone."""

    opens: Clock
    closes: Clock
    """Earlier than `opens`: the next morning."""
    days: tuple[Day, ...] = ()
    """Empty for every day of the event."""


class Checkpoint(_Part):
    """`[checkpoints.ID]`: a place where people are scanned."""

    name: Name
    kind: Literal["door", "workshop", "gift", "gala", "other"] = "door"
    categories: tuple[Id, ...] = ()
    """Who may enter; empty for every category."""
    days: tuple[Day, ...] = ()
    windows: tuple[Window, ...] = ()
    direction: Literal["entry", "exit", "both"] = "both"
    entries: Literal["single", "multiple"] = "single"
    re_entry: Switch = True
    """After an exit was recorded, the same ticket may enter again."""
    admits_unpaid: Switch = False
    zone: Id | None = None


class Desk(_Part):
    """`[desks.ID]`: a table at a checkpoint, and whom it serves first."""

    name: Name
    checkpoint: Id
    letters: Annotated[str, AfterValidator(_letters)] = ""
    """As `A-F` or `A-F,X`: first letters of family names."""
    categories: tuple[Id, ...] = ()
    vip: Switch = False


class Zone(_Part):
    """`[zones.ID]`: a part of the venue."""

    name: Name
    area_m2: Annotated[float, Strict()] | None = Field(
        default=None, gt=0, le=10_000_000, allow_inf_nan=False
    )
    capacity: Annotated[int, Strict()] | None = Field(default=None, gt=0, le=10_000_000)


class Stage(_Part):
    """`[stages.ID]`."""

    name: Name
    zone: Id | None = None


class Stations(_Part):
    """`[stations]`: the laptops of the event."""

    erase_after_days: Annotated[int, Strict()] = Field(default=30, gt=0, le=365)
    """So many days after the event, and after it last met a hub, a station erases its data."""


class Role(_Part):
    """`[roles.ID]`: what people on site are called, and who stands in for whom."""

    name: Name
    overrules: Switch = False
    """May admit somebody whom a rule refuses."""


DEFAULT_ROLES = {
    "volunteer": Role(name="Volunteer"),
    "problem-desk": Role(name="Problem desk", overrules=True),
    "timekeeper": Role(name="Timekeeper"),
    "coordinator": Role(name="Incident coordinator"),
    "lead": Role(name="Lead", overrules=True),
}


def _with_defaults(roles: Any) -> Any:
    return {**DEFAULT_ROLES, **roles} if isinstance(roles, dict) else roles


class Plan(_Part):
    """A whole plan whose parts agree with each other."""

    event: Event
    categories: dict[Id, Category] = {}
    checkpoints: dict[Id, Checkpoint] = Field(min_length=1)
    desks: dict[Id, Desk] = {}
    zones: dict[Id, Zone] = {}
    stages: dict[Id, Stage] = {}
    stations: Stations = Stations()
    roles: Annotated[dict[Id, Role], BeforeValidator(_with_defaults)] = DEFAULT_ROLES
    """Those written down, and of the usual ones those that are not."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        found = disagreements(self.model_dump())
        if found:
            raise PydanticCustomError("disagreement", "its parts disagree", {"found": found})
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.event.zone)

    def local(self, instant: datetime) -> datetime:
        """An aware instant in the event's zone."""
        try:
            return instant.astimezone(self.zone)
        except OverflowError:  # the last hours that there are: another computer may say anything
            return instant.replace(tzinfo=self.zone)

    def day_of(self, instant: datetime) -> date:
        """The day of the event that people would say it is, at an aware instant."""
        local = instant.astimezone(self.zone)
        ends = self.event.day_ends
        early = local.time() < ends
        return date.fromordinal(local.date().toordinal() - 1) if early else local.date()

    def category_of(self, ticket: str) -> str | None:
        """The id of the category that a source list calls by that name, or None."""
        return self._categories_by_name.get(ticket.strip().casefold())

    @cached_property
    def _categories_by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for key, category in self.categories.items():
            for name in (key, category.name, *category.tickets):
                names.setdefault(name.strip().casefold(), key)
        return names
