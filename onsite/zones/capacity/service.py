"""What changes how many a zone may hold, on the day: a way blocked or free, a limit set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.language import _
from onsite.zones.capacity import reading
from onsite.zones.capacity.facts import LimitSet, WayBlocked, WayCleared
from onsite.zones.naming import way_of, zone_of
from onsite.zones.rights import check_may_limit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.zones.acting import By
    from onsite.zones.capacity.views import Capacity

LONGEST = 500
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many a zone could hold before an act, and how many after it."""

    before: Capacity
    after: Capacity
    changed: bool = True
    """False where it was so already: nothing was recorded."""
    way: str = ""
    """The id of the exit or aisle; empty for a limit."""


def block(  # noqa: PLR0913, PLR0917 - what every service takes, which way, and why
    journal: Journal, rows: Connection, plan: Plan, by: By, zone: str, way: str, why: str = ""
) -> Changed:
    """An exit or an aisle cannot be used; from now on it counts no more.

    Args:
        zone: its id or name.
        way: its id or name.
        why: what stands in the way.

    Raises:
        BadInputError: the plan has no such zone, or the zone no such way.
    """
    zone = zone_of(plan, zone)
    way = way_of(plan, zone, way)
    before = reading.capacity_of(rows, plan, zone, from_ms(by.at_ms))
    why = clean(why)[:LONGEST]
    if any((each.way, each.why) == (way, why) for each in before.blocked):
        return Changed(before, before, changed=False, way=way)
    fact = WayBlocked(zone=zone, key=by.key, at_ms=by.at_ms, way=way, why=why)
    journal.append(rows, fact, operator=by.operator)
    return _changed(rows, plan, by, before, way)


def clear(journal: Journal, rows: Connection, plan: Plan, by: By, zone: str, way: str) -> Changed:
    """An exit or an aisle can be used again.

    Raises:
        BadInputError: the plan has no such zone, or the zone no such way.
    """
    zone = zone_of(plan, zone)
    way = way_of(plan, zone, way)
    before = reading.capacity_of(rows, plan, zone, from_ms(by.at_ms))
    if all(each.way != way for each in before.blocked):
        return Changed(before, before, changed=False, way=way)
    fact = WayCleared(zone=zone, key=by.key, at_ms=by.at_ms, way=way)
    journal.append(rows, fact, operator=by.operator)
    return _changed(rows, plan, by, before, way)


def set_limit(  # noqa: PLR0913, PLR0917 - what every service takes, how many, and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    zone: str,
    people: int | None,
    why: str = "",
) -> Changed:
    """For now a zone holds no more than so many, whatever the plan allows; None: as the plan says.

    A limit above what the other rules allow changes nothing: the least of all holds.

    Raises:
        BadInputError: the plan has no such zone, or it is a limit that there cannot be.
        NotPossibleError: the operator may not.
    """
    zone = zone_of(plan, zone)
    check_may_limit(rows, plan, by.operator)
    if people is not None and not 0 <= people <= MOST:
        raise BadInputError(
            _("{people} is no limit for a zone.").format(people=people),
            _("Give a number from 0 to {most}.").format(most=MOST),
        )
    before = reading.capacity_of(rows, plan, zone, from_ms(by.at_ms))
    why = clean(why)[:LONGEST]
    there = next((each for each in before.limits if each.rule == "set"), None)
    standing = (None, "") if there is None else (there.people, there.basis["why"])
    if standing == (people, why if people is not None else ""):
        return Changed(before, before, changed=False)
    fact = LimitSet(zone=zone, key=by.key, at_ms=by.at_ms, people=people, why=why)
    journal.append(rows, fact, operator=by.operator)
    return _changed(rows, plan, by, before, "")


MOST = 10_000_000


def _changed(rows: Connection, plan: Plan, by: By, before: Capacity, way: str) -> Changed:
    after = reading.capacity_of(rows, plan, before.zone, from_ms(by.at_ms))
    return Changed(before, after, way=way)
