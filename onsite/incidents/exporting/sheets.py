"""Incidents as data: CSV that a spreadsheet opens, JSON that a program reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.exporting.gathering import FOREVER_MS
from onsite.incidents.lines import said
from onsite.incidents.shell.telling import incident_object, line_object
from onsite.paper.spreadsheet import csv_bytes, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.incidents.exporting.gathering import Given, Told
    from onsite.incidents.views import Line

ENTRIES = (
    *("Number", "Incident", "Exercise", "Restricted", "Entry", "Kind", "Happened", "Typed"),
    *("Late", "Operator", "Station", "What", "Counts", "Struck", "Struck by", "Details"),
)
"""In English in every language: they are read by programs. So the next ones."""
INCIDENTS = (
    *("Number", "Incident", "Exercise", "Restricted", "Types", "Severity", "State", "Zone"),
    *("Place", "Happened", "Typed", "Acknowledged", "Acknowledged by", "Text", "Author"),
    *("Reporter", "Outcome", "Answers for it", "Forced", "Opened again", "Goes on in"),
    *("Duplicates", "Open tasks", "Entries"),
)


def entries_csv(given: Given) -> bytes:
    """A row for each entry, by incident and by when it happened."""
    rows = (_entry(given, told, line) for told in given.told for line in told.lines)
    return csv_bytes(ENTRIES, rows)


def incidents_csv(given: Given) -> bytes:
    """A row for each incident."""
    return csv_bytes(INCIDENTS, (_incident(given, told) for told in given.told))


def as_object(given: Given) -> dict[str, Any]:
    """All that is given away, as plain data."""
    span = given.span
    return {
        "event": given.plan.event.name,
        "zone": given.plan.event.zone,
        "from": _iso(span.since_ms),
        "until": _iso(span.until_ms) if span.until_ms < FOREVER_MS else None,
        "as_of": _iso(given.as_of_ms),
        "sha256": given.seal.sha256,
        "stations": [each._asdict() for each in given.seal.ranges],
        "incidents": [
            {
                **incident_object(told.incident),
                "timeline": [line_object(line) for line in told.lines],
            }
            for told in given.told
        ],
    }


def as_json(given: Given) -> bytes:
    """The same as JSON, in an order that is always the same."""
    return f"{json.dumps(as_object(given), ensure_ascii=False, indent=1)}\n".encode()


def _entry(given: Given, told: Told, line: Line) -> Iterator[object]:
    plan, known, strike = given.plan, given.known, line.strike
    details = line_object(line)["details"]
    yield known.numbers.get(line.incident, "")
    yield line.incident
    yield _yes(told.incident.drill)
    yield _yes(told.incident.restricted)
    yield line.name
    yield line.kind
    yield stamp(plan, line.happened_ms)
    yield stamp(plan, line.at_ms)
    yield _yes(line.late)
    yield line.operator
    yield line.station
    yield said(known, line)
    yield _yes(line.counts)
    yield strike.reason if strike is not None else ""
    yield strike.operator if strike is not None else ""
    yield json.dumps(details, ensure_ascii=False, sort_keys=True)


def _incident(given: Given, told: Told) -> Iterator[object]:
    plan, each, numbers = given.plan, told.incident, given.known.numbers
    yield each.number
    yield each.id
    yield _yes(each.drill)
    yield _yes(each.restricted)
    yield wording.types_in_words(plan, each.types)
    yield wording.severity_name(plan, each.severity) if each.severity else ""
    yield each.state
    yield wording.zone_name(plan, each.zone) if each.zone else ""
    yield each.place
    yield stamp(plan, each.happened_ms)
    yield stamp(plan, each.at_ms)
    yield stamp(plan, each.acked_ms)
    yield given.known.person(each.acked_by)
    yield each.text
    yield each.author
    yield each.reporter
    yield each.outcome
    yield given.known.person(each.responsible)
    yield _yes(each.forced)
    yield each.reopened
    yield numbers.get(each.into, "")
    yield "; ".join(numbers.get(member, "") for member in each.members)
    yield each.open_tasks
    yield len(told.lines)


def _yes(on: bool) -> str:  # noqa: FBT001 - a column of its own
    return "yes" if on else ""


def _iso(ms: int) -> str | None:
    return from_ms(ms).isoformat() if ms else None
