"""The rows of playbooks that were begun, and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.playbooks.facts import PlaybookBegun
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentPlaybookRow(StoredRow, table=True):
    """A playbook that was begun for an incident. The first time stands."""

    __tablename__ = "incident_playbook"

    incident: str = Field(primary_key=True)
    playbook: str = Field(primary_key=True)
    subject: str = Field(index=True)
    edition: str
    name: str
    operator: str
    at_ms: int


@folds(PlaybookBegun, into=(IncidentPlaybookRow,))
def fold_playbook(sheet: Sheet, entry: Entry, fact: PlaybookBegun) -> None:
    """The first one in the order of the journal stands."""
    key = (fact.incident, fact.playbook)
    if sheet.get(IncidentPlaybookRow, fact.subject, *key) is None:
        said = fact.model_dump(include={"incident", "playbook", "edition", "name", "at_ms"})
        row = {**said, "subject": fact.subject, "operator": entry.operator}
        sheet.put(IncidentPlaybookRow, row)
