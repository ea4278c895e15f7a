"""What was said of the speakers, as rows; with its fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.stage.readiness.facts import SpeakerReady
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class ReadyRow(StoredRow, table=True):
    """Something that was said. The first entry of a press is it; later ones are retries.

    What holds of a speaker comes of all of them: see `rules.current`.
    """

    __tablename__ = "stage_ready"
    __table_args__ = (Index("stage_ready_day", "day", "time", "station", "number"),)

    subject: str = Field(primary_key=True, index=True)
    press: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    speaker: str = Field(primary_key=True)
    state: str = Field(primary_key=True)
    day: str
    holds: bool
    undoes: str
    """The presses that do not count any more, as JSON."""
    at_ms: int
    time: int
    """The stamp of the entry."""
    station: str
    number: int
    """Of the entry, in its station's chain."""
    operator: str


@folds(SpeakerReady, into=(ReadyRow,))
def fold_ready(sheet: Sheet, entry: Entry, fact: SpeakerReady) -> None:
    """A row of each press."""
    key = (fact.subject, fact.press, fact.item, fact.speaker, fact.state)
    if sheet.get(ReadyRow, fact.subject, *key) is not None:
        return
    row = {
        "subject": fact.subject,
        "press": fact.press,
        "item": fact.item,
        "speaker": fact.speaker,
        "state": fact.state,
        "day": fact.day,
        "holds": fact.holds,
        "undoes": json.dumps(fact.undoes),
        "at_ms": fact.at_ms,
        "time": entry.time,
        "station": entry.station,
        "number": entry.number,
        "operator": entry.operator,
    }
    sheet.put(ReadyRow, row)
