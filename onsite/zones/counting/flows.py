"""Who came into a zone and who left it between two instants, to the millisecond.

Whole minutes are sums of rows; of the minutes at both ends the taps themselves are looked at.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, union_all

from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.counting import acts
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.tables import ZoneBatchRow, ZoneFlowRow, ZoneHourRow
from onsite.zones.counting.views import CounterSeen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_FLOW, _BATCH, _HOUR = table_of(ZoneFlowRow), table_of(ZoneBatchRow), table_of(ZoneHourRow)
_HOUR_MIN = 60
_IN_ZONE = _FLOW.c.zone == bindparam("zone")
_CAME, _LEFT = func.sum(_FLOW.c.came).label("came"), func.sum(_FLOW.c.left).label("left")
_WHOLE = (
    _IN_ZONE,
    _FLOW.c.minute > bindparam("after"),
    _FLOW.c.minute < bindparam("before"),
)
_PARTS = union_all(
    # Minutes up to the first whole hour, whole hours, and the minutes after the last of them.
    select(_FLOW.c.counter, _FLOW.c.came, _FLOW.c.left).where(*_WHOLE),
    select(_HOUR.c.counter, _HOUR.c.came, _HOUR.c.left).where(
        _HOUR.c.zone == bindparam("zone"),
        _HOUR.c.hour >= bindparam("first"),
        _HOUR.c.hour < bindparam("end"),
    ),
    select(_FLOW.c.counter, _FLOW.c.came, _FLOW.c.left).where(
        _IN_ZONE, _FLOW.c.minute >= bindparam("from"), _FLOW.c.minute < bindparam("until")
    ),
).subquery()
_BY_COUNTER = Prepared(
    select(
        _PARTS.c.counter,
        func.sum(_PARTS.c.came).label("came"),
        func.sum(_PARTS.c.left).label("left"),
    ).group_by(_PARTS.c.counter)
)
_IN_ALL = Prepared(
    select(func.sum(_PARTS.c.came).label("came"), func.sum(_PARTS.c.left).label("left"))
)
_BY_MINUTE = Prepared(
    select(_FLOW.c.minute, _CAME, _LEFT)
    .where(*_WHOLE)
    .group_by(_FLOW.c.minute)
    .order_by(_FLOW.c.minute)
)
_SEEN = Prepared(
    select(_FLOW.c.last_ms, _FLOW.c.station, _FLOW.c.operator)
    .where(
        _IN_ZONE,
        _FLOW.c.counter == bindparam("counter"),
    )
    .order_by(_FLOW.c.minute.desc(), _FLOW.c.last_ms.desc())
    .limit(1)
)
_LAST = Prepared(
    select(_FLOW.c.minute, _FLOW.c.last_ms)
    .where(_IN_ZONE)
    .order_by(_FLOW.c.minute.desc())
    .limit(64)
)
_ACTS = Prepared(
    select(_BATCH.c.counter, _BATCH.c.station, _BATCH.c.minute, _BATCH.c.acts)
    .select_from(_FLOW.join(_BATCH, _BATCH.c.subject == _FLOW.c.subject))
    .where(_IN_ZONE, _FLOW.c.minute == bindparam("minute"))
)


def between(
    rows: Connection, zone: str, after_ms: int, until_ms: int = LATEST_MS
) -> tuple[int, int]:
    """How many came and how many left, later than one instant and up to another."""
    asked = _whole(zone, after_ms, until_ms)
    found = _IN_ALL.first(rows, asked) or {}
    edges = list(_at_the_edges(rows, zone, after_ms, until_ms))
    came = (found.get("came") or 0) + sum(each.came for each in edges)
    left = (found.get("left") or 0) + sum(each.left for each in edges)
    return came, left


def by_counter(rows: Connection, zone: str, after_ms: int) -> tuple[CounterSeen, ...]:
    """Who has counted later than an instant, the one with the newest tap first."""
    seen: dict[str, CounterSeen] = {}
    for each in _at_the_edges(rows, zone, after_ms, LATEST_MS):
        _see(seen, each)
    for row in _BY_COUNTER.all(rows, _whole(zone, after_ms, LATEST_MS)):
        last = _SEEN.first(rows, {"zone": zone, "counter": row["counter"]})
        # Of an hour of which everything was taken back, a sum of nothing is left.
        if last is not None and row["came"] + row["left"] > 0:
            who = (row["counter"], last["station"], last["operator"])
            _see(seen, CounterSeen(*who, row["came"], row["left"], last["last_ms"]))
    return tuple(sorted(seen.values(), key=lambda each: (-each.last_ms, each.counter)))


def by_minute(
    rows: Connection, zone: str, first: int, last: int
) -> tuple[tuple[int, int, int], ...]:
    """From one minute since 1970 up to another, both included: minute, came, left."""
    asked = {"zone": zone, "after": first - 1, "before": last + 1}
    found = _BY_MINUTE.all(rows, asked)
    return tuple((row["minute"], row["came"], row["left"]) for row in found)


def last_ms(rows: Connection, zone: str) -> int | None:
    """The newest tap of a zone that is known here."""
    found = _LAST.all(rows, {"zone": zone})
    newest = [row["last_ms"] for row in found if row["minute"] == found[0]["minute"]]
    return max(newest, default=None)


def _whole(zone: str, after_ms: int, until_ms: int) -> dict[str, object]:
    """What `_PARTS` is asked for all minutes that lie wholly between two instants."""
    after, until = after_ms // MINUTE_MS, until_ms // MINUTE_MS
    first, end = after // _HOUR_MIN + 1, until // _HOUR_MIN
    if first >= end:
        whole = {"before": until, "first": 0, "end": 0, "from": 0, "until": 0}
    else:
        whole = {
            "before": first * _HOUR_MIN,
            "first": first,
            "end": end,
            "from": end * _HOUR_MIN,
            "until": until,
        }
    return {"zone": zone, "after": after, **whole}


def _at_the_edges(
    rows: Connection, zone: str, after_ms: int, until_ms: int
) -> Iterator[CounterSeen]:
    """Of the minutes at both ends, what lies between."""
    for minute in sorted({after_ms // MINUTE_MS, until_ms // MINUTE_MS}):
        for row in _ACTS.all(rows, {"zone": zone, "minute": minute}):
            found = _within(row["acts"], minute, zone, after_ms, until_ms)
            if found is not None:
                operator, came, left, last_ms = found
                yield CounterSeen(row["counter"], row["station"], operator, came, left, last_ms)


@lru_cache(maxsize=512)
def _within(
    lines: str, minute: int, zone: str, after_ms: int, until_ms: int
) -> tuple[str, int, int, int] | None:
    """Of the acts of a minute: who did the last that lies between, came, left, when.

    Kept, as the minute of a base is asked for at each look at the zone and changes seldom.
    """
    legs = [
        (at_ms, people, act.operator)
        for act in acts.read(lines, minute)
        for where, at_ms, people in act.legs()
        if where == zone and after_ms < at_ms <= until_ms
    ]
    if not legs:
        return None
    last_ms, _people, operator = max(legs, key=itemgetter(0))
    came = sum(people for _at_ms, people, _who in legs if people > 0)
    return operator, came, came - sum(people for _at_ms, people, _who in legs), last_ms


def _see(seen: dict[str, CounterSeen], more: CounterSeen) -> None:
    known = seen.get(more.counter)
    if known is None:
        seen[more.counter] = more
        return
    newest = max(known, more, key=lambda each: each.last_ms)
    seen[more.counter] = CounterSeen(
        counter=more.counter,
        station=newest.station,
        operator=newest.operator,
        came=known.came + more.came,
        left=known.left + more.left,
        last_ms=newest.last_ms,
    )
