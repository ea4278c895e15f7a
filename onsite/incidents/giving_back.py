"""What an incident has by its duplicates alone, given back once one of them is taken apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, or_, select

from onsite.incidents import facts, reading
from onsite.incidents.acting import known
from onsite.incidents.rights import may_see
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import OfIncident
    from onsite.incidents.views import Incident

_ENTRY = table_of(IncidentEntryRow)
_MERGINGS = Prepared(
    select(_ENTRY.c.press, _ENTRY.c.fact).where(_ENTRY.c.kind == facts.MergedInto.kind)
)
_SAID = Prepared(
    select(_ENTRY.c.kind, _ENTRY.c.press, _ENTRY.c.fact)
    .where(
        _ENTRY.c.subject == bindparam("subject"),
        or_(*(_ENTRY.c.kind == each.kind for each in (facts.TypesChanged, facts.RestrictedSet))),
    )
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)


class Brought(NamedTuple):
    """What mergings have brought, and nobody has said since."""

    types: frozenset[str]
    restricted: bool


def brought(said: Iterable[Mapping[str, Any]], mergings: Collection[str]) -> Brought:
    """Of what was said about types and restriction, what is there by mergings alone. Pure.

    Args:
        said: kind, press and fact of the entries of one incident, in the order of the journal.
        mergings: the presses by which duplicates were merged into it.
    """
    types: dict[str, bool] = {}
    restricted = False
    for each in said:
        fact, by_merging = json.loads(each["fact"]), each["press"] in mergings
        if each["kind"] == facts.RestrictedSet.kind:
            restricted = by_merging and fact["on"]
            continue
        types |= dict.fromkeys(fact.get("added", ()), by_merging)
        types |= dict.fromkeys(fact.get("removed", ()), False)
    return Brought(frozenset(each for each, alone in types.items() if alone), restricted)


def given_back(at: Acting) -> list[OfIncident]:
    """What the others have by this duplicate alone: types, and that not everybody may know.

    That they are graver stays: lowering that needs a reason. By whoever may not see restricted
    ones they stay so: they cannot know what was written there.
    """
    merges = reading.merges(at.rows)
    leaves = {at.incident.id, *merges.members(at.incident.id)}
    found: list[OfIncident] = []
    gone: dict[str, frozenset[str]] = {}
    target = merges.into.get(at.incident.id)
    while target is not None:
        other = known(at.rows, at.plan, target)
        has = brought(_said(at.rows, target), _mergings(at.rows, target))
        left = _types_of(at, set(merges.members(target)) - leaves, gone)
        gone[target] = frozenset({*other.types} & has.types) - left
        if gone[target] == {*other.types}:
            gone[target] = frozenset()
        found += _facts(at, other, gone[target], restricted=has.restricted)
        target = merges.into.get(target)
    return found


def _facts(
    at: Acting, other: Incident, gone: frozenset[str], *, restricted: bool
) -> list[OfIncident]:
    timed = {**at.timed(), "incident": other.id}
    found: list[OfIncident] = []
    if gone:
        found.append(facts.TypesChanged(**timed, removed=tuple(sorted(gone))))
    types = at.plan.response.types
    own = any(types[each].restricted for each in {*other.types} - gone if each in types)
    if restricted and not own and may_see(at.rows, at.plan, at.by.operator):
        found.append(facts.RestrictedSet(**timed, on=False, reason=at.incident.number))
    return found


def _types_of(
    at: Acting, members: Iterable[str], gone: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Of what types those are that still go on in it."""
    nothing: frozenset[str] = frozenset()
    found = ({*known(at.rows, at.plan, each).types} - gone.get(each, nothing) for each in members)
    return frozenset().union(*found)


def _said(rows: Connection, incident: str) -> list[Mapping[str, Any]]:
    return list(_SAID.all(rows, {"subject": facts.incident_subject(incident)}))


def _mergings(rows: Connection, into: str) -> frozenset[str]:
    """By which presses duplicates were merged into it."""
    found = _MERGINGS.all(rows, {})
    return frozenset(
        row["press"] for row in found if row["press"] and json.loads(row["fact"])["into"] == into
    )
