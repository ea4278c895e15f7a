"""Everything that happened to an attendee, for the desk to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.checkin.facts import ScanMade, ScanUndone
from onsite.checkin.tables import ScanRow
from onsite.checkin.views import HistoryLine
from onsite.clock import from_ms
from onsite.journal.facts import readable
from onsite.journal.fold import table_of
from onsite.journal.folding import fact_of
from onsite.journal.folding import history as entries_about
from onsite.journal.hlc import ms_of
from onsite.roster.facts import AttendeeListed, attendee_subject, changed_fields
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact
    from onsite.roster.facts import Record

_SCAN = table_of(ScanRow)
_UNDONE = select(_SCAN.c.key).where(
    _SCAN.c.subject == bindparam("subject"), _SCAN.c.undone.is_(True)
)
_CONFLICTS = select(_SCAN.c.station, _SCAN.c.number).where(
    _SCAN.c.subject == bindparam("subject"), _SCAN.c.conflict.is_(True)
)


def history(rows: Connection, attendee: str) -> list[HistoryLine]:
    """Everything that happened to an attendee, oldest first."""
    subject = attendee_subject(attendee)
    undone = set(rows.execute(_UNDONE, {"subject": subject}).scalars())
    conflicts = {
        (row.station, row.number) for row in rows.execute(_CONFLICTS, {"subject": subject})
    }
    clocks = doubts(rows)
    lines, before = [], None
    for entry in entries_about(rows, subject):
        known = readable(entry.kind, entry.version)
        fact = fact_of(entry) if known else None
        line = _line(entry, fact, undone, before)
        which = (entry.station, entry.number)
        off_ms = clocks.of(*which)
        lines.append(replace(line, conflict=which in conflicts, clock_off_ms=off_ms))
        if isinstance(fact, AttendeeListed):
            before = fact.record
    return lines


def _line(entry: Entry, fact: Fact | None, undone: set[str], before: Record | None) -> HistoryLine:
    return HistoryLine(
        at=from_ms(ms_of(entry.time)),
        operator=entry.operator,
        station=entry.station,
        kind=entry.kind,
        facts=_details(fact, before),
        verdict=fact.verdict if isinstance(fact, ScanMade) else None,
        undone=isinstance(fact, ScanMade) and fact.key in undone,
    )


def _details(fact: Fact | None, before: Record | None) -> dict[str, str]:
    if isinstance(fact, ScanMade):
        way = {"checkpoint": fact.checkpoint, "direction": fact.direction.value}
        return {"key": fact.key, **way, "code": fact.code}
    if isinstance(fact, ScanUndone):
        return {"key": fact.key, "why": fact.why}
    if isinstance(fact, AttendeeListed):
        changed = changed_fields(before, fact.record) if before is not None else {}
        return {"source": fact.source, "changed": ", ".join(changed)}
    return {}
