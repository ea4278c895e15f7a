"""Stages, and what holds for all of them: `[stages.ID]` and `[stage]` of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, Strict

from onsite.plan.shapes import table_of
from onsite.plan.values import CONFIG, Clock, Id, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
Minutes = Annotated[float, Strict(), Field(ge=0, le=1440, allow_inf_nan=False)]
Kind = Literal["talk", "break", "changeover", "milestone", "count-up", "fixed-end", "session"]
DEPARTMENTS = ("audio", "light", "video", "stage")
_MS = 60_000


class StagePart(BaseModel):
    """`[stages.ID]`."""

    model_config = CONFIG

    name: Name
    zone: Id | None = None
    rooms: tuple[Name, ...] = ()
    """How programmes call it, besides its name and id."""
    walk_min: dict[Id, Minutes] = {}
    """To other stages on foot; the way back takes as long where it does not say otherwise."""
    warn_min: Minutes | None = None
    """So much is left when an item's warning begins; without it, as in `[stage]`. So the next
    two."""
    danger_min: Minutes | None = None
    must_end: Clock | None = None
    departments: tuple[Id, ...] = DEPARTMENTS
    """Who does its cues."""


class StageRules(BaseModel):
    """`[stage]`."""

    model_config = CONFIG

    amber_min: Minutes = 15
    """A speaker who is not there so long before the expected start is told of; 0: nobody is."""
    red_min: Minutes = 5
    warn_min: Minutes = 5
    danger_min: Minutes = 1
    must_end: Clock | None = None
    """When everything must be over, on each day; before the hour at which the day ends, it is
    the next morning's."""
    early: tuple[Kind, ...] = ("changeover",)
    """What may begin before its planned start, as soon as the one before it is over."""
    walk_min: Minutes = 5
    """Between stages of which nothing else is said."""

    @property
    def amber_ms(self) -> int:
        """`amber_min` in milliseconds."""
        return round(self.amber_min * _MS)

    @property
    def red_ms(self) -> int:
        """`red_min` in milliseconds."""
        return round(self.red_min * _MS)


def thresholds_ms(rules: StageRules, part: StagePart) -> tuple[int, int]:
    """Warning and danger of a stage's items that have none of their own, in milliseconds."""
    warn = rules.warn_min if part.warn_min is None else part.warn_min
    danger = rules.danger_min if part.danger_min is None else part.danger_min
    return round(warn * _MS), round(danger * _MS)


def walk_ms(rules: StageRules, stages: dict[str, StagePart], start: str, end: str) -> int:
    """How long one walks from a stage to another one, in milliseconds."""
    if start == end:
        return 0
    there = stages[start].walk_min.get(end) if start in stages else None
    back = stages[end].walk_min.get(start) if end in stages else None
    said = next((each for each in (there, back) if each is not None), rules.walk_min)
    return round(said * _MS)


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit in the sections of this module; data may have any shape."""
    rules = table_of(data, "stage")
    yield from _crossed(("stage",), rules, ("red_min", "amber_min"), StageRules())
    yield from _crossed(("stage",), rules, ("danger_min", "warn_min"), StageRules())
    stages = {key: part for key, part in table_of(data, "stages").items() if isinstance(part, dict)}
    for key, part in stages.items():
        usual = {name: rules.get(name) for name in ("danger_min", "warn_min")}
        said = {**usual, **{name: part[name] for name in usual if part.get(name) is not None}}
        if any(part.get(name) is not None for name in usual):
            yield from _crossed(("stages", key), said, ("danger_min", "warn_min"), StageRules())
        for other in table_of(part, "walk_min"):
            if other == key:
                yield ("stages", key, "walk_min", other), "walk_to_itself", {}
            elif other not in stages:
                place = ("stages", key, "walk_min", other)
                yield place, "unknown_key", {"section": "stages"}
    yield from _rooms(stages)


def _crossed(
    place: tuple[str, ...], said: dict[str, Any], names: tuple[str, str], usual: StageRules
) -> Iterator[Found]:
    """The first of both must not be the longer one: it comes later."""
    less, more = (getattr(usual, name) if said.get(name) is None else said[name] for name in names)
    if all(type(each) in (int, float) for each in (less, more)) and less > more:
        # Of the table: either may be what is wrong, and one of them may not be written.
        yield place, "minutes_crossed", {"less": names[0], "more": names[1]}


def _rooms(stages: dict[str, dict[str, Any]]) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for key, part in stages.items():
        for name in (key, part.get("name")):
            if isinstance(name, str):
                owners.setdefault(name.strip().casefold(), key)
    for key, part in stages.items():
        rooms = part.get("rooms")
        for number, room in enumerate(rooms if isinstance(rooms, list | tuple) else ()):
            if not isinstance(room, str):
                continue
            owner = owners.setdefault(room.strip().casefold(), key)
            if owner != key:
                yield ("stages", key, "rooms", number), "room_twice", {"owner": owner}
