"""How many a zone may hold: the least that any rule says. Pure.

Every rule is a limit of its own with its figures and its source:

- floor: the usable floor by the floor that a person needs. Usable is the area without what stands
  on it, without the emergency aisles, and without the floor that a blocked aisle served. Aisles
  take as much as the plan lists, at least so many percent of the area.
- seats: fixed seats, without those that a blocked aisle served.
- exits: how many get out in the time that there is, through the width that is left.
- supervision: so many for each crowd manager who is signed on.
- fixed: a limit of the plan, as from a permit.
- set: a limit of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.plan.zones.usual import source
from onsite.zones.capacity.uses import use_of
from onsite.zones.capacity.views import Capacity, Limit
from onsite.zones.evacuation.views import Estimate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onsite.plan.zones.parts import CrowdPart, ExitPart, ZonePart
    from onsite.zones.capacity.views import Blocked

_NEARLY = 1e-9
"""A floor for exactly ten people is for ten, however the division is rounded."""
Staffing = Literal["few", "right", "many"]


@dataclass(frozen=True, slots=True)
class LimitOfDay:
    """What somebody has set for now."""

    people: int
    why: str = ""
    operator: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """What changes how many a zone may hold, as it is now."""

    blocked: tuple[Blocked, ...] = ()
    limit_set: LimitOfDay | None = None
    managers: int = 0
    """Crowd managers who are signed on for it."""
    signed_on: int = 0
    """Everybody who is signed on for it."""


def capacity(zone: str, part: ZonePart, crowd: CrowdPart, now: OnTheDay) -> Capacity:
    """How many a zone may hold.

    Args:
        zone: its id.
        part: what the plan says of it.
        crowd: what the plan says of all zones.
        now: how it is on the day.
    """
    limits = sorted(_limits(part, crowd, now), key=lambda each: each.people)
    return Capacity(zone, tuple(limits), now.blocked, now.managers, now.signed_on)


def usable_m2(part: ZonePart, crowd: CrowdPart, blocked: Collection[Blocked] = ()) -> float | None:
    """The floor for people, in square metres; None where the plan does not say its area."""
    if part.area_m2 is None:
        return None
    taken = part.unusable_m2 + aisles_m2(part, crowd) + lost_m2(part, blocked)
    return max(0.0, part.area_m2 - taken)


def aisles_m2(part: ZonePart, crowd: CrowdPart) -> float:
    """What the emergency aisles take: as the plan lists them, and at least its percentage."""
    percent = crowd.aisles_percent if part.aisles_percent is None else part.aisles_percent
    listed = sum(aisle.area_m2 for aisle in part.aisles.values())
    return max(listed, (part.area_m2 or 0) * percent / 100)


def lost_m2(part: ZonePart, blocked: Collection[Blocked]) -> float:
    """The floor that cannot be used while aisles are blocked."""
    lost = (part.aisles[each.way] for each in blocked if each.way in part.aisles)
    return sum(aisle.area_m2 if aisle.serves_m2 is None else aisle.serves_m2 for aisle in lost)


def evacuation_estimate(
    part: ZonePart, crowd: CrowdPart, blocked: Collection[Blocked], people: int
) -> Estimate:
    """How long a zone takes to be empty, by its ways out alone.

    Without the time until people set out, and without the way to the exit: an estimate for
    comparison with the time that the plan allows, not a promise.

    Args:
        part: what the plan says of the zone.
        crowd: what it says of all zones.
        blocked: the ways that cannot be used.
        people: how many are in it.
    """
    out = ways_out(part, crowd, blocked)
    wanted = max(0, people)
    seconds = round(wanted * 60 / out.per_min) if out.per_min > 0 else None
    allowed_s = round(minutes_of(part, crowd) * 60)
    return Estimate(wanted, out.width_m, out.per_min, seconds, allowed_s)


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The exits that count."""

    per_min: float
    """People through them in a minute."""
    width_m: float
    discounted: str = ""
    """The id of the exit that is left out though it is open; empty for none."""
    one_left: bool = False
    """Whether one of several is left."""


def ways_out(part: ZonePart, crowd: CrowdPart, blocked: Collection[Blocked]) -> WaysOut:
    """The exits that are open, without the one through which the most would go.

    That one may be the one that is lost when it matters. Where one of several is left, it counts,
    though as no more than the narrowest of them: a way that is blocked never lets more people
    out. A zone with one exit in the plan has that one.
    """
    flows = {key: each.width_m * _flow(each, crowd) for key, each in part.exits.items()}
    shut = {each.way for each in blocked}
    counted = {key for key in flows if key not in shut}
    discounted = ""
    several = crowd.discount_widest and len(flows) > 1
    one_left = several and len(counted) == 1
    if one_left:
        counted = {min(flows, key=lambda key: flows[key])}
    elif several and counted:
        discounted = max(sorted(counted), key=lambda key: flows[key])
        counted.discard(discounted)
    return WaysOut(
        sum(flows[key] for key in sorted(counted)),
        sum(part.exits[key].width_m for key in sorted(counted)),
        discounted,
        one_left,
    )


