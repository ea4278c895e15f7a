"""What is written to be said in public about an incident, and what was released of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.statements.filling import fill
from onsite.incidents.statements.tables import IncidentStatementRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.statements.filling import Filled
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan

_ROWS = table_of(IncidentStatementRow)
_OF = Prepared(
    select(_ROWS)
    .where(_ROWS.c.incident == bindparam("incident"), _ROWS.c.drafted)
    .order_by(_ROWS.c.time, _ROWS.c.edition)
)
_SHOWN = 4
"""So many digits of an edition are said with its count."""
_FIELDS = (
    *("incident", "edition", "count", "statement", "name", "audience", "text", "author"),
    *("at_ms", "released_by", "released_ms", "to"),
    *("ended_by", "ended_ms", "reason", "corrected_by"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """An edition of what is said in public. All instants are milliseconds UTC since 1970."""

    incident: str
    edition: str
    count: int
    statement: str
    """Id of its template in the plan."""
    name: str
    audience: str
    text: str
    author: str
    at_ms: int
    released_by: str
    released_ms: int
    """0 for never."""
    to: str
    """Where it is said."""
    ended_by: str
    ended_ms: int
    """Since when it does not hold any more; 0 where it does, or was never released."""
    reason: str
    """Why it was withdrawn; empty for a correction."""
    corrected_by: str
    """The edition that holds instead; empty for none."""

    @property
    def label(self) -> str:
        """What names it, for people."""
        return f"{self.count}-{self.edition[:_SHOWN]}"

    @property
    def released(self) -> bool:
        """Whether it may be said: it was released, and holds."""
        return self.released_ms > 0 and not self.ended_ms


def statements(rows: Connection, incident: str) -> tuple[Statement, ...]:
    """All editions of an incident, in the order in which they were written."""
    found = _OF.all(rows, {"incident": incident})
    return tuple(Statement(**{name: row[name] for name in _FIELDS}) for row in found)


def named(found: tuple[Statement, ...], text: str) -> tuple[Statement, ...]:
    """What is meant by a label, a count or the first digits of an edition."""
    wanted = text.strip().lower()
    exact = tuple(each for each in found if wanted in (each.label, each.edition))
    by_count = tuple(each for each in found if wanted == str(each.count))
    begun = len(wanted) >= _SHOWN
    return exact or by_count or tuple(x for x in found if begun and x.edition.startswith(wanted))


def known(plan: Plan, incident: Incident, now: datetime) -> Mapping[str, str]:
    """What is filled in by itself: what the incident tells, and the time."""
    zone = wording.zone_name(plan, incident.zone) if incident.zone else ""
    return {
        "event": plan.event.name,
        "number": incident.number,
        "zone": zone,
        "place": incident.place,
        "type": wording.types_in_words(plan, incident.types),
        "severity": wording.severity_name(plan, incident.severity),
        "happened": f"{plan.local(from_ms(incident.happened_ms)):%H:%M}",
        "now": f"{plan.local(now):%H:%M}",
    }


def preview(
    plan: Plan, incident: Incident, statement: str, given: Mapping[str, str], now: datetime
) -> Filled:
    """A statement as it would be written now, and what is still to be asked for.

    Args:
        plan: it has the statement.
        incident: what it is about.
        statement: its id.
        given: what was asked for, by placeholder; it comes before what is known.
        now: the present, aware.
    """
    said = {name: value for name, value in given.items() if value}
    return fill(plan.statements[statement].text, {**known(plan, incident, now), **said})
