"""The rows of the levels at which zones stood, with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow
from onsite.zones.levels.facts import LevelPassed

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ZoneLevelRow(StoredRow, table=True):
    """A level to which a zone came. Of two words about the same turn the first one stands."""

    __tablename__ = "zone_level"

    zone: str = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    """How many were recorded before."""
    subject: str = Field(index=True)
    level: int
    people: int
    capacity: int
    cause: str
    incident: str
    at_ms: int


@folds(LevelPassed, into=(ZoneLevelRow,))
def fold_level(
    sheet: Sheet,
    entry: Entry,  # noqa: ARG001 - as its sisters: who has recorded it says nothing
    fact: LevelPassed,
) -> None:
    """Two stations that did not hear each other have seen one crossing, not two."""
    if sheet.get(ZoneLevelRow, fact.subject, fact.zone, fact.turn) is None:
        sheet.put(ZoneLevelRow, {"subject": fact.subject, **fact.model_dump()})