def minutes_of(part: ZonePart, crowd: CrowdPart) -> float:
    """In how many minutes a zone must be empty."""
    return crowd.evacuation_min if part.evacuation_min is None else part.evacuation_min


def levels_of(part: ZonePart, crowd: CrowdPart) -> tuple[int, ...]:
    """At how many percent of its capacity somebody is warned, ascending."""
    return part.levels or crowd.levels


def danger_per_m2(part: ZonePart, crowd: CrowdPart) -> float:
    """From which density on it is dangerous, in people on a square metre."""
    return crowd.danger_per_m2 if part.danger_per_m2 is None else part.danger_per_m2


def managers_needed(people: int, crowd: CrowdPart) -> int:
    """How many crowd managers so many people need: one for each 250, or part of them."""
    return -(-max(0, people) // crowd.people_per_manager)


def coordinators(signed_on: int, crowd: CrowdPart) -> Staffing:
    """Whether a zone has as many coordinators as the plan wants."""
    if signed_on < crowd.coordinators_min:
        return "few"
    return "many" if signed_on > crowd.coordinators_max else "right"


def figure(value: float) -> str:
    """A measure as it is shown: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _flow(way: ExitPart, crowd: CrowdPart) -> float:
    return crowd.flow_stairs if way.stairs else crowd.flow_level


def _limits(part: ZonePart, crowd: CrowdPart, now: OnTheDay) -> Iterator[Limit]:
    floor = _floor(part, crowd, now.blocked)
    if floor is not None:
        yield floor
    if part.seats is not None:
        yield _seats(part.seats, part, now.blocked)
    if part.exits:
        yield _exits(part, crowd, now.blocked)
    if part.supervised:
        each = crowd.people_per_manager
        basis = {"managers": str(now.managers), "people_per_manager": str(each)}
        yield Limit("supervision", now.managers * each, basis, source(crowd, "managers"))
    if part.capacity is not None:
        yield Limit("fixed", part.capacity, {}, part.capacity_source)
    if now.limit_set is not None:
        said = {"why": now.limit_set.why, "at_ms": str(now.limit_set.at_ms)}
        yield Limit("set", now.limit_set.people, said, now.limit_set.operator)


def _floor(part: ZonePart, crowd: CrowdPart, blocked: Collection[Blocked]) -> Limit | None:
    use, usable = use_of(part, crowd), usable_m2(part, crowd, blocked)
    if use is None or usable is None:
        return None
    basis = {
        "area_m2": figure(part.area_m2 or 0),
        "unusable_m2": figure(part.unusable_m2),
        "aisles_m2": figure(aisles_m2(part, crowd)),
        "blocked_m2": figure(lost_m2(part, blocked)),
        "usable_m2": figure(usable),
        "use": part.use or "",
        "m2_per_person": figure(use.m2_per_person),
    }
    return Limit("floor", int(usable / use.m2_per_person + _NEARLY), basis, use.source)


def _seats(seats: int, part: ZonePart, blocked: Collection[Blocked]) -> Limit:
    lost = sum(part.aisles[each.way].serves_seats for each in blocked if each.way in part.aisles)
    basis = {"seats": str(seats), "blocked_seats": str(lost)}
    return Limit("seats", max(0, seats - lost), basis)


def _exits(part: ZonePart, crowd: CrowdPart, blocked: Collection[Blocked]) -> Limit:
    """How many get out in time.

    Where one exit of several is left, no more than a room with a single exit may hold:
    International Building Code 2021, table 1006.2.1, 49 people.
    """
    out = ways_out(part, crowd, blocked)
    minutes = minutes_of(part, crowd)
    people = int(out.per_min * minutes + _NEARLY)
    basis = {
        "width_m": figure(out.width_m),
        "per_min": figure(out.per_min),
        "minutes": figure(minutes),
        "exits": str(len(part.exits)),
        "blocked": str(sum(each.way in part.exits for each in blocked)),
        "discounted": out.discounted,
    }
    if out.one_left and crowd.one_exit_people < people:
        basis["one_exit_people"] = str(crowd.one_exit_people)
        return Limit("exits", crowd.one_exit_people, basis, source(crowd, "one_exit"))
    return Limit("exits", people, basis, source(crowd, "exits"))
