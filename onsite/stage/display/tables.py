"""What the displays of a stage are told, as rows; with their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.stage.display.facts import (
    BlackoutSet,
    Flashed,
    MessageCleared,
    MessageSeen,
    MessageShown,
)
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class MessageRow(StoredRow, table=True):
    """A text that was shown. The first entry with its id is it; later ones are retries."""

    __tablename__ = "stage_message"

    message: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    stage: str
    text: str
    asks_seen: bool
    at_ms: int
    time: int
    """The stamp of the entry."""
    station: str
    operator: str
    cleared_ms: int | None
    """When it was cleared, or another took its place; None as long as it stands there."""
    seen_ms: int | None
    seen_station: str
    seen_operator: str


class DisplayRow(StoredRow, table=True):
    """How the displays of a stage are now."""

    __tablename__ = "stage_display"

    subject: str = Field(primary_key=True, index=True)
    stage: str
    message: str
    """The id of the text that is shown; empty for none."""
    blackout: bool
    blackout_ms: int
    """When that was said last; 0 where it never was."""
    flashed_ms: int
    """When they flashed last; 0 where they never did."""


Told = MessageShown | MessageCleared | MessageSeen | BlackoutSet | Flashed


@folds(
    *(MessageShown, MessageCleared, MessageSeen, BlackoutSet, Flashed),
    into=(MessageRow, DisplayRow),
)
def fold_display(sheet: Sheet, entry: Entry, fact: Told) -> None:
    """One row for the stage, and one for each text."""
    row = sheet.get(DisplayRow, fact.subject, fact.subject) or _nothing(fact)
    if isinstance(fact, BlackoutSet):
        row |= {"blackout": fact.on, "blackout_ms": fact.at_ms}
    elif isinstance(fact, Flashed):
        row["flashed_ms"] = fact.at_ms
    elif isinstance(fact, MessageShown):
        row["message"] = _show(sheet, entry, fact, row["message"])
    elif isinstance(fact, MessageCleared):
        _clear(sheet, fact, fact.message)
        row["message"] = "" if row["message"] == fact.message else row["message"]
    else:
        _see(sheet, entry, fact)
    sheet.put(DisplayRow, row)


def _show(sheet: Sheet, entry: Entry, fact: MessageShown, before: str) -> str:
    """Answers the id of the text that is shown now."""
    if sheet.get(MessageRow, fact.subject, fact.message, fact.subject) is not None:
        return before
    _clear(sheet, fact, before)
    row = {
        "message": fact.message,
        "subject": fact.subject,
        "stage": fact.stage,
        "text": fact.text,
        "asks_seen": fact.asks_seen,
        "at_ms": fact.at_ms,
        "time": entry.time,
        "station": entry.station,
        "operator": entry.operator,
        "cleared_ms": None,
        "seen_ms": None,
        "seen_station": "",
        "seen_operator": "",
    }
    sheet.put(MessageRow, row)
    return fact.message


def _clear(sheet: Sheet, fact: Told, message: str) -> None:
    row = sheet.get(MessageRow, fact.subject, message, fact.subject)
    if row is not None and row["cleared_ms"] is None:
        sheet.put(MessageRow, {**row, "cleared_ms": fact.at_ms})


def _see(sheet: Sheet, entry: Entry, fact: MessageSeen) -> None:
    row = sheet.get(MessageRow, fact.subject, fact.message, fact.subject)
    if row is not None and row["seen_ms"] is None:
        seen = {
            "seen_ms": fact.at_ms,
            "seen_station": entry.station,
            "seen_operator": entry.operator,
        }
        sheet.put(MessageRow, {**row, **seen})


def _nothing(fact: Told) -> Row:
    return {
        "subject": fact.subject,
        "stage": fact.stage,
        "message": "",
        "blackout": False,
        "blackout_ms": 0,
        "flashed_ms": 0,
    }
