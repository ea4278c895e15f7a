"""Whether what a plan says of zones agrees with itself, and with the rest of the plan.

As `plan.agreement`, it looks at plain data of any shape.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onsite.plan.shapes import items_of, table_of, tables_of
from onsite.plan.zones.parts import CrowdPart
from onsite.plan.zones.usual import USES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Place = tuple[str | int, ...]
Found = tuple[Place, str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
FULL = 100
"""In percent of the capacity: at this level nobody else may go in, so it is always one."""
LEAST_AISLES = 10
"""In percent of the floor: so much is kept free for emergencies; see `CrowdPart`."""
_USUAL = CrowdPart()


def disagreements(data: dict[str, Any], roles: tuple[str, ...]) -> Iterator[Found]:
    """What does not fit in `[zones.ID]` and `[crowd]`.

    Args:
        data: the whole plan.
        roles: the ids of `[roles.ID]` that are there without being written down.
    """
    zones = dict(tables_of(data, "zones"))
    crowd = table_of(data, "crowd")
    yield from _circles(zones)
    yield from _shares(zones)
    for key, zone in zones.items():
        yield from _ways(key, zone)
        yield from _floor(key, zone, crowd)
        yield from _use(key, zone, crowd)
        yield from _counted(key, zone, data)
        yield from _levels(("zones", key), zone, crowd)
    yield from _levels(("crowd",), crowd, crowd)
    yield from _staff(data, crowd, roles)
    for key in ("service_standing", "service_walking"):
        table = [each for each in items_of(crowd.get(key)) if _is_number(each)]
        if any(high <= low for low, high in pairwise(table)):
            yield ("crowd", key), "service_order", {}


def _circles(zones: Mapping[str, dict[str, Any]]) -> Iterator[Found]:
    """A zone is no part of itself, in however many steps."""
    for key in zones:
        seen, at = [key], zones[key].get("within")
        while isinstance(at, str) and at in zones and at not in seen:
            seen.append(at)
            at = zones[at].get("within")
        if at == key:
            yield ("zones", key, "within"), "zone_circle", {"chain": " → ".join([*seen, key])}


def _shares(zones: Mapping[str, dict[str, Any]]) -> Iterator[Found]:
    """The parts of a zone are no larger together than the zone."""
    left: dict[str, float] = {}
    for key, zone in zones.items():
        above, area = zone.get("within"), _number(zone, "area_m2")
        if not isinstance(above, str) or above not in zones or above == key or area is None:
            continue
        whole = _number(zones[above], "area_m2")
        if whole is None:
            continue
        left[above] = left.get(above, whole) - area
        if left[above] < 0:
            said = {"zone": above, "whole": f"{whole:g}"}
            yield ("zones", key, "area_m2"), "zone_larger", said


def _ways(key: str, zone: dict[str, Any]) -> Iterator[Found]:
    """What blocks and clears a way names it by its id, and no aisle serves more than there is."""
    area, seats = _number(zone, "area_m2"), _number(zone, "seats")
    for way, aisle in tables_of(zone, "aisles"):
        place = ("zones", key, "aisles", way)
        if way in table_of(zone, "exits"):
            yield place, "way_twice", {}
        served = _number(aisle, "serves_m2")
        if area is not None and served is not None and served > area:
            yield (*place, "serves_m2"), "aisle_serves", {"area": f"{area:g}"}
        if (_number(aisle, "serves_seats") or 0.0) > (seats or 0.0):
            yield (*place, "serves_seats"), "aisle_seats", {"seats": f"{seats or 0:g}"}


def _floor(key: str, zone: dict[str, Any], crowd: dict[str, Any]) -> Iterator[Found]:
    """Something is left for people, and for aisles as much as must be."""
    area = _number(zone, "area_m2")
    if area is None:
        return
    taken = _number(zone, "unusable_m2") or 0.0
    listed = sum(_number(each, "area_m2") or 0.0 for _id, each in tables_of(zone, "aisles"))
    percent = _number(zone, "aisles_percent")
    if percent is None:
        percent = _number(crowd, "aisles_percent", _USUAL.aisles_percent) or 0.0
    aisles = max(listed, area * percent / 100)
    if taken + aisles >= area:
        said = {"taken": f"{taken:g}", "aisles": f"{aisles:g}"}
        yield ("zones", key, "area_m2"), "floor_gone", said
    own = zone.get("aisles_percent") is not None and zone.get("within") is None
    if own and aisles < area * LEAST_AISLES / 100:
        said = {"aisles": f"{aisles:g}", "least": f"{LEAST_AISLES}"}
        yield ("zones", key, "aisles_percent"), "aisles_few", said


def _use(key: str, zone: dict[str, Any], crowd: dict[str, Any]) -> Iterator[Found]:
    """A use that is known, and with which a full floor is not dangerous yet."""
    use, own = zone.get("use"), table_of(crowd, "uses")
    if not isinstance(use, str):
        return
    if use not in own and use not in USES:
        ids = ", ".join(dict.fromkeys((*USES, *own)))
        yield ("zones", key, "use"), "unknown_id", {"section": "crowd.uses", "ids": ids}
        return
    each = _number(own.get(use), "m2_per_person") if use in own else USES[use].m2_per_person
    danger = _number(zone, "danger_per_m2")
    if danger is None:
        danger = _number(crowd, "danger_per_m2", _USUAL.danger_per_m2)
    if each and danger and 1 / each > danger:
        said = {"dense": f"{1 / each:.2f}", "danger": f"{danger:g}"}
        yield ("zones", key, "use"), "use_dangerous", said


def _counted(key: str, zone: dict[str, Any], data: dict[str, Any]) -> Iterator[Found]:
    """A count by badges needs a door at which they are scanned."""
    leads = [each.get("zone") for _id, each in tables_of(data, "checkpoints")]
    if zone.get("counted_by") == "badges" and key not in leads:
        yield ("zones", key, "counted_by"), "counted_nowhere", {"zone": key}


def _levels(place: Place, part: dict[str, Any], crowd: dict[str, Any]) -> Iterator[Found]:
    """Levels go up, with room between them to come back down, and the last warning is at 100."""
    levels = [each for each in items_of(part.get("levels")) if _is_number(each)]
    if not levels and place != ("crowd",):
        return
    if any(high <= low for low, high in pairwise(levels)):
        yield (*place, "levels"), "levels_order", {}
        return
    if levels and FULL not in levels:
        yield (*place, "levels"), "levels_full", {"full": str(FULL)}
        return
    levels = levels or list(_USUAL.levels)
    room = min(high - low for low, high in pairwise((0, *levels)))
    down = _number(crowd, "hysteresis_percent", _USUAL.hysteresis_percent)
    if down is not None and down >= room:
        # Told at what the plan says itself: of two usual ones, none is wrong.
        own = place == ("crowd",) and down != _USUAL.hysteresis_percent
        key = "hysteresis_percent" if own else "levels"
        yield (*place, key), "levels_close", {"down": f"{down:g}", "room": f"{room:g}"}


def _staff(data: dict[str, Any], crowd: dict[str, Any], roles: tuple[str, ...]) -> Iterator[Found]:
    known = tuple(dict.fromkeys((*roles, *table_of(data, "roles"))))
    for number, role in enumerate(items_of(crowd.get("manager_roles"))):
        if isinstance(role, str) and role not in known:
            listed = {"section": "roles", "ids": ", ".join(known)}
            yield ("crowd", "manager_roles", number), "unknown_id", listed
    least = _number(crowd, "coordinators_min", _USUAL.coordinators_min)
    most = _number(crowd, "coordinators_max", _USUAL.coordinators_max)
    if least is not None and most is not None and least > most:
        own = least != _USUAL.coordinators_min
        key = "coordinators_min" if own else "coordinators_max"
        said = {"least": f"{least:g}", "most": f"{most:g}"}
        yield ("crowd", key), "coordinators_crossed", said


def _number(part: Any, key: str, usual: float | None = None) -> float | None:
    """A number that stands there; the usual one where nothing does, None for anything else."""
    value = part.get(key) if isinstance(part, dict) else None
    if value is None:
        return usual
    return float(value) if _is_number(value) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _HUGE


_HUGE = 1e12
"""Larger ones are told as mistakes of their own."""
