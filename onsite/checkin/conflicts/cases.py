"""People who were let in twice by desks that were apart: each is a case at the problem desk."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.cases.implied import ImpliedCase
from onsite.checkin.tables import ScanRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

CASE = "conflict"
"""The type of the cases that they are."""

_SCAN = table_of(ScanRow)
_MARKED = Prepared(
    select(_SCAN.c.key, _SCAN.c.attendee, _SCAN.c.checkpoint, _SCAN.c.at_ms)
    # Spelled as in the partial index of the table, which is used for no other spelling.
    .where(_SCAN.c.conflict.is_(True))
    .order_by(_SCAN.c.order_ms, _SCAN.c.station, _SCAN.c.key)
)


def let_in_twice(rows: Connection, plan: Plan) -> Iterator[ImpliedCase]:
    """A case for each admission of somebody who was in already, the same on every station.

    The mark moves to another scan when an older one arrives late. That is no other case, so they
    are counted by person and checkpoint.
    """
    del plan  # every provider is asked alike
    many: Counter[tuple[str, str]] = Counter()
    for row in _MARKED.all(rows, {}):
        where = (row["attendee"] or "", row["checkpoint"])
        many[where] += 1
        yield ImpliedCase(
            id=f"{CASE}:{where[0]}:{where[1]}:{many[where]}",
            kind=CASE,
            attendee=where[0],
            scans=(row["key"],),
            since_ms=row["at_ms"],
            checkpoint=where[1],
        )
