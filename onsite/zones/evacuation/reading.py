"""Which zones are being emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.evacuation.tables import ZoneEvacuationRow
from onsite.zones.evacuation.views import Begun

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ROW = table_of(ZoneEvacuationRow)
_OPEN = Prepared(
    select(_ROW)
    .where(_ROW.c.over.is_(False))
    .order_by(_ROW.c.zone, _ROW.c.drill, _ROW.c.begun_ms, _ROW.c.key)
)
_NAMES = ("zone", "key", "people", "by_hand", "operator", "why", "drill")


def begun(rows: Connection) -> dict[str, tuple[Begun, ...]]:
    """By zone, the evacuations that go on.

    More than one where two stations began it without hearing each other: the one that counts is
    the first, none that is a drill before one that is not, and then the oldest.
    """
    found: dict[str, list[Begun]] = {}
    for row in _OPEN.all(rows, {}):
        one = Begun(at_ms=row["begun_ms"], **{name: row[name] for name in _NAMES})
        found.setdefault(one.zone, []).append(one)
    return {zone: tuple(each) for zone, each in found.items()}
