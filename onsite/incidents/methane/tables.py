"""The rows of what is said letter by letter, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.methane.facts import MethaneSaid
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentMethaneRow(StoredRow, table=True):
    """The last word about a letter."""

    __tablename__ = "incident_methane"

    incident: str = Field(primary_key=True)
    letter: str = Field(primary_key=True)
    subject: str = Field(index=True)
    text: str
    reporter: str
    operator: str
    at_ms: int
    happened_ms: int


@folds(MethaneSaid, into=(IncidentMethaneRow,))
def fold_methane(sheet: Sheet, entry: Entry, fact: MethaneSaid) -> None:
    """The last one in the order of the journal stands."""
    said = fact.model_dump(
        include={"incident", "letter", "text", "reporter", "at_ms", "happened_ms"}
    )
    sheet.put(IncidentMethaneRow, {**said, "subject": fact.subject, "operator": entry.operator})
