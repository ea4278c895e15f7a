"""What follows from how many are in a zone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from onsite.plan.zones.parts import ZonePart

FULL = 100
"""In percent: nobody else may go in."""


def percent(people: int, capacity: int | None) -> float | None:
    """How full a zone is, below zero for a deficit; None where nothing limits it.

    A zone that may hold nobody, as one whose exits are all blocked, is full, and as much over it
    as one that may hold a single person.
    """
    if capacity is None:
        return None
    if capacity == 0:
        return float(FULL * max(1, people))
    return people * FULL / capacity


def density(people: int, usable_m2: float | None) -> float | None:
    """People on a square metre; None of a deficit, and where the plan does not say how much."""
    return people / usable_m2 if usable_m2 and people >= 0 else None


def stale_ms(
    people: int, last_ms: int | None, others_ms: int | None, now_ms: int, limit_ms: float
) -> int | None:
    """How old a count is, in milliseconds, where it is stale; None where it is not.

    It is stale once nothing was heard of it for longer than the plan allows, unless it says that
    nobody is there, and nobody counts elsewhere either: then it is night.

    Args:
        people: in the zone, by that count.
        last_ms: when it was heard last, UTC since 1970; None for never.
        others_ms: when any count of any zone was heard last.
        now_ms: the instant for which it is asked.
        limit_ms: so old it may be.
    """
    if last_ms is None or now_ms - last_ms <= limit_ms:
        return None
    counting = others_ms is not None and now_ms - others_ms <= limit_ms
    return now_ms - last_ms if people or counting else None


def in_order(zones: Mapping[str, ZonePart]) -> tuple[str, ...]:
    """Their ids in the plan's order, each sub-zone behind the zone of which it is a part."""
    inside: dict[str, list[str]] = {}
    for zone, part in zones.items():
        inside.setdefault(part.within or "", []).append(zone)
    found: list[str] = []
    ahead = inside.get("", [])[::-1]
    while ahead:
        found.append(ahead.pop())
        ahead += inside.get(found[-1], [])[::-1]
    return tuple(found)


def parts_of(zones: Mapping[str, ZonePart], zone: str) -> tuple[str, ...]:
    """A zone and all that are within it, itself first."""
    found = [zone]
    for each in found:
        found += [key for key, part in zones.items() if part.within == each]
    return tuple(found)


def outermost(zones: Mapping[str, ZonePart], zone: str, of: Container[str]) -> str:
    """The outermost of some zones around a zone; itself where it is within none of them."""
    found, around = zone, zones[zone].within
    while around is not None:
        found = around if around in of else found
        around = zones[around].within
    return found
