"""What is given away: incidents with their entries, as who asks may see them.

An export says nothing of the moment at which it is made: it is as of its last entry.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from onsite.incidents import reading
from onsite.incidents.facts import TaskAdded
from onsite.incidents.lines import Known
from onsite.incidents.log import frozen, restricted
from onsite.incidents.people import name_of, people
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.incidents.views import Incident, Line
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

FOREVER_MS = 1 << 53
_LINE, _ENTRY = table_of(IncidentEntryRow), table_of(EntryRow)
_SEALS = Prepared(
    select(_ENTRY.c.station, _ENTRY.c.number, _ENTRY.c.hash)
    .join(_LINE, (_LINE.c.station == _ENTRY.c.station) & (_LINE.c.number == _ENTRY.c.number))
    .where(_LINE.c.at_ms >= bindparam("since"), _LINE.c.at_ms < bindparam("until"))
    .order_by(_ENTRY.c.station, _ENTRY.c.number)
)


class Span(NamedTuple):
    """From when until before when, by when something was typed; both in milliseconds UTC."""

    since_ms: int = 0
    until_ms: int = FOREVER_MS

    def holds(self, ms: int) -> bool:
        """Whether an instant is in it."""
        return self.since_ms <= ms < self.until_ms


EVER = Span()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be given away."""

    incidents: tuple[str, ...] = ()
    """Their ids; empty for all that are no duplicates."""
    span: Span = EVER
    drills: bool = False
    """Exercises, too, where none is named."""
    opened: bool = False
    """Whether who asks may see what is restricted, and that was logged."""


class Told(NamedTuple):
    """An incident with what was typed of it, by when it happened."""

    incident: Incident
    lines: tuple[Line, ...]


class Range(NamedTuple):
    """The entries of one station in a span."""

    station: str
    first: int
    last: int
    head: str
    """The hash of the last one."""


class Seal(NamedTuple):
    """What all entries of a span are, in few digits: with one changed, or left out, it differs."""

    ranges: tuple[Range, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Given:
    """All that an export says."""

    plan: Plan
    told: tuple[Told, ...]
    """By when they were reported."""
    known: Known
    span: Span
    seal: Seal
    """Of the entries that are told."""

    @property
    def as_of_ms(self) -> int:
        """When the last of it was typed; 0 where there is nothing."""
        lines = (line.at_ms for each in self.told for line in each.lines)
        return max(lines, default=0)

    @property
    def drills(self) -> bool:
        """Whether it is all about exercises."""
        return bool(self.told) and all(each.incident.drill for each in self.told)


def gather(rows: Connection, plan: Plan, asked: Asked) -> Given:
    """What is to be given away, as it stands in the log."""
    every = reading.all_of_them(rows, plan)
    veiled = {each.id: each.number for each in every if each.restricted and not asked.opened}
    told = tuple(
        each
        for which in _wanted(every, asked)
        if (each := _told(rows, plan, asked, which, veiled)).lines
        or (each.incident.veiled and asked.span.holds(each.incident.at_ms))
    )
    names = people(rows, plan)
    known = Known(
        plan,
        {key: name_of(plan, key, names) for key in names},
        _tasks(told),
        {each.id: each.number for each in every},
    )
    return Given(plan, told, known, asked.span, _seal_of(rows, told, asked.span))


def seal(rows: Connection, span: Span, upto: dict[str, int] | None = None) -> Seal:
    """What all that was typed of incidents in a span is, exercises and the restricted too.

    Args:
        rows: the store.
        span: when.
        upto: the last number of each station that was known then; None for all that is known.
    """
    asked = {"since": span.since_ms, "until": span.until_ms}
    return _sealed(
        row
        for row in _SEALS.all(rows, asked)
        if upto is None or row["number"] <= upto.get(row["station"], -1)
    )


def _seal_of(rows: Connection, told: Iterable[Told], span: Span) -> Seal:
    lines = {(line.station, line.number) for each in told for line in each.lines}
    asked = {"since": span.since_ms, "until": span.until_ms}
    return _sealed(
        row for row in _SEALS.all(rows, asked) if (row["station"], row["number"]) in lines
    )


def _sealed(entries: Iterable[Row]) -> Seal:
    digest = hashlib.sha256()
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in entries:
        digest.update(f"{row['station']} {row['number']} {row['hash']}\n".encode())
        found[row["station"]].append((row["number"], row["hash"]))
    ranges = (Range(station, known[0][0], *known[-1]) for station, known in sorted(found.items()))
    return Seal(tuple(ranges), digest.hexdigest())


def _wanted(every: Iterable[Incident], asked: Asked) -> Iterable[str]:
    if asked.incidents:
        return asked.incidents
    return tuple(each.id for each in every if not each.into and (asked.drills or not each.drill))


def _told(rows: Connection, plan: Plan, asked: Asked, which: str, veiled: dict[str, str]) -> Told:
    incident = reading.one(rows, plan, which)
    if incident is None:
        raise KeyError(which)
    if incident.id in veiled:
        return Told(restricted.veiled(incident), ())
    lines = (
        frozen.veiled(line, veiled.values())
        for line in reading.timeline(rows, plan, incident)
        if line.incident not in veiled and asked.span.holds(line.at_ms)
    )
    return Told(incident, tuple(lines))


def _tasks(told: Iterable[Told]) -> dict[str, str]:
    """The texts of tasks by their ids, as the entries say, so those of duplicates too."""
    return {
        line.details["task"]: line.details["text"]
        for each in told
        for line in each.lines
        if line.kind == TaskAdded.kind
    } | {task.id: task.text for each in told for task in each.incident.tasks}
