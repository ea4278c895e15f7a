"""Incidents as they are searched: all that was written of them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onsite.incidents import reading, wording
from onsite.incidents.log import restricted
from onsite.incidents.people import name_of, people
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.roster.folding import fold
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_ENTRY = table_of(IncidentEntryRow)
_SILENT = (
    *("policy", "fired", "ack_lapsed", "page_begun", "page_handed", "page_failed", "opened"),
)
"""Kinds in which nobody has written anything."""
_LINES = Prepared(
    select(
        *(_ENTRY.c[name] for name in ("incident", "station", "number", "kind", "operator")),
        *(_ENTRY.c[name] for name in ("at_ms", "happened_ms", "fact")),
    )
    .where(*(_ENTRY.c.kind != f"incident.{each}" for each in _SILENT))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_WORDS = (
    *("text", "reason", "outcome", "responsible", "place", "reporter", "chosen", "target"),
    *("name", "role"),
)
_PEOPLE = ("unit", "owner", "person")
_HAS = {
    "incident.task_added": "task",
    "incident.attachment": "file",
    "incident.link": "link",
    "incident.decision": "decision",
    "incident.statement": "statement",
    "incident.methane": "methane",
    "incident.playbook": "playbook",
    "incident.unit_assigned": "unit",
    "incident.struck": "strike",
}
HAS = tuple(_HAS.values())
"""What a record may have."""
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that was written."""

    text: str
    folded: str
    entry: str = ""
    """What names its entry, as `views.Line.name`; empty for what the incident itself tells."""
    kind: str = ""
    operator: str = ""
    happened_ms: int = 0
    """In milliseconds UTC since 1970."""


@dataclass(frozen=True, slots=True)
class Record:
    """An incident with all that was written of it."""

    incident: Incident
    passages: tuple[Passage, ...]
    people: frozenset[str]
    """Who wrote of it, or is named in it: ids, and folded names."""
    has: frozenset[str]
    late: bool
    """Whether something was written down late."""


def records(rows: Connection, plan: Plan, *, sees: bool) -> tuple[Record, ...]:
    """All incidents, in the order of the reports.

    Args:
        rows: the store.
        plan: the plan in force.
        sees: whether who searches may see what is restricted; otherwise that is found by its
            number, zone and state alone.
    """
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in _LINES.all(rows, {}):
        lines[row["incident"]].append(row)
    known = people(rows, plan)
    names = {key: name_of(plan, key, known) for key in known}
    return tuple(
        _veiled(plan, each)
        if each.restricted and not sees
        else _record(plan, each, lines[each.id], names)
        for each in reading.all_of_them(rows, plan)
    )


def _record(plan: Plan, incident: Incident, lines: list[Row], names: Mapping[str, str]) -> Record:
    passages, who = [_itself(plan, incident)], {incident.author}
    for row in lines:
        fact = json.loads(row["fact"])
        named = [fact[each] for each in _PEOPLE if fact.get(each)]
        who.update((row["operator"], fact.get("reporter", ""), *named))
        text = " · ".join(_said(fact, [names.get(each, each) for each in named]))
        if text:
            passages.append(_passage(row, text))
    late_ms = round(plan.response.rules.late_min * _MINUTE_MS)
    return Record(
        incident,
        tuple(passages),
        frozenset(each for one in who if one for each in (one, fold(one))),
        frozenset(_HAS[row["kind"]] for row in lines if row["kind"] in _HAS),
        any(row["at_ms"] - row["happened_ms"] >= late_ms > 0 for row in lines),
    )


def _veiled(plan: Plan, incident: Incident) -> Record:
    hidden = restricted.veiled(incident)
    return Record(hidden, (_itself(plan, hidden),), frozenset(), frozenset(), late=False)


def _itself(plan: Plan, incident: Incident) -> Passage:
    parts = (
        incident.number,
        wording.severity_name(plan, incident.severity),
        wording.types_in_words(plan, incident.types),
        wording.zone_name(plan, incident.zone),
        incident.place,
        wording.state(incident.state),
    )
    text = " · ".join(part for part in parts if part)
    return Passage(text, fold(text))


def _passage(row: Row, text: str) -> Passage:
    name = f"{row['station'][:6]}-{row['number']}"
    about = (name, row["kind"], row["operator"], row["happened_ms"])
    return Passage(text, fold(text), *about)


def _said(fact: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    for key in _WORDS:
        if fact.get(key):
            yield fact[key]
    yield from fact.get("options", ())
    yield from names
