"""The bases of a zone as they stand in the store: recounts that hold, and closes of days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, false, select

from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.counting.tables import ZoneBaseRow
from onsite.zones.counting.views import Base

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.store.prepared import Row

_BASE = table_of(ZoneBaseRow)
_ORDER = (_BASE.c.cut_ms, _BASE.c.time, _BASE.c.station, _BASE.c.key)
_HOLDING = (
    _BASE.c.zone == bindparam("zone"),
    _BASE.c.withdrawn == false(),
    _BASE.c.how != "",
)
_IN_FORCE = Prepared(
    select(_BASE)
    .where(*_HOLDING, _BASE.c.cut_ms <= bindparam("until"))
    .order_by(*(column.desc() for column in _ORDER))
    .limit(1)
)
_BETWEEN = Prepared(
    select(_BASE)
    .where(*_HOLDING, _BASE.c.cut_ms >= bindparam("from"), _BASE.c.cut_ms <= bindparam("until"))
    .order_by(*_ORDER)
)
_ONE = Prepared(
    select(_BASE).where(
        _BASE.c.subject == bindparam("subject"), _BASE.c.key == bindparam("key"), _BASE.c.how != ""
    )
)


def row_in_force(rows: Connection, zone: str, until_ms: int = LATEST_MS) -> Row | None:
    """The row of `in_force`."""
    return _IN_FORCE.first(rows, {"zone": zone, "until": until_ms})


def in_force(rows: Connection, zone: str, until_ms: int = LATEST_MS) -> Base | None:
    """The base that a zone is counted on from, at an instant; without one, now."""
    found = row_in_force(rows, zone, until_ms)
    return of_row(found) if found is not None else None


def newest_cut(rows: Connection, *zones: str) -> int:
    """The newest cut of any of the zones, in milliseconds since 1970; -1 where there is none."""
    there = (row_in_force(rows, zone) for zone in zones)
    return max((row["cut_ms"] for row in there if row is not None), default=-1)


def between(rows: Connection, zone: str, from_ms: int, until_ms: int) -> tuple[Base, ...]:
    """The bases with a cut from one instant up to another, both included, the oldest first."""
    asked = {"zone": zone, "from": from_ms, "until": until_ms}
    return tuple(map(of_row, _BETWEEN.all(rows, asked)))


def one(rows: Connection, zone: str, key: str) -> Row | None:
    """What is said under a key of a zone, whether it holds or not."""
    return _ONE.first(rows, {"subject": f"zone:{zone}", "key": key})


def of_row(row: Row) -> Base:
    """A base as a value."""
    same = ("zone", "key", "cut_ms", "people", "expected", "operator", "station", "began_ms")
    more: dict[str, Any] = {name: row[name] for name in (*same, "day", "because", "note")}
    parts = tuple((str(name), int(people)) for name, people in json.loads(row["parts"]))
    return Base(how=cast("Any", row["how"]), rows=parts, **more)
