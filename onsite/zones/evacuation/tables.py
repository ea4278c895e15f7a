"""The rows of evacuations, with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.store.rows import StoredRow
from onsite.zones.evacuation.facts import EvacuationBegun, EvacuationEnded

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ZoneEvacuationRow(StoredRow, table=True):
    """One evacuation of one zone. It is begun once and ended once: the first word stands."""

    __tablename__ = "zone_evacuation"

    zone: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    subject: str = Field(index=True)
    begun_ms: int
    people: int
    """When it began, as far as was known."""
    by_hand: int
    operator: str
    why: str
    drill: bool
    over: bool = Field(index=True)
    ended_ms: int
    """0 while it goes on; so the rest."""
    left_people: int
    ended_by: str
    note: str


@folds(EvacuationBegun, EvacuationEnded, into=(ZoneEvacuationRow,))
def fold_evacuation(sheet: Sheet, entry: Entry, fact: EvacuationBegun | EvacuationEnded) -> None:
    """An end is of one that was begun."""
    row = sheet.get(ZoneEvacuationRow, fact.subject, fact.zone, fact.key)
    if isinstance(fact, EvacuationBegun):
        if row is None:
            sheet.put(
                ZoneEvacuationRow,
                {
                    "zone": fact.zone,
                    "key": fact.key,
                    "subject": fact.subject,
                    "begun_ms": fact.at_ms,
                    "people": fact.people,
                    "by_hand": fact.by_hand,
                    "operator": entry.operator,
                    "why": fact.why,
                    "drill": fact.drill,
                    "over": False,
                    "ended_ms": 0,
                    "left_people": 0,
                    "ended_by": "",
                    "note": "",
                },
            )
    elif row is not None and not row["over"]:
        ended = {"over": True, "ended_ms": fact.at_ms, "left_people": fact.left}
        sheet.put(
            ZoneEvacuationRow, {**row, **ended, "ended_by": entry.operator, "note": fact.note}
        )
