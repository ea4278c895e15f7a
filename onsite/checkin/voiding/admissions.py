"""Admissions of tickets that were good no longer, which the desk could not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, text

from onsite.cases.implied import ImpliedCase
from onsite.checkin.tables import ScanRow
from onsite.checkin.views import Admission
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.facts import attendee_subject
from onsite.roster.tables import AttendeeRow
from onsite.store.prepared import Prepared
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

CASE = "void-ticket"
"""The type of the cases that they are."""

_SCAN = table_of(ScanRow)
_ATTENDEE = table_of(AttendeeRow)
_VOID = (
    select(_SCAN, _ATTENDEE.c.name)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _SCAN.c.attendee, isouter=True)
    # Spelled as in the partial index of the table, which is used for no other spelling.
    .where(text("scan.void <> ''"), _SCAN.c.undone.is_(False))
    .order_by(_SCAN.c.order_ms.desc(), _SCAN.c.station.desc(), _SCAN.c.key.desc())
    .limit(bindparam("many"))
)
_COUNT = Prepared(
    select(func.count().label("many"))
    .select_from(_SCAN)
    .where(
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        text("scan.void <> ''"),
        _SCAN.c.undone.is_(False),
    )
)
_MANY = 1_000


@dataclass(frozen=True, slots=True)
class AfterVoid:
    """Somebody was let in although their ticket was good no longer."""

    key: str
    """Of the scan."""
    attendee: str
    name: str
    checkpoint: str
    why: str
    """A `Reason`: `cancelled`, `withdrawn`, `revoked` or `blocked`."""
    admission: Admission


def after_void(
    rows: Connection, limit: int = 50, *, checkpoint: str = "", attendee: str = ""
) -> list[AfterVoid]:
    """The newest of them, newest first; those that were taken back are none.

    Args:
        rows: the open transaction.
        limit: at most so many.
        checkpoint: only there; empty for all.
        attendee: only theirs; empty for everybody's.
    """
    asked = _VOID
    if checkpoint:
        asked = asked.where(_SCAN.c.checkpoint == checkpoint)
    if attendee:
        asked = asked.where(_SCAN.c.subject == attendee_subject(attendee))
    clocks = doubts(rows)
    return [
        AfterVoid(
            key=row["key"],
            attendee=row["attendee"],
            name=row["name"] or "",
            checkpoint=row["checkpoint"],
            why=row["void"],
            admission=Admission(
                from_ms(row["at_ms"]),
                row["operator"],
                row["station"],
                clocks.of(row["station"], row["number"]),
            ),
        )
        for row in rows.execute(asked, {"many": limit}).mappings()
    ]


def many_void(rows: Connection, checkpoint: str) -> int:
    """How many there are at a checkpoint."""
    row = _COUNT.first(rows, {"checkpoint": checkpoint})
    return row["many"] if row is not None else 0


def implied_cases(rows: Connection, plan: Plan) -> Iterator[ImpliedCase]:
    """A case for each of them, for `cases.implied`: the same on every station."""
    del plan  # every provider is asked alike
    for each in after_void(rows, _MANY):
        yield ImpliedCase(
            id=f"{CASE}:{each.key}",
            kind=CASE,
            attendee=each.attendee,
            scans=(each.key,),
            since_ms=round(each.admission.at.timestamp() * 1000),
            checkpoint=each.checkpoint,
        )
