"""The rows of cases and their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.cases.facts import (
    CaseActed,
    CaseNoted,
    CaseOpened,
    CaseResolved,
    CaseStepSet,
    CaseTaken,
    OfCase,
)
from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class CaseRow(StoredRow, table=True):
    """A case. The times are those of the entries, in milliseconds since 1970."""

    __tablename__ = "case_opened"
    __table_args__ = (Index("case_waiting", "resolved", "since_ms"),)

    case: str = Field(primary_key=True)
    subject: str = Field(index=True)
    opened: bool
    """False while only later things have arrived, from a station whose clock is behind."""
    type: str
    attendee: str = Field(index=True)
    code: str
    scans: str
    """The keys, as JSON."""
    checkpoint: str
    note: str
    stops: bool
    since_ms: int
    opened_by: str
    opened_station: str
    owner: str
    resolved: bool
    resolution: str
    resolution_note: str
    resolved_by: str
    resolved_station: str
    resolved_ms: int


class CaseStepRow(StoredRow, table=True):
    """A step of a case that was ticked off."""

    __tablename__ = "case_step"

    case: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    subject: str = Field(index=True)
    operator: str
    station: str
    at_ms: int


@folds(
    CaseOpened,
    CaseTaken,
    CaseStepSet,
    CaseNoted,
    CaseActed,
    CaseResolved,
    into=(CaseRow, CaseStepRow),
)
def fold_case(sheet: Sheet, entry: Entry, fact: OfCase) -> None:
    """The first opening and the first resolution stand; of steps the last tick does."""
    if isinstance(fact, CaseStepSet):
        _step(sheet, entry, fact)
        return
    row = sheet.get(CaseRow, fact.subject, fact.case) or _empty(fact)
    if isinstance(fact, CaseOpened) and not row["opened"]:
        row = _opened(row, entry, fact)
    elif isinstance(fact, CaseTaken) and fact.seen == row["owner"]:
        row = {**row, "owner": fact.owner}
    elif isinstance(fact, CaseActed) and fact.attendee and not row["attendee"]:
        row = {**row, "attendee": fact.attendee}
    elif isinstance(fact, CaseResolved) and not row["resolved"]:
        row = _resolved(row, entry, fact)
    sheet.put(CaseRow, row)


def _step(sheet: Sheet, entry: Entry, fact: CaseStepSet) -> None:
    before = sheet.get(CaseStepRow, fact.subject, fact.case, fact.step)
    if not fact.done:
        if before is not None:
            sheet.drop(CaseStepRow, fact.case, fact.step)
    elif before is None:
        who = {"operator": entry.operator, "station": entry.station, "at_ms": ms_of(entry.time)}
        key = {"case": fact.case, "step": fact.step, "subject": fact.subject}
        sheet.put(CaseStepRow, {**key, **who})


def _opened(row: Row, entry: Entry, fact: CaseOpened) -> Row:
    return {
        **row,
        "opened": True,
        "type": fact.type,
        "attendee": fact.attendee or row["attendee"],
        "code": fact.code,
        "scans": _listed(fact.scans),
        "checkpoint": fact.checkpoint,
        "note": fact.note,
        "stops": fact.stops,
        "since_ms": fact.since_ms or ms_of(entry.time),
        "opened_by": entry.operator,
        "opened_station": entry.station,
    }


def _resolved(row: Row, entry: Entry, fact: CaseResolved) -> Row:
    return {
        **row,
        "resolved": True,
        "resolution": fact.code,
        "resolution_note": fact.note,
        "resolved_by": entry.operator,
        "resolved_station": entry.station,
        "resolved_ms": ms_of(entry.time),
    }


def _listed(scans: tuple[str, ...]) -> str:
    return json.dumps(scans, ensure_ascii=False)


def _empty(fact: OfCase) -> Row:
    texts = (
        *("type", "attendee", "code", "checkpoint", "note", "opened_by", "opened_station"),
        *("owner", "resolution", "resolution_note", "resolved_by", "resolved_station"),
    )
    numbers = {"since_ms": 0, "resolved_ms": 0}
    flags = {"opened": False, "stops": False, "resolved": False}
    about = {"case": fact.case, "subject": fact.subject, "scans": "[]"}
    return {**about, **dict.fromkeys(texts, ""), **numbers, **flags}
