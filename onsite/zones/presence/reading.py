"""What was recorded of zones and gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.presence.tables import ZoneGatesRow
from onsite.zones.presence.views import BalanceRecorded

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.store.prepared import Row

_GATES = table_of(ZoneGatesRow)
_LAST = Prepared(select(_GATES).order_by(_GATES.c.turn.desc()).limit(1))
_BETWEEN = Prepared(
    select(_GATES)
    .where(_GATES.c.at_ms >= bindparam("from_ms"), _GATES.c.at_ms < bindparam("until_ms"))
    .order_by(_GATES.c.turn)
)


def recorded(rows: Connection) -> BalanceRecorded | None:
    """What was recorded last; None where nothing ever was."""
    row = _LAST.first(rows, {})
    return _recorded(row) if row is not None else None


def compared(rows: Connection, from_ms: int, until_ms: int) -> tuple[BalanceRecorded, ...]:
    """All that was recorded from one instant to before another, UTC since 1970, in order."""
    asked = {"from_ms": from_ms, "until_ms": until_ms}
    return tuple(_recorded(row) for row in _BETWEEN.all(rows, asked))


def _recorded(row: Row) -> BalanceRecorded:
    names = ("alarm", "in_zones", "by_gates", "tolerance", "incomplete", "at_ms")
    return BalanceRecorded(turn=row["turn"] + 1, **{name: row[name] for name in names})
