"""Which badges were printed ahead, and lie in which box; with their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.badges.bulk.facts import BadgeBoxed, BadgeCollected, BadgePutBack, BadgeUnboxed
from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class BoxedRow(StoredRow, table=True):
    """A badge that was printed ahead, once for each batch in which it was."""

    __tablename__ = "badge_boxed"
    __table_args__ = (Index("badge_boxed_batch", "batch", "box"),)

    attendee: str = Field(primary_key=True)
    batch: str = Field(primary_key=True)
    subject: str = Field(index=True)
    generation: int
    """0 as long as only that it is in no box is known here."""
    box: str
    desk: str
    printed: str
    whose: str
    columns: str
    """As JSON."""
    at_ms: int
    station: str
    operator: str
    undone: bool
    collected_ms: int
    """When it was taken out for its holder, in milliseconds since 1970; 0 while it was not."""
    collected_scan: str
    """The key of the scan that told of it; empty where somebody has said so."""


@folds(BadgeBoxed, BadgeCollected, BadgePutBack, BadgeUnboxed, into=(BoxedRow,))
def fold_boxed(
    sheet: Sheet, entry: Entry, fact: BadgeBoxed | BadgeCollected | BadgePutBack | BadgeUnboxed
) -> None:
    """A row of each; what befell it may stand before it, by a clock that is off."""
    known = sheet.get(BoxedRow, fact.subject, fact.attendee, fact.batch)
    row = known or {
        "attendee": fact.attendee,
        "batch": fact.batch,
        "subject": fact.subject,
        "generation": 0,
        "box": "",
        "desk": "",
        "printed": "",
        "whose": "",
        "columns": "[]",
        "at_ms": 0,
        "station": "",
        "operator": "",
        "undone": False,
        "collected_ms": 0,
        "collected_scan": "",
    }
    if isinstance(fact, BadgeUnboxed):
        sheet.put(BoxedRow, {**row, "undone": True})
    elif isinstance(fact, BadgePutBack):
        sheet.put(BoxedRow, {**row, "collected_ms": 0, "collected_scan": ""})
    elif isinstance(fact, BadgeCollected):
        taken = {"collected_ms": max(ms_of(entry.time), 1), "collected_scan": fact.scan}
        sheet.put(BoxedRow, row if row["collected_ms"] else {**row, **taken})
    elif not row["at_ms"]:
        said = fact.model_dump(include={"generation", "box", "desk", "printed", "whose", "at_ms"})
        who = {"station": entry.station, "operator": entry.operator}
        sheet.put(BoxedRow, {**row, **said, **who, "columns": json.dumps(fact.columns)})
