"""Emptying a zone: begun, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.zones.evacuation import reading
from onsite.zones.evacuation.facts import EvacuationBegun, EvacuationEnded
from onsite.zones.naming import zone_of
from onsite.zones.rights import check_may_open
from onsite.zones.rules import outermost, parts_of
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.zones.acting import By
    from onsite.zones.evacuation.views import Begun, Evacuation
    from onsite.zones.views import Survey, ZoneView

LONGEST = 500
"""Characters of a reason or a note."""


def begin(  # noqa: PLR0913 - what every service takes, where, why, and whether in earnest
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    zone: str,
    why: str = "",
    *,
    drill: bool = False,
) -> Evacuation:
    """Have everybody leave a zone and what is within it; in earnest also during a drill.

    A zone is given by its id or name; why, in the words of who began it.

    Raises:
        BadInputError: there is no such zone.
        NotPossibleError: it is being emptied already.
    """
    outer = zone_of(plan, zone)
    going = reading.begun(rows)
    there = going.get(outer, ())
    if any(each.key == by.key for each in there):
        return _as_it_stands(rows, plan, by, outer)
    if _goes_on(there, drill=drill):
        raise _already(plan, there[0])
    known, said = survey(rows, plan, from_ms(by.at_ms)), clean(why)[:LONGEST]
    inside = (each for each in known.zones if each.id in parts_of(plan.zones, outer))
    facts = [
        _beginning(by, each, said, drill=drill)
        for each in inside
        if not _goes_on(going.get(each.id, ()), drill=drill)
    ]
    journal.append(rows, *facts, operator=by.operator)
    return _as_it_stands(rows, plan, by, outer)


def end(
    journal: Journal, rows: Connection, plan: Plan, by: By, zone: str, note: str = ""
) -> Evacuation:
    """Say that a zone and what is within it is empty, or that people may come in again.

    Returns:
        How it stood at its end.

    Raises:
        BadInputError: there is no such zone.
        NotPossibleError: it is not being emptied, so is a zone of which it is a part, or the
            operator may not end it.
    """
    outer = zone_of(plan, zone)
    going = reading.begun(rows)
    if outer not in going:
        name = plan.zones[outer].name
        raise NotPossibleError(_("“{zone}” is not being emptied.").format(zone=name))
    check_may_open(rows, plan, by.operator)
    around = outermost(plan.zones, outer, going)
    if around != outer:
        raise _part_of(plan, outer, around)
    last = _as_it_stands(rows, plan, by, outer)
    known = survey(rows, plan, from_ms(by.at_ms))
    facts = [
        fact
        for each in parts_of(plan.zones, outer)
        for fact in _ends(by, going.get(each, ()), known, note)
    ]
    journal.append(rows, *facts, operator=by.operator)
    return last


def _goes_on(begun: Iterable[Begun], *, drill: bool) -> bool:
    """Whether one goes on that is as grave: in earnest, a drill is none."""
    return any(drill or not each.drill for each in begun)


def _beginning(by: By, zone: ZoneView, why: str, *, drill: bool) -> EvacuationBegun:
    return EvacuationBegun(
        zone=zone.id,
        key=by.key,
        at_ms=by.at_ms,
        people=zone.people,
        by_hand=zone.by_hand.total,
        why=why,
        drill=drill,
    )


def _ends(by: By, begun: Iterable[Begun], known: Survey, note: str = "") -> list[EvacuationEnded]:
    """The ends of evacuations of one zone: those that two stations began as well."""
    found = []
    for each in begun:
        view = known.zone(each.zone)
        left = view.evacuation.left if view is not None and view.evacuation is not None else 0
        said = {"at_ms": by.at_ms, "left": left, "note": clean(note)[:LONGEST]}
        found.append(EvacuationEnded(zone=each.zone, key=each.key, **said))
    return found


def _as_it_stands(rows: Connection, plan: Plan, by: By, zone: str) -> Evacuation:
    """The evacuation of a zone of which one goes on."""
    going = (each.evacuation for each in survey(rows, plan, from_ms(by.at_ms)).zones)
    return next(each for each in going if each is not None and each.zone == zone)


def _already(plan: Plan, begun: Begun) -> NotPossibleError:
    since = f"{plan.local(from_ms(begun.at_ms)):%H:%M}"
    said = _("“{zone}” is being emptied already, since {time}.")
    return NotPossibleError(said.format(zone=plan.zones[begun.zone].name, time=since))


def _part_of(plan: Plan, zone: str, around: str) -> NotPossibleError:
    names = {"part": plan.zones[zone].name, "zone": plan.zones[around].name}
    return NotPossibleError(
        _("“{part}” is a part of “{zone}”, which is being emptied.").format(**names),
        _("End it for “{zone}”: that ends it here as well.").format(**names),
    )
