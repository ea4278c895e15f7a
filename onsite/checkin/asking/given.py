"""All that guests have answered, and who may overrule a scan: what the shell reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.asking.overruling import refusal
from onsite.checkin.asking.tables import AnswerRow
from onsite.checkin.facts import UNPAID, Outcome, Reason
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_ANSWER = table_of(AnswerRow)
_ATTENDEE = table_of(AttendeeRow)
_SCAN = table_of(ScanRow)
_ALL = (
    select(_ANSWER, _ATTENDEE.c.name, _ATTENDEE.c.category)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _ANSWER.c.attendee, isouter=True)
    .order_by(_ATTENDEE.c.name, _ANSWER.c.attendee, _ANSWER.c.question)
)
_IS_OVERRULED = _SCAN.c.reason == Reason.OVERRULED.value
_IS_UNPAID = func.json_extract(_SCAN.c.verdict, "$.details.confirmed") == UNPAID
_ANYWAY = select(
    func.count().filter(_IS_OVERRULED).label("overruled"),
    func.count().filter(_IS_UNPAID).label("unpaid"),
).where(
    _SCAN.c.checkpoint == bindparam("checkpoint"),
    _SCAN.c.outcome == Outcome.ADMIT.value,
    _SCAN.c.undone.is_(False),
)
_BY_KEY = select(_SCAN).where(_SCAN.c.key == bindparam("key"))


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An attendee's last answer to a question. `at` is in UTC."""

    attendee: str
    name: str
    category: str
    question: str
    answer: str
    at: datetime
    operator: str


def all_given(rows: Connection) -> list[GivenAnswer]:
    """Every attendee's last answer to every question, by name."""
    return [
        GivenAnswer(
            row["attendee"],
            row["name"] or "",
            row["category"] or "",
            row["question"],
            row["answer"],
            from_ms(row["at_ms"]),
            row["operator"],
        )
        for row in rows.execute(_ALL).mappings()
    ]


def let_in_anyway(rows: Connection, checkpoint: str) -> dict[str, int]:
    """How many admissions there were overruled, and how many unpaid; taken back ones left out."""
    found = rows.execute(_ANYWAY, {"checkpoint": checkpoint}).one()
    return {"overruled": int(found.overruled), "unpaid": int(found.unpaid)}


def may_overrule(rows: Connection, key: str) -> tuple[str, ...]:
    """The roles that may put the refusal of a scan aside.

    Raises:
        NotPossibleError: nobody may.
    """
    scan = rows.execute(_BY_KEY, {"key": key}).mappings().first()
    return refusal(dict(scan) if scan is not None else None).verdict.overrule
