"""Incidents as they are kept: rows into the values that the screens and the services work with."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.incidents.facts import StateChanged
from onsite.incidents.log import merging, numbers, restricted, states
from onsite.incidents.log.done_with import apart
from onsite.incidents.parts_tables import (
    IncidentAttachmentRow,
    IncidentMergeRow,
    IncidentStrikeRow,
    IncidentTaskRow,
    IncidentUnitRow,
)
from onsite.incidents.rights import may_see
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.incidents.views import Attachment, Incident, Line, Strike, Task, Unit
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.log.merging import Merged
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_INCIDENT = table_of(IncidentRow)
_ENTRY = table_of(IncidentEntryRow)
_STRIKE = table_of(IncidentStrikeRow)
_MERGE = table_of(IncidentMergeRow)
_PARTS = {
    "units": table_of(IncidentUnitRow),
    "tasks": table_of(IncidentTaskRow),
    "attachments": table_of(IncidentAttachmentRow),
}
_ORDERS = {"units": "at_ms", "tasks": "time", "attachments": "at_ms"}
_WHICH: Any = bindparam("incident")
_SUBJECT: Any = bindparam("subject")
_REPORTED = select(_INCIDENT).where(_INCIDENT.c.reported)
_OPEN = Prepared(_REPORTED.where(_INCIDENT.c.state != "closed").order_by(_INCIDENT.c.incident))
_ALL = Prepared(_REPORTED.order_by(_INCIDENT.c.at_ms, _INCIDENT.c.incident))
_ONE = Prepared(_REPORTED.where(_INCIDENT.c.incident == _WHICH))
_NUMBERED = Prepared(
    _REPORTED.where(_INCIDENT.c.count == bindparam("count")).order_by(_INCIDENT.c.time)
)
_RESTRICTED = Prepared(select(_INCIDENT.c.incident).where(_INCIDENT.c.restricted))
_MERGES = Prepared(select(_MERGE))
_CLOSINGS = Prepared(
    select(
        *(_ENTRY.c.incident, _ENTRY.c.station, _ENTRY.c.number, _ENTRY.c.fact),
        _INCIDENT.c.state_by,
    )
    .join(_INCIDENT, _INCIDENT.c.subject == _ENTRY.c.subject)
    .where(
        _INCIDENT.c.state == states.CLOSED,
        _INCIDENT.c.incident.in_(select(_MERGE.c.into)),
        _ENTRY.c.kind == StateChanged.kind,
    )
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_LINES = Prepared(
    select(_ENTRY)
    .where(_ENTRY.c.subject == _SUBJECT)
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_STRIKES = Prepared(select(_STRIKE).where(_STRIKE.c.subject == _SUBJECT))
_PARTS_OF = {
    name: Prepared(select(table).where(table.c.incident == _WHICH).order_by(table.c[_ORDERS[name]]))
    for name, table in _PARTS.items()
}
_PARTS_OF_OPEN = {
    name: Prepared(
        select(table)
        .join(_INCIDENT, _INCIDENT.c.incident == table.c.incident)
        .where(_INCIDENT.c.state != "closed")
        .order_by(table.c[_ORDERS[name]])
    )
    for name, table in _PARTS.items()
}
_MINUTE_MS = 60_000
_LEAST_ID = 4
"""So many digits of an id at least name an incident."""


def merges(rows: Connection) -> Merged:
    """Which incident goes on for which."""
    holds = merging.merged(
        merging.Said(**{name: row[name] for name in merging.Said._fields})
        for row in _MERGES.all(rows, {})
    )
    return apart(holds, _closed_with(rows)) if holds.into else holds


def _closed_with(rows: Connection) -> dict[str, set[str]]:
    """Of those that are closed and have duplicates: the ones that were done with then.

    Of two that have closed it apart both count: what either has thought of is done with.
    """
    found: dict[str, set[str]] = {}
    for row in _CLOSINGS.all(rows, {}):
        fact = json.loads(row["fact"])
        if f"{row['station']}/{row['number']}" == row["state_by"]:
            found[row["incident"]] = set()
        if row["incident"] in found and fact["to"] == states.CLOSED:
            found[row["incident"]].update(fact.get("duplicates", ()))
    return found


def open_ones(rows: Connection, plan: Plan, merged: Merged | None = None) -> tuple[Incident, ...]:
    """Every incident that is not closed, drills and duplicates too, in no special order.

    Which goes on for which is read, unless it is given.
    """
    parts = {name: _by_incident(each.all(rows, {})) for name, each in _PARTS_OF_OPEN.items()}
    merged, hidden = merged or merges(rows), restricted_ones(rows)
    return tuple(_incident(plan, row, merged, hidden, parts) for row in _OPEN.all(rows, {}))


def all_of_them(rows: Connection, plan: Plan) -> tuple[Incident, ...]:
    """Every incident that was ever reported, in the order of the reports, without their parts."""
    merged, hidden = merges(rows), restricted_ones(rows)
    return tuple(_incident(plan, row, merged, hidden, {}) for row in _ALL.all(rows, {}))


def restricted_ones(rows: Connection) -> frozenset[str]:
    """The ids of those that are restricted themselves, whatever their duplicates are."""
    return frozenset(row["incident"] for row in _RESTRICTED.all(rows, {}))


def one(rows: Connection, plan: Plan, incident: str) -> Incident | None:
    """The incident with that id, with all of its parts; None where there is none."""
    row = _ONE.first(rows, {"incident": incident})
    if row is None:
        return None
    parts = {
        name: _by_incident(each.all(rows, {"incident": incident}))
        for name, each in _PARTS_OF.items()
    }
    return _incident(plan, row, merges(rows), restricted_ones(rows), parts)


def named(rows: Connection, plan: Plan, text: str) -> tuple[Incident, ...]:
    """What a number, a part of one, or an id means: more than one where that is not clear.

    Of a count alone, the open ones are meant where there are any.
    """
    known = one(rows, plan, text.strip())
    if known is not None:
        return (known,)
    number = numbers.read(text)
    if number is None:
        return _by_id(rows, plan, text.strip())
    found = [
        _incident(plan, row, merging.Merged(), frozenset(), {})
        for row in _NUMBERED.all(rows, {"count": number.value})
        if row["drill"] == number.drill and number.prefix in ("", row["prefix"])
    ]
    waiting = [each for each in found if each.state != "closed"]
    wanted = waiting if waiting and not number.prefix else found
    whole = (one(rows, plan, each.id) for each in wanted)
    return tuple(each for each in whole if each is not None)


def timeline(rows: Connection, plan: Plan, incident: Incident) -> tuple[Line, ...]:
    """All that happened to an incident and to its duplicates, by when it happened.

    What happened at the same time stands in the order of the journal.
    """
    lines = [
        line for each in (incident.id, *incident.members) for line in entries(rows, plan, each)
    ]
    return tuple(sorted(lines, key=lambda each: (each.happened_ms, each.time, each.name)))


def entries(rows: Connection, plan: Plan, incident: str) -> list[Line]:
    """All that happened to an incident alone, in the order of the journal."""
    subject, refused = {"subject": f"incident:{incident}"}, merges(rows).refused
    strikes = {
        (row["entry_station"], row["entry_number"]): Strike(
            row["reason"], row["operator"], row["at_ms"]
        )
        for row in _STRIKES.all(rows, subject)
    }
    late_ms = round(plan.response.rules.late_min * _MINUTE_MS)
    return [
        Line(
            time=row["time"],
            station=row["station"],
            number=row["number"],
            incident=row["incident"],
            kind=row["kind"],
            operator=row["operator"],
            at_ms=row["at_ms"],
            happened_ms=row["happened_ms"],
            late=row["at_ms"] - row["happened_ms"] >= late_ms > 0,
            details=json.loads(row["fact"]),
            counts=row["counts"] and (row["station"], row["number"]) not in refused,
            strike=strikes.get((row["station"], row["number"])),
        )
        for row in _LINES.all(rows, subject)
    ]


def veil_for(rows: Connection, plan: Plan, operator: str) -> Callable[[Incident], Incident]:
    """What is to be done to an incident before an operator sees it."""
    if may_see(rows, plan, operator):
        return lambda incident: incident
    return lambda incident: restricted.veiled(incident) if incident.restricted else incident


def _by_id(rows: Connection, plan: Plan, text: str) -> tuple[Incident, ...]:
    if len(text) < _LEAST_ID:
        return ()
    found = (each for each in all_of_them(rows, plan) if each.id.startswith(text.lower()))
    whole = (one(rows, plan, each.id) for each in found)
    return tuple(each for each in whole if each is not None)


def _incident(
    plan: Plan,
    row: Row,
    merged: Merged,
    hidden: frozenset[str],
    parts: Mapping[str, Mapping[str, list[Row]]],
) -> Incident:
    which = row["incident"]
    root, members = merged.root(which), merged.members(which)
    others = members if root == which else (root, *merged.members(root))
    found = Incident(
        **{name: row[name] for name in _SAME},
        id=which,
        types=tuple(json.loads(row["types"])),
        rank=plan.response.rank(row["severity"]),
        into=root if root != which else "",
        members=members,
        # What is written in its duplicates is read in it, and they tell of the same as it does.
        restricted=row["restricted"] or not hidden.isdisjoint(others),
    )
    of = {name: each.get(which, []) for name, each in parts.items()}
    if not any(of.values()):
        return found
    return replace(
        found,
        units=tuple(_unit(each) for each in of["units"]),
        tasks=tuple(_task(each) for each in of["tasks"] if each["added"]),
        attachments=tuple(_attachment(each) for each in of["attachments"]),
    )


_SAME = (
    *("prefix", "count", "drill", "station", "author", "reporter", "text", "severity", "zone"),
    *(
        "place",
        "at_ms",
        "happened_ms",
        "state",
        "state_ms",
        "state_by",
        "severity_by",
        "acked_ms",
        "acked_by",
        "outcome",
    ),
    *("responsible", "forced", "reopened", "policy", "policy_by", "time"),
)


def _unit(row: Row) -> Unit:
    return Unit(row["unit"], row["role"], row["assigned"], row["at_ms"])


def _task(row: Row) -> Task:
    said = (row["task"], row["text"], row["owner"], row["due_ms"])
    return Task(*said, row["done"], row["done_by"], row["done_ms"], row["role"])


def _attachment(row: Row) -> Attachment:
    return Attachment(
        **{name: row[name] for name in ("sha256", "name", "size", "media", "station")},
        operator=row["operator"],
        at_ms=row["at_ms"],
    )


def _by_incident(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["incident"]].append(row)
    return found
