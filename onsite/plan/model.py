"""The plan as values. `reading` makes one of `event.toml`, and explains what is wrong with it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""Short and lower-case: it is typed on the command line and kept in the journal."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


def _known_zone(name: str) -> str:
    ZoneInfo(name)
    return name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(_Part):
    """`[event]`."""

    name: Name
    zone: Annotated[str, AfterValidator(_known_zone)]
    """IANA time zone. Every time in the plan and on the screen is in it."""
    days: tuple[date, ...] = Field(min_length=1)
    venue: str = ""
    day_ends: time = time(4)
    """Before this hour, people still speak of yesterday."""


class Category(_Part):
    """`[categories.ID]`: a kind of ticket."""

    name: Name
    tickets: tuple[str, ...] = ()
    """Names under which source lists know it, besides its own name and id."""
    colour: Colour = "#5f87af"
    days: tuple[date, ...] = ()
    """The days it is good for; empty for all."""
    checkpoints: tuple[Id, ...] = ()
    """What it may enter; empty for every checkpoint that does not say otherwise."""


class Window(_Part):
    """When a checkpoint lets people in: from and until, in the event's zone."""

    opens: time
    closes: time
    """Earlier than `opens`: the next morning."""
    days: tuple[date, ...] = ()
    """Empty for every day of the event."""


class Checkpoint(_Part):
    """`[checkpoints.ID]`: a place where people are scanned."""

    name: Name
    kind: Literal["door", "workshop", "gift", "gala", "other"] = "door"
    categories: tuple[Id, ...] = ()
    """Who may enter; empty for every category."""
    days: tuple[date, ...] = ()
    windows: tuple[Window, ...] = ()
    direction: Literal["entry", "exit", "both"] = "both"
    entries: Literal["single", "multiple"] = "single"
    re_entry: bool = True
    """After an exit was recorded, the same ticket may enter again."""
    admits_unpaid: bool = False
    zone: Id | None = None


class Desk(_Part):
    """`[desks.ID]`: a table at a checkpoint, and whom it serves first."""

    name: Name
    checkpoint: Id
    letters: str = ""
    """As `A-F` or `A-F,X`: first letters of family names."""
    categories: tuple[Id, ...] = ()
    vip: bool = False


class Zone(_Part):
    """`[zones.ID]`: a part of the venue."""

    name: Name
    area_m2: float | None = Field(default=None, gt=0)
    capacity: int | None = Field(default=None, gt=0)


class Stage(_Part):
    """`[stages.ID]`."""

    name: Name
    zone: Id | None = None


class Role(_Part):
    """`[roles.ID]`: what people on site are called, and who stands in for whom."""

    name: Name
    overrules: bool = False
    """May admit somebody whom a rule refuses."""


DEFAULT_ROLES = {
    "volunteer": Role(name="Volunteer"),
    "problem-desk": Role(name="Problem desk", overrules=True),
    "timekeeper": Role(name="Timekeeper"),
    "coordinator": Role(name="Incident coordinator"),
    "lead": Role(name="Lead", overrules=True),
}


class Plan(_Part):
    """A whole plan whose parts agree with each other."""

    event: Event
    categories: dict[Id, Category] = {}
    checkpoints: dict[Id, Checkpoint]
    desks: dict[Id, Desk] = {}
    zones: dict[Id, Zone] = {}
    stages: dict[Id, Stage] = {}
    roles: dict[Id, Role] = DEFAULT_ROLES

    @cached_property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.event.zone)

    def local(self, instant: datetime) -> datetime:
        """An aware instant in the event's zone."""
        return instant.astimezone(self.zone)

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
