"""The rows of zones against gates, with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow
from onsite.zones.presence.facts import GatesCompared

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ZoneGatesRow(StoredRow, table=True):
    """An alarm, or its end. Of two words about the same turn the first one stands."""

    __tablename__ = "zone_gates"

    turn: int = Field(primary_key=True)
    """How many were recorded before."""
    subject: str = Field(index=True)
    alarm: bool
    in_zones: int
    by_gates: int
    tolerance: int
    incomplete: bool
    at_ms: int


@folds(GatesCompared, into=(ZoneGatesRow,))
def fold_gates(sheet: Sheet, entry: Entry, fact: GatesCompared) -> None:
    """Two stations that did not hear each other have seen one difference, not two."""
    del entry
    if sheet.get(ZoneGatesRow, fact.subject, fact.turn) is None:
        sheet.put(ZoneGatesRow, {"subject": fact.subject, **fact.model_dump()})
