"""Nobody is forgotten: how many cases are open, and whether one has waited for too long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.cases.implied import implied
from onsite.cases.tables import CaseRow
from onsite.cases.types import type_of
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_CASE = table_of(CaseRow)
_OPEN = Prepared(
    select(_CASE.c.type, _CASE.c.since_ms).where(
        _CASE.c.resolved.is_(False), _CASE.c.opened.is_(True)
    )
)
_ACTED = Prepared(select(_CASE.c.case).where(_CASE.c.opened.is_(True)))


def deadlines(rows: Connection, plan: Plan) -> tuple[datetime, ...]:
    """For each open case, when it will have waited for as long as its target; aware, in order."""
    open_ones = [(row["type"], row["since_ms"]) for row in _OPEN.all(rows, {})]
    found = implied(rows, plan)
    if found:
        acted = {row["case"] for row in _ACTED.all(rows, {})}
        open_ones += [(each.kind, each.since_ms) for each in found if each.id not in acted]
    targets = {kind: timedelta(minutes=type_of(plan, kind).target_min) for kind, _ms in open_ones}
    return tuple(sorted(from_ms(since) + targets[kind] for kind, since in open_ones))
