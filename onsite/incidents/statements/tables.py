"""The rows of statements, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.statements.facts import StatementDrafted, StatementReleased
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


@folds(StatementDrafted, StatementReleased, into=(IncidentStatementRow,))
def fold_statement(sheet: Sheet, entry: Entry, fact: StatementDrafted | StatementReleased) -> None:
    """Of each, the first one in the order of the journal stands."""
    before = sheet.get(IncidentStatementRow, fact.subject, fact.incident, fact.edition)
    row = before or _empty(fact)
    if isinstance(fact, StatementReleased):
        said = {"released_by": entry.operator, "released_ms": fact.at_ms, "to": fact.to}
        known = bool(row["released_ms"])
    else:
        texts = {"count", "statement", "template", "name", "audience", "text", "at_ms"}
        said = fact.model_dump(include=texts)
        said |= {"drafted": True, "author": entry.operator, "time": entry.time}
        known = row["drafted"]
    if not known:
        sheet.put(IncidentStatementRow, {**row, **said})


def _empty(fact: StatementDrafted | StatementReleased) -> Row:
    texts = ("statement", "template", "name", "audience", "text", "author", "released_by", "to")
    return {
        "incident": fact.incident,
        "edition": fact.edition,
        "subject": fact.subject,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(("count", "at_ms", "time", "released_ms"), 0),
        "drafted": False,
    }
