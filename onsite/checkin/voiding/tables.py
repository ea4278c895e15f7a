"""Whose tickets are good no longer, for what desks did that had not heard of it yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.checkin.facts import Reason
from onsite.journal.fold import Sheet, folds
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Status
from onsite.roster.signed.facts import Bar, CodeBarred
from onsite.roster.signed.layout import attendee_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry
    from onsite.journal.fold import Row

_REASONS = {Bar.REVOKED: Reason.REVOKED.value, Bar.BLOCKED: Reason.BLOCKED.value}


class VoidRow(StoredRow, table=True):
    """A ticket that is good no longer, or some of its codes are not."""

    __tablename__ = "void_ticket"

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    why: str
    """A `Reason`; empty where only codes are concerned."""
    codes: str
    """As JSON, code to `Reason`."""


@folds(AttendeeListed, AttendeeWithdrawn, CodeBarred, into=(VoidRow,))
def fold_void(
    sheet: Sheet, entry: Entry, fact: AttendeeListed | AttendeeWithdrawn | CodeBarred
) -> None:
    """What lists and the shop have said last; a code that is nobody's is left out."""
    del entry
    if isinstance(fact, CodeBarred):
        attendee = attendee_of(fact.code)
        if attendee is not None:
            _bar(sheet, fact, attendee)
        return
    if isinstance(fact, AttendeeWithdrawn):
        why = Reason.WITHDRAWN.value
    else:
        cancelled = fact.record.status is Status.CANCELLED
        why = Reason.CANCELLED.value if cancelled else ""
    row = sheet.get(VoidRow, fact.subject, fact.attendee)
    if row is not None or why:
        _put(sheet, {**(row or _nothing(fact.subject, fact.attendee)), "why": why})


def why_void(row: Row, code: str) -> str:
    """The `Reason` for which a ticket is good no longer, read by that code; empty if it is."""
    codes: dict[str, str] = json.loads(row["codes"])
    return str(row["why"]) or codes.get(code, "")


def _bar(sheet: Sheet, fact: CodeBarred, attendee: str) -> None:
    row = sheet.get(VoidRow, fact.subject, attendee) or _nothing(fact.subject, attendee)
    codes: dict[str, str] = json.loads(row["codes"])
    if codes.get(fact.code) == Reason.REVOKED:
        return
    if fact.bar is Bar.FREE:
        codes.pop(fact.code, None)
    else:
        codes[fact.code] = _REASONS[fact.bar]
    _put(sheet, {**row, "codes": json.dumps(codes, sort_keys=True)})


def _nothing(subject: str, attendee: str) -> Row:
    return {"attendee": attendee, "subject": subject, "why": "", "codes": "{}"}


def _put(sheet: Sheet, row: Row) -> None:
    if row["why"] or row["codes"] != "{}":
        sheet.put(VoidRow, row)
    else:
        sheet.drop(VoidRow, row["attendee"])
