"""Which badges were printed ahead, and lie in which box; with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from onsite.badges.bulk.facts import BadgeBoxed, BadgeUnboxed
from onsite.journal.fold import Sheet, folds

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class BoxedRow(SQLModel, table=True):
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
    at_ms: int
    station: str
    operator: str
    undone: bool


@folds(BadgeBoxed, BadgeUnboxed, into=(BoxedRow,))
def fold_boxed(sheet: Sheet, entry: Entry, fact: BadgeBoxed | BadgeUnboxed) -> None:
    """A row of each; what takes it back may stand before it, by a clock that is off."""
    known = sheet.get(BoxedRow, fact.subject, fact.attendee, fact.batch)
    row = known or {
        "attendee": fact.attendee,
        "batch": fact.batch,
        "subject": fact.subject,
        "generation": 0,
        "box": "",
        "desk": "",
        "printed": "",
        "at_ms": 0,
        "station": "",
        "operator": "",
        "undone": False,
    }
    if isinstance(fact, BadgeUnboxed):
        sheet.put(BoxedRow, {**row, "undone": True})
    elif not row["at_ms"]:
        said = fact.model_dump(include={"generation", "box", "desk", "printed", "at_ms"})
        who = {"station": entry.station, "operator": entry.operator}
        sheet.put(BoxedRow, {**row, **said, **who})
