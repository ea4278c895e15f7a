"""The rows of statements, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.statements.facts import (
    StatementDrafted,
    StatementReleased,
    StatementWithdrawn,
)
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry
    from onsite.journal.fold import Row


class IncidentStatementRow(StoredRow, table=True):
    """An edition of what is said in public about an incident."""

    __tablename__ = "incident_statement"

    incident: str = Field(primary_key=True)
    edition: str = Field(primary_key=True)
    subject: str = Field(index=True)
    drafted: bool
    """False while only its release has arrived, from a station whose clock is behind."""
    count: int
    statement: str
    template: str
    name: str
    audience: str
    text: str
    author: str
    at_ms: int
    time: int
    """The stamp of its writing, for the order."""
    released_by: str
    released_ms: int
    """0 for never."""
    to: str
    ended_by: str
    ended_ms: int
    """Since when it does not hold any more; 0 where it does, or was never released."""
    reason: str
    """Why it was withdrawn; empty for a correction."""
    corrected_by: str
    """The edition that holds instead; empty for none."""


_Said = StatementDrafted | StatementReleased | StatementWithdrawn
_LASTS = {"ended_by": "", "ended_ms": 0, "reason": "", "corrected_by": ""}


@folds(
    *(StatementDrafted, StatementReleased, StatementWithdrawn),
    into=(IncidentStatementRow,),
)
def fold_statement(sheet: Sheet, entry: Entry, fact: _Said) -> None:
    """The first writing stands; and the first release, until it holds no more."""
    row = _row(sheet, fact, fact.edition)
    holds = row["released_ms"] and not row["ended_ms"]
    if isinstance(fact, StatementDrafted):
        if not row["drafted"]:
            sheet.put(IncidentStatementRow, {**row, **_drafted(entry, fact)})
    elif isinstance(fact, StatementWithdrawn):
        if holds:
            _end(sheet, entry, fact, row, reason=fact.reason)
    elif not holds:
        said = {"released_by": entry.operator, "released_ms": fact.at_ms, "to": fact.to}
        sheet.put(IncidentStatementRow, {**row, **said, **_LASTS})
        before = _row(sheet, fact, fact.instead_of) if fact.instead_of else row
        if before["edition"] != fact.edition and before["released_ms"] and not before["ended_ms"]:
            _end(sheet, entry, fact, before, corrected_by=fact.edition)


def _end(sheet: Sheet, entry: Entry, fact: _Said, row: Row, **why: str) -> None:
    ended = {"ended_by": entry.operator, "ended_ms": fact.at_ms}
    sheet.put(IncidentStatementRow, {**row, **_LASTS, **ended, **why})


def _drafted(entry: Entry, fact: StatementDrafted) -> Row:
    texts = {"count", "statement", "template", "name", "audience", "text", "at_ms"}
    said = fact.model_dump(include=texts)
    return {**said, "drafted": True, "author": entry.operator, "time": entry.time}


def _row(sheet: Sheet, fact: _Said, edition: str) -> Row:
    texts = ("statement", "template", "name", "audience", "text", "author", "released_by", "to")
    return sheet.get(IncidentStatementRow, fact.subject, fact.incident, edition) or {
        "incident": fact.incident,
        "edition": edition,
        "subject": fact.subject,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(("count", "at_ms", "time", "released_ms"), 0),
        **_LASTS,
        "drafted": False,
    }
