"""The rows of who is on duty by word of the coordinator, and their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.contacts.facts import DutySet
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentDutyRow(StoredRow, table=True):
    """The last word about a response role. Its people are empty where it is as planned."""

    __tablename__ = "incident_duty"

    role: str = Field(primary_key=True)
    subject: str = Field(index=True)
    people: str
    """As JSON."""
    until_ms: int | None
    reason: str
    operator: str
    """Who said so, and when."""
    at_ms: int


@folds(DutySet, into=(IncidentDutyRow,))
def fold_duty(sheet: Sheet, entry: Entry, fact: DutySet) -> None:
    """The last one in the order of the journal stands."""
    sheet.put(
        IncidentDutyRow,
        {
            "role": fact.role,
            "subject": fact.subject,
            "people": json.dumps(fact.people, ensure_ascii=False),
            "until_ms": fact.until_ms,
            "reason": fact.reason,
            "operator": entry.operator,
            "at_ms": fact.at_ms,
        },
    )
