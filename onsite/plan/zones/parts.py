"""`[zones.ID]` and `[crowd]`: parts of the venue, how many they hold, and when to warn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, Strict

from onsite.plan.values import CONFIG, Id, Name, Switch, Words

Area = Annotated[float, Strict(), Field(gt=0, le=10_000_000, allow_inf_nan=False)]
"""In square metres."""
People = Annotated[int, Strict(), Field(gt=0, le=10_000_000)]
Metres = Annotated[float, Strict(), Field(gt=0, le=1000, allow_inf_nan=False)]
Percent = Annotated[float, Strict(), Field(ge=0, le=100, allow_inf_nan=False)]
Minutes = Annotated[float, Strict(), Field(gt=0, le=1440, allow_inf_nan=False)]
Density = Annotated[float, Strict(), Field(gt=0, le=20, allow_inf_nan=False)]
"""In people per square metre."""
ServiceTable = tuple[Density, Density, Density, Density, Density]
"""The highest density, in people per square metre, of each level of service from A to E."""
Flow = Annotated[float, Strict(), Field(gt=0, le=500, allow_inf_nan=False)]
"""In people per metre of width and minute."""
Fraction = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Level = Annotated[int, Strict(), Field(gt=0, le=200)]
"""In percent of the capacity."""


class ExitPart(BaseModel):
    """`[zones.ID.exits.ID]`: a way out."""

    model_config = CONFIG

    name: Name
    width_m: Metres
    stairs: Switch = False
    """Fewer people a minute go over stairs."""


class AislePart(BaseModel):
    """`[zones.ID.aisles.ID]`: an emergency aisle, and the floor that is left through it."""

    model_config = CONFIG

    name: Name
    area_m2: Area
    serves_m2: Area | None = None
    """So much of the usable floor cannot be used while it is blocked; None: as much as it takes."""
    serves_seats: Annotated[int, Strict(), Field(ge=0, le=10_000_000)] = 0
    """So many of the fixed seats cannot be used while it is blocked."""


class CameraPart(BaseModel):
    """`[zones.ID.camera]`: a camera over a one-way door, and the line that people cross there."""

    model_config = CONFIG

    source: Annotated[Words, Field(min_length=1)]
    """As after `--camera`: a camera of the station, an address, or a file."""
    station: Annotated[Words, Field(min_length=1)]
    """The name of the station that watches: one alone, or everybody would count twice."""
    line: tuple[Fraction, Fraction, Fraction, Fraction] = (0, 0.5, 1, 0.5)
    """From x, y to x, y, in parts of the picture's width and height from its upper left corner."""
    direction: Literal["left", "right", "up", "down"]
    """The way across the line that people go who use the door as they should."""
    door: Literal["in", "out"] = "in"
    """Whether they come into the zone by it or leave it."""


class ZonePart(BaseModel):
    """`[zones.ID]`: a part of the venue."""

    model_config = CONFIG

    name: Name
    within: Id | None = None
    """A sub-zone, as the floor in front of a stage: who is in it is in that zone, too."""
    counted_by: Literal["hand", "badges"] = "hand"
    """Whose count is the zone's: that of the counters, or of the checkpoints that lead there."""
    area_m2: Area | None = None
    """The floor between the walls."""
    unusable_m2: Annotated[float, Strict(), Field(ge=0, le=10_000_000, allow_inf_nan=False)] = 0
    """Of that, what a stage, stands and desks take."""
    aisles: dict[Id, AislePart] = {}
    aisles_percent: Percent | None = None
    """So much of the floor is kept free as emergency aisles; None: as in `[crowd]`, or as much as
    `aisles` take, whatever is more."""
    use: Id | None = None
    """How the floor is used, as `standing`: one of the usual uses or of `[crowd.uses.ID]`; without
    it, the floor limits nothing."""
    seats: People | None = None
    """Fixed seats."""
    exits: dict[Id, ExitPart] = {}
    evacuation_min: Minutes | None = None
    """It must be empty after so many minutes; None: as in `[crowd]`."""
    capacity: People | None = None
    """A fixed limit, as from a permit."""
    capacity_source: Words = ""
    """Who has set the limit."""
    supervised: Switch = False
    """Whether it holds no more than its crowd managers may look after."""
    danger_per_m2: Density | None = None
    """So dense is dangerous; None: as in `[crowd]`."""
    levels: tuple[Level, ...] = ()
    """Empty: as in `[crowd]`."""
    camera: CameraPart | None = None
    """A hint beside the count, never instead of it."""


class UsePart(BaseModel):
    """`[crowd.uses.ID]`: how much floor a person needs."""

    model_config = CONFIG

    name: Name
    m2_per_person: Annotated[float, Strict(), Field(gt=0, le=1000, allow_inf_nan=False)]
    source: Words = ""
    walking: Switch = False
    """Whether people walk there, as through a foyer: its level of service is that of walkways."""


class CrowdPart(BaseModel):
    """`[crowd]`: what holds for all zones."""

    model_config = CONFIG

    uses: dict[Id, UsePart] = {}
    """Besides the usual ones; see `usual`."""
    aisles_percent: Annotated[float, Strict(), Field(ge=10, le=90, allow_inf_nan=False)] = 10
    """No less, but in parts of a zone, whose aisles are those of that zone."""
    flow_level: Flow = 82
    """Through a level exit."""
    flow_stairs: Flow = 66
    evacuation_min: Minutes = 8
    discount_widest: Switch = True
    """Whether the widest exit counts as blocked, where there are several."""
    one_exit_people: People = 49
    """Where one exit of several is left, it is for no more than so many."""
    exits_source: Words = ""
    """Who says so of exits, where it is not the usual source; so the next three."""
    managers_source: Words = ""
    danger_source: Words = ""
    service_source: Words = ""
    people_per_manager: People = 250
    manager_roles: tuple[Id, ...] = ()
    """Roles whose people are crowd managers while they are signed on; empty: all of them."""
    coordinators_min: Annotated[int, Strict(), Field(ge=0, le=100)] = 4
    coordinators_max: Annotated[int, Strict(), Field(ge=0, le=100)] = 6
    danger_per_m2: Density = 4
    service_standing: ServiceTable = (0.83, 1.08, 1.54, 3.59, 5.38)
    """Where people stand; so the next where they walk. See `capacity.service_levels`."""
    service_walking: ServiceTable = (0.31, 0.43, 0.72, 1.08, 2.15)
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=6)] = (80, 90, 100)
    hysteresis_percent: Percent = 5
    """So far under a level it is left again."""
    window_min: Annotated[float, Strict(), Field(ge=3, le=1440, allow_inf_nan=False)] = 10
    """Over so long the rate is measured."""
    stale_min: Minutes = 5
    """A count of which nothing was heard for so long is stale, while people come."""
    tolerance_people: Annotated[int, Strict(), Field(ge=0, le=1_000_000)] = 20
    tolerance_percent: Percent = 5
    """So far, the more of both, zones and gates may differ before it alarms."""
    gates: tuple[Id, ...] = ()
    """The checkpoints by which people come into the venue and leave it; empty: the doors that lead
    into no zone, or, where each leads into one, all doors."""
    recount_percent: Percent = 5
    """So wrong may a count come to be by its drift before another recount is due."""
