"""The rows of lists on paper and their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.checkin.paper.facts import PaperListMade
from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class PaperPartRow(StoredRow, table=True):
    """A part of a list on paper."""

    __tablename__ = "paper_part"

    list: str = Field(primary_key=True)
    first: int = Field(primary_key=True)
    """The number of its first line."""
    subject: str = Field(index=True)
    made_ms: int
    checkpoint: str
    people: int
    """On the whole list."""
    operator: str
    attendees: str
    """Their ids as a JSON array, in the order of their numbers."""


@folds(PaperListMade, into=(PaperPartRow,))
def fold_paper(sheet: Sheet, entry: Entry, fact: PaperListMade) -> None:
    """Every part is kept as it was first said: what is printed does not change."""
    if sheet.get(PaperPartRow, entry.subject, fact.list, fact.first) is not None:
        return
    sheet.put(
        PaperPartRow,
        {
            "list": fact.list,
            "first": fact.first,
            "subject": entry.subject,
            "made_ms": fact.made_ms,
            "checkpoint": fact.checkpoint,
            "people": fact.people,
            "operator": entry.operator,
            "attendees": json.dumps(fact.attendees),
        },
    )
