"""Incidents measured, from their entries: by the clock that nobody can set, where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import reading
from onsite.incidents.exporting.figures import Case
from onsite.incidents.facts import IncidentReported, StateChanged
from onsite.incidents.log import states
from onsite.incidents.paging.facts import Acked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.incidents.exporting.gathering import Span
    from onsite.incidents.views import Incident, Line
    from onsite.plan.model import Plan

_HAS_IT = (states.ACKNOWLEDGED, states.ON_SCENE)


def cases(rows: Connection, plan: Plan, span: Span, *, opened: bool) -> tuple[Case, ...]:
    """The incidents that were reported in a span, without exercises.

    Args:
        rows: the store.
        plan: the plan in force.
        span: when.
        opened: whether who asks may know of what kind the restricted ones are.
    """
    found = (
        each
        for each in reading.all_of_them(rows, plan)
        if not each.drill and not each.into and span.holds(each.at_ms)
    )
    return tuple(case(each, _lines(rows, plan, each), opened=opened) for each in found)


def _lines(rows: Connection, plan: Plan, incident: Incident) -> list[Line]:
    """Its entries and those of its duplicates, in the order of the journal."""
    whole = (incident.id, *incident.members)
    lines = (line for each in whole for line in reading.entries(rows, plan, each))
    return sorted(lines, key=lambda line: (line.time, line.station, line.number))


def case(incident: Incident, lines: Iterable[Line], *, opened: bool) -> Case:
    """What is measured of an incident.

    Args:
        incident: it.
        lines: its entries and those of its duplicates, in the order of the journal.
        opened: as for `cases`.
    """
    told = [line for line in lines if line.counts and line.strike is None]
    reported = next((line for line in told if line.kind == IncidentReported.kind), None)
    acked = next((line for line in told if _has_it(line)), None)
    closed = [line for line in told if line.incident == incident.id and _closes(line)]
    is_open = incident.state != states.CLOSED
    veiled = incident.restricted and not opened
    return Case(
        types=() if veiled else incident.types,
        severity="" if veiled else incident.severity,
        open=is_open,
        acked_ms=_between(reported, acked),
        resolved_ms=None if is_open or not closed else _between(reported, closed[-1]),
        reopened=incident.reopened,
        forced=incident.forced and not is_open,
    )


def _has_it(line: Line) -> bool:
    """Whether somebody said that they have it, or were there: that is more."""
    if line.kind == Acked.kind:
        return True
    return line.kind == StateChanged.kind and line.details["to"] in _HAS_IT


def _closes(line: Line) -> bool:
    return line.kind == StateChanged.kind and line.details["to"] == states.CLOSED


def _between(first: Line | None, last: Line | None) -> int | None:
    """The length between two entries. Clocks of two laptops may differ: it is never negative."""
    if first is None or last is None:
        return None
    boots = [(line.station, line.details.get("boot", "")) for line in (first, last)]
    if boots[0] == boots[1] and boots[0][1]:
        ran: int = last.details.get("boot_ms", 0) - first.details.get("boot_ms", 0)
        return max(0, ran)
    return max(0, last.at_ms - first.at_ms)
