"""Everything that happened to an attendee, for the desk to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.checkin.badge_codes import lines as badges
from onsite.checkin.facts import ScanMade, ScanUndone
from onsite.checkin.goods.handing import facts_of
from onsite.checkin.tables import ScanRow
from onsite.checkin.views import HistoryLine
from onsite.clock import from_ms
from onsite.goods.facts import GoodsGiven, GoodsReturned, GoodsSized
from onsite.journal.facts import readable
from onsite.journal.fold import table_of
from onsite.journal.folding import fact_of
from onsite.journal.folding import history as entries_about
from onsite.journal.hlc import ms_of
from onsite.roster.acts.aliases import others_of
from onsite.roster.acts.facts import (
    MERGES,
    Act,
    AttendeeCorrected,
    AttendeeRegistered,
    AttendeesMerged,
    AttendeesParted,
    AttendeeTransferred,
    Field,
)
from onsite.roster.facts import AttendeeListed, attendee_subject, changed_fields
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact
    from onsite.roster.facts import Record

_CONTACT = (Field.EMAIL, Field.PHONE)
_SCAN = table_of(ScanRow)
_OF_SUBJECTS = _SCAN.c.subject.in_(bindparam("subjects", expanding=True))
_UNDONE = select(_SCAN.c.key).where(_OF_SUBJECTS, _SCAN.c.undone.is_(True))
_CONFLICTS = select(_SCAN.c.station, _SCAN.c.number).where(_OF_SUBJECTS, _SCAN.c.conflict.is_(True))
_VOID = select(_SCAN.c.station, _SCAN.c.number, _SCAN.c.void).where(
    _OF_SUBJECTS, _SCAN.c.void != "", _SCAN.c.undone.is_(False)
)


def history(rows: Connection, attendee: str) -> list[HistoryLine]:
    """Everything that happened to an attendee, to merged records too, oldest first."""
    whose = (attendee, *others_of(rows, attendee))
    subjects = [attendee_subject(each) for each in whose]
    undone = set(rows.execute(_UNDONE, {"subjects": subjects}).scalars())
    conflicts = {
        (row.station, row.number) for row in rows.execute(_CONFLICTS, {"subjects": subjects})
    }
    void = {
        (row.station, row.number): row.void for row in rows.execute(_VOID, {"subjects": subjects})
    }
    clocks = doubts(rows)
    lines: list[HistoryLine] = []
    before: dict[str, Record] = {}
    for entry in _entries(rows, whose, subjects):
        fact = fact_of(entry) if readable(entry.kind, entry.version) else None
        line = _line(entry, fact, undone, before.get(entry.subject))
        which = (entry.station, entry.number)
        off_ms = clocks.of(*which)
        marks = {"conflict": which in conflicts, "void": void.get(which, "")}
        lines.append(replace(line, **marks, clock_off_ms=off_ms))
        if isinstance(fact, AttendeeListed | AttendeeRegistered):
            before[entry.subject] = fact.record
    return lines


def without_contact(line: HistoryLine) -> HistoryLine:
    """The line for somebody who may not see how a guest is reached."""
    if not isinstance(line.act, AttendeeCorrected | AttendeeTransferred):
        return line
    changes = tuple(each for each in line.act.changes if each.field not in _CONTACT)
    return replace(line, act=line.act.model_copy(update={"changes": changes}))


def _entries(rows: Connection, whose: Sequence[str], subjects: Sequence[str]) -> list[Entry]:
    """Those about the attendee's records, and the merges that concern one of them, by time."""
    found = entries_about(rows, *subjects)
    merges = [each for each in entries_about(rows, MERGES) if _concerns(fact_of(each), whose)]
    return sorted([*found, *merges], key=lambda each: each.order)


def _concerns(fact: Fact | None, whose: Sequence[str]) -> bool:
    if not isinstance(fact, AttendeesMerged | AttendeesParted):
        return False
    return fact.attendee in whose or fact.other in whose


def _line(entry: Entry, fact: Fact | None, undone: set[str], before: Record | None) -> HistoryLine:
    return HistoryLine(
        at=from_ms(ms_of(entry.time)),
        operator=entry.operator,
        station=entry.station,
        kind=entry.kind,
        facts=_details(fact, before),
        answers=fact.answers if isinstance(fact, ScanMade) else (),
        verdict=fact.verdict if isinstance(fact, ScanMade) else None,
        undone=isinstance(fact, ScanMade) and fact.key in undone,
        act=fact if isinstance(fact, Act) else None,
    )


def _details(fact: Fact | None, before: Record | None) -> dict[str, str]:
    if isinstance(fact, ScanMade):
        way = {"checkpoint": fact.checkpoint, "direction": fact.direction.value}
        return {"key": fact.key, **way, "code": fact.code, **_paper(fact)}
    if isinstance(fact, ScanUndone):
        return {"key": fact.key, "why": fact.why}
    if isinstance(fact, GoodsGiven | GoodsSized | GoodsReturned):
        return facts_of(fact)
    if isinstance(fact, badges.BadgeFact):
        return badges.facts_of(fact)
    if isinstance(fact, AttendeeListed):
        changed = changed_fields(before, fact.record) if before is not None else {}
        return {"source": fact.source, "changed": ", ".join(changed)}
    return {}


def _paper(scan: ScanMade) -> dict[str, str]:
    """Of a tick that was entered afterwards: which list, when it was made, and by whom."""
    if scan.paper is None:
        return {}
    at = from_ms(scan.at_ms).isoformat()
    return {"paper": scan.paper.list, "paper_at": at, "paper_by": scan.paper.by}
