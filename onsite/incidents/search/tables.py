"""The rows of searches that are kept, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.search.facts import FilterSaved
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentFilterRow(StoredRow, table=True):
    """The last word about a name. Its query is empty where there is none any more."""

    __tablename__ = "incident_filter"

    name: str = Field(primary_key=True)
    subject: str = Field(index=True)
    query: str
    operator: str
    at_ms: int


@folds(FilterSaved, into=(IncidentFilterRow,))
def fold_filter(sheet: Sheet, entry: Entry, fact: FilterSaved) -> None:
    """The last one in the order of the journal stands."""
    said = {"name": fact.name, "query": fact.query, "at_ms": fact.at_ms}
    sheet.put(IncidentFilterRow, {**said, "subject": fact.subject, "operator": entry.operator})
