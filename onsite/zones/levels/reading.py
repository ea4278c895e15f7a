"""At which levels zones were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.levels.tables import ZoneLevelRow
from onsite.zones.levels.views import Recorded

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.store.prepared import Row

_LEVEL, _LATER = table_of(ZoneLevelRow), table_of(ZoneLevelRow).alias("later")
_LAST = Prepared(
    select(_LEVEL).where(
        ~select(_LATER.c.turn)
        .where(_LATER.c.zone == _LEVEL.c.zone, _LATER.c.turn > _LEVEL.c.turn)
        .exists()
    )
)
_BETWEEN = Prepared(
    select(_LEVEL)
    .where(
        _LEVEL.c.zone == bindparam("zone"),
        _LEVEL.c.at_ms >= bindparam("from_ms"),
        _LEVEL.c.at_ms < bindparam("until_ms"),
    )
    .order_by(_LEVEL.c.turn)
)


def recorded(rows: Connection) -> dict[str, Recorded]:
    """By zone, the level that was recorded last; zones of which none ever was are left out."""
    return {row["zone"]: _recorded(row) for row in _LAST.all(rows, {})}


def passed(rows: Connection, zone: str, from_ms: int, until_ms: int) -> tuple[Recorded, ...]:
    """The levels of a zone from one instant to before another, UTC since 1970, in their order."""
    asked = {"zone": zone, "from_ms": from_ms, "until_ms": until_ms}
    return tuple(_recorded(row) for row in _BETWEEN.all(rows, asked))


def _recorded(row: Row) -> Recorded:
    names = ("zone", "level", "people", "capacity", "cause", "incident", "at_ms")
    return Recorded(turn=row["turn"] + 1, **{name: row[name] for name in names})
