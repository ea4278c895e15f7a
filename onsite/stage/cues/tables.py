"""The rows of cues: what they are, and what happened to them; with their folds.

When one is due is no row: `rules` says it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.stage.cues.facts import (
    CueAdded,
    CueChanged,
    CueDone,
    CueEnded,
    CueFired,
    CueRemoved,
    CuesLeft,
    CuesTaken,
    CueStoodBy,
    CueTakenBack,
)
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry
    from onsite.stage.cues.facts import Happened, Written


class CueRow(StoredRow, table=True):
    """A cue. What was said of it before its adding, by a clock that is ahead, waits here."""

    __tablename__ = "stage_cue"

    subject: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    item: str
    """Empty as long as it was not added."""
    removed: bool
    time: int
    """The stamp of its adding, by which cues are in order."""
    fields: str
    """What is said of it, as JSON."""


class CueLogRow(StoredRow, table=True):
    """Something that happened to a cue, as it was recorded."""

    __tablename__ = "stage_cue_log"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    time: int
    operator: str
    kind: str
    cue: str
    """Empty where it is about all of them."""
    run: str
    at_ms: int
    fact: str
    """As it was said, as JSON."""


@folds(CueAdded, CueChanged, CueRemoved, into=(CueRow,))
def fold_cue(sheet: Sheet, entry: Entry, fact: Written) -> None:
    """The cue as it is after it."""
    row = sheet.get(CueRow, fact.subject, fact.subject, fact.cue) or _nothing(fact)
    known = json.loads(row["fields"])
    if isinstance(fact, CueRemoved):
        row["removed"] = True
    elif isinstance(fact, CueChanged):
        row["fields"] = _json({**known, **_said(fact.changes)})
    elif row["item"]:
        # Two may have added the same; one that was removed is there again.
        row |= {"removed": False, "fields": _json({**known, **_said(fact.fields)})}
    else:
        fields = _json({**_said(fact.fields), **known})
        row |= {"item": fact.item, "time": entry.time, "fields": fields}
    sheet.put(CueRow, row)


@folds(
    CueStoodBy, CueFired, CueEnded, CueDone, CuesTaken, CuesLeft, CueTakenBack, into=(CueLogRow,)
)
def fold_cue_log(sheet: Sheet, entry: Entry, fact: Happened) -> None:
    """A row of each."""
    about = ("", "") if isinstance(fact, CuesTaken | CuesLeft) else (fact.cue, fact.run)
    row = {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "time": entry.time,
        "operator": entry.operator,
        "kind": entry.kind,
        "cue": about[0],
        "run": about[1],
        "at_ms": fact.at_ms,
        "fact": _json(fact.model_dump(mode="json", exclude_defaults=True)),
    }
    sheet.put(CueLogRow, row)


def _nothing(fact: Written) -> Row:
    return {
        "subject": fact.subject,
        "cue": fact.cue,
        "item": "",
        "removed": False,
        "time": 0,
        "fields": "{}",
    }


def _said(fields: Any) -> Row:
    said: Row = fields.model_dump(mode="json", exclude_none=True)
    return said


def _json(what: Row) -> str:
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
