"""The operators as the journal knows them, and their fold. Those of the plan stand there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.staff.facts import (
    OperatorAdded,
    OperatorChanged,
    OperatorPinSet,
    OperatorRefused,
    OperatorRemoved,
)
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry

    OperatorFacts = (
        OperatorAdded | OperatorChanged | OperatorPinSet | OperatorRemoved | OperatorRefused
    )


class OperatorRow(StoredRow, table=True):
    """What was said on site of an operator: of one of the plan, or of another."""

    __tablename__ = "operator"

    operator: str = Field(primary_key=True)
    subject: str = Field(index=True)
    added: bool
    """Whether they were added on site; if not, the plan says who they are."""
    removed: bool
    name: str
    badge: str
    roles: str | None
    """As a JSON array, where they were set on site; they stand over those of the plan."""
    hashed: str
    """Of the PIN; empty while there is none."""
    pin_ms: int | None
    """When the PIN was set, in milliseconds since 1970."""
    refused: int
    """Wrong PINs since the PIN was set, at all stations."""


class TriedRow(StoredRow, table=True):
    """Wrong PINs in a row, at this station alone: it is no fact of the event."""

    __tablename__ = "operator_tried"

    operator: str = Field(primary_key=True)
    tries: int
    last_ms: int
    """When the last one was, in milliseconds since 1970."""


@folds(
    OperatorAdded,
    OperatorChanged,
    OperatorPinSet,
    OperatorRemoved,
    OperatorRefused,
    into=(OperatorRow,),
)
def fold_operator(sheet: Sheet, entry: Entry, fact: OperatorFacts) -> None:
    """The last word counts. Who was removed must be given a PIN anew when they come back."""
    row = sheet.get(OperatorRow, fact.subject, fact.operator) or _nobody(fact)
    sheet.put(OperatorRow, {**row, **_changes(row, fact, ms_of(entry.time))})


def _nobody(fact: OperatorFacts) -> Row:
    return {
        "operator": fact.operator,
        "subject": fact.subject,
        "added": False,
        "removed": False,
        "name": "",
        "badge": "",
        "roles": None,
        "hashed": "",
        "pin_ms": None,
        "refused": 0,
    }


def _changes(row: Row, fact: OperatorFacts, at_ms: int) -> Row:
    match fact:
        case OperatorAdded():
            who = {"name": fact.name, "badge": fact.badge, "roles": json.dumps(fact.roles)}
            return {"added": True, "removed": False, **who}
        case OperatorChanged():
            return {"roles": json.dumps(fact.roles)}
        case OperatorPinSet():
            return {"hashed": fact.hashed, "pin_ms": at_ms, "refused": 0}
        case OperatorRemoved():
            return {"removed": True, "hashed": "", "pin_ms": at_ms, "refused": 0}
        case OperatorRefused():
            return {"refused": row["refused"] + 1}
