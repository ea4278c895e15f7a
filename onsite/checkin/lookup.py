"""Who stands before the desk: whose code was read, and which of their tickets counts here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.checkin.asking.addons import with_addons
from onsite.checkin.facts import Direction
from onsite.checkin.people import by_code, by_id
from onsite.checkin.tables import ScanRow
from onsite.cleaning import clean
from onsite.journal.fold import table_of
from onsite.scanner.payload import candidates
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.checkin.service import Attempt
    from onsite.plan.model import Plan

_SCAN = table_of(ScanRow)
_ASKED = Prepared(select(_SCAN.c.code, _SCAN.c.attendee).where(_SCAN.c.key == bindparam("key")))
_LONGEST_CODE = 200
"""Of a code that nobody has, so much is kept."""


def looked_up(rows: Connection, plan: Plan, attempt: Attempt) -> tuple[str, Sequence[Person]]:
    """The code that somebody has among all that the text may stand for, and who has it.

    Where the checkpoint is for tickets that are booked besides another one, those stand for it.
    """
    code, people = _holders(rows, attempt)
    leaving = attempt.direction is Direction.EXIT
    return code, with_addons(rows, plan, attempt.checkpoint, people, leaving=leaving)


def _holders(rows: Connection, attempt: Attempt) -> tuple[str, Sequence[Person]]:
    if attempt.attendee:
        asked = _ASKED.first(rows, {"key": attempt.refers_to}) if attempt.refers_to else None
        code = asked["code"] if asked and asked["attendee"] == attempt.attendee else ""
        return code, by_id(rows, [attempt.attendee])
    codes = candidates(attempt.code) or (clean(attempt.code),)
    for code in codes:
        people = by_code(rows, code)
        if people:
            return code, people
    return codes[0][:_LONGEST_CODE], ()
