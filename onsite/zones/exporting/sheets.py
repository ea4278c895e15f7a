"""Zones as data: CSV that a spreadsheet opens, JSON that a program reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.paper.spreadsheet import csv_bytes, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.zones.counting.views import Absorbed, Base
    from onsite.zones.exporting.gathering import Given, Step, Told
    from onsite.zones.levels.views import Recorded

MINUTES = ("Zone", "Name", "From", "Came", "Left", "Total", "Capacity")
"""In English in every language: they are read by programs. So the next ones."""
RECOUNTS = (
    *("Zone", "Name", "Kind", "Counted for", "Begun", "People", "Expected", "Error"),
    *("Seat rows", "Operator", "Station", "Day", "Because", "Note", "Key"),
)
ABSORBED = ("Zone", "Name", "Happened", "People", "Operator", "Station", "Key")


def minutes_csv(given: Given, step_ms: int) -> bytes:
    """A row for each stretch of a zone's time, with how many were there at its end."""
    return csv_bytes(
        MINUTES, (_step(given, told, each) for told in given.zones for each in told.steps(step_ms))
    )


def recounts_csv(given: Given) -> bytes:
    """A row for each recount, and for each day that was closed."""
    return csv_bytes(
        RECOUNTS, (_base(given, told, each) for told in given.zones for each in told.bases)
    )


def absorbed_csv(given: Given) -> bytes:
    """A row for whatever arrived only after the recount that it is in."""
    return csv_bytes(
        ABSORBED, (_absorbed(given, told, each) for told in given.zones for each in told.absorbed)
    )


def as_object(given: Given, step_ms: int) -> dict[str, Any]:
    """All that is given away, as plain data."""
    return {
        "event": given.plan.event.name,
        "zone": given.plan.event.zone,
        "from": iso(given.span.from_ms),
        "until": iso(given.span.until_ms),
        "as_of": iso(given.as_of_ms),
        "step_s": step_ms // 1000,
        "zones": [zone_object(each, step_ms) for each in given.zones],
    }


def as_json(given: Given, step_ms: int) -> bytes:
    """The same as JSON, in an order that is always the same."""
    told = as_object(given, step_ms)
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def zone_object(told: Told, step_ms: int) -> dict[str, Any]:
    """A zone, as plain data."""
    most = told.highest
    return {
        "id": told.id,
        "name": told.name,
        "within": told.within,
        "counted_by": "badges" if told.by_badges else "hand",
        "capacity": told.capacity.people,
        "came": told.came,
        "left": told.left,
        "most": None if most is None else {"at": iso(most[0]), "people": most[1]},
        "steps": [
            {
                "from": iso(each.at_ms),
                "came": each.came,
                "left": each.left,
                "total": each.total,
                "capacity": each.holds,
            }
            for each in told.steps(step_ms)
        ],
        "recounts": [base_object(each) for each in told.bases],
        "absorbed": [absorbed_object(each) for each in told.absorbed],
        "levels": [_level_object(each) for each in told.levels],
    }


def base_object(base: Base) -> dict[str, Any]:
    """A recount, or the close of a day, as plain data."""
    return {
        "key": base.key,
        "kind": base.how,
        "at": iso(base.cut_ms),
        "begun": iso(base.began_ms),
        "people": base.people,
        "expected": base.expected,
        "rows": [{"name": name, "people": people} for name, people in base.rows],
        "operator": base.operator,
        "station": base.station,
        "day": base.day,
        "because": base.because,
        "note": base.note,
    }


def absorbed_object(each: Absorbed) -> dict[str, Any]:
    """Taps that a base had in it already, as plain data."""
    return {
        "key": each.key,
        "at": iso(each.at_ms),
        "people": each.people,
        "station": each.station,
        "operator": each.operator,
    }


def iso(ms: int) -> str | None:
    """An instant in UTC; None for none."""
    return from_ms(ms).isoformat() if ms else None


def _level_object(each: Recorded) -> dict[str, Any]:
    return {
        "at": iso(each.at_ms),
        "level": each.level,
        "people": each.people,
        "capacity": each.capacity,
        "cause": each.cause,
        "incident": each.incident,
    }


def _step(given: Given, told: Told, each: Step) -> Iterator[object]:
    yield told.id
    yield told.name
    yield stamp(given.plan, each.at_ms)
    yield each.came
    yield each.left
    yield each.total
    yield "" if each.holds is None else each.holds


def _base(given: Given, told: Told, base: Base) -> Iterator[object]:
    yield told.id
    yield told.name
    yield base.how
    yield stamp(given.plan, base.cut_ms)
    yield stamp(given.plan, base.began_ms)
    yield base.people
    yield base.expected
    yield base.people - base.expected
    yield "; ".join(f"{name}: {people}" for name, people in base.rows)
    yield given.person(base.operator)
    yield base.station
    yield base.day
    yield base.because
    yield base.note
    yield base.key


def _absorbed(given: Given, told: Told, each: Absorbed) -> Iterator[object]:
    yield told.id
    yield told.name
    yield stamp(given.plan, each.at_ms)
    yield each.people
    yield given.person(each.operator)
    yield each.station
    yield each.key
