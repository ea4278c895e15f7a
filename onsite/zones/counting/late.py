"""What was tapped before a base and came here only after it: it is in the base already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.store.prepared import Prepared
from onsite.zones.counting import acts, bases
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.tables import ZoneBatchRow, ZoneFlowRow
from onsite.zones.counting.views import Absorbed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.store.prepared import Row

_ENTRY, _FLOW, _BATCH = table_of(EntryRow), table_of(ZoneFlowRow), table_of(ZoneBatchRow)
_RECEIVED = Prepared(
    select(_ENTRY.c.received_ms).where(
        _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
    )
)
_LATE = Prepared(
    select(_BATCH.c.subject, _BATCH.c.station, _BATCH.c.minute, _BATCH.c.acts, _ENTRY.c.number)
    .select_from(
        _FLOW.join(_BATCH, _BATCH.c.subject == _FLOW.c.subject).join(
            _ENTRY, _ENTRY.c.subject == _FLOW.c.subject
        )
    )
    .where(
        _FLOW.c.zone == bindparam("zone"),
        _FLOW.c.minute <= bindparam("minute"),
        _ENTRY.c.station == _BATCH.c.station,
        _ENTRY.c.received_ms > bindparam("received"),
    )
    .order_by(_FLOW.c.minute, _BATCH.c.subject, _BATCH.c.station, _ENTRY.c.number)
)


def absorbed(rows: Connection, zone: str) -> tuple[Absorbed, ...]:
    """What came late to the base in force, the oldest first; nothing where there is no base."""
    base = bases.row_in_force(rows, zone)
    if base is None:
        return ()
    received = _RECEIVED.first(rows, {"station": base["station"], "number": base["number"]})
    if received is None:
        return ()
    minute = base["cut_ms"] // MINUTE_MS
    asked = {"zone": zone, "minute": minute, "received": received["received_ms"]}
    late: dict[tuple[str, str], tuple[Row, set[int]]] = {}
    for row in _LATE.all(rows, asked):
        whose = (row["subject"], row["station"])
        late.setdefault(whose, (row, set()))[1].add(row["number"])
    found = [each for row, numbers in late.values() for each in _of(row, numbers, zone, base)]
    return tuple(sorted(found, key=lambda each: (each.at_ms, each.station, each.key)))


def _of(row: Row, numbers: set[int], zone: str, base: Row) -> Iterator[Absorbed]:
    for act in acts.read(row["acts"], row["minute"]):
        if act.number not in numbers:
            continue
        legs = [
            (at_ms, people)
            for where, at_ms, people in act.legs()
            if where == zone and at_ms <= base["cut_ms"]
        ]
        if legs:
            people = sum(people for _at_ms, people in legs)
            yield Absorbed(zone, act.key, legs[0][0], people, row["station"], act.operator)
