"""What somebody has counted and may take back."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.counting import acts, bases
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.tables import ZoneBatchRow
from onsite.zones.counting.views import OwnTap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.store.prepared import Row
    from onsite.zones.counting.acts import Act

_BATCH = table_of(ZoneBatchRow)
_THEIRS = (
    _BATCH.c.station == bindparam("station"),
    or_(bindparam("counter") == "", _BATCH.c.counter == bindparam("counter")),
)
_EARLIER = Prepared(
    select(_BATCH.c.minute)
    .where(*_THEIRS, _BATCH.c.minute < bindparam("before"))
    .order_by(_BATCH.c.minute.desc())
    .limit(1)
)
_WITHIN = Prepared(
    select(_BATCH.c.counter, _BATCH.c.minute, _BATCH.c.acts).where(
        *_THEIRS, _BATCH.c.minute == bindparam("minute")
    )
)
_ONE = Prepared(
    select(_BATCH.c.minute, _BATCH.c.acts).where(
        _BATCH.c.subject == bindparam("subject"), _BATCH.c.station == bindparam("station")
    )
)
_SINCE = Prepared(
    select(_BATCH.c.counter, _BATCH.c.minute, _BATCH.c.acts).where(
        *_THEIRS, _BATCH.c.minute >= bindparam("minute")
    )
)


def own_taps(
    rows: Connection, station: str, operator: str, counter: str, limit: int
) -> tuple[OwnTap, ...]:
    """What an operator has counted at a station and not taken back, the newest first.

    Args:
        rows: the open transaction.
        station: where it was counted.
        operator: who has.
        counter: on which counting screen; empty for any, as for a command.
        limit: how many at the most.
    """
    found: list[OwnTap] = []
    asked = {"station": station, "counter": counter}
    before = LATEST_MS
    while len(found) < limit:
        minute = _EARLIER.first(rows, {**asked, "before": before})
        if minute is None:
            break
        before = minute["minute"]
        found += _newest_first(_WITHIN.all(rows, {**asked, "minute": before}), operator)
    cuts: dict[str, int] = {}
    return tuple(_with_base(rows, tap, cuts) for tap in found[:limit])


def has_done(rows: Connection, station: str, counter: str, key: str, since_ms: int) -> bool:
    """Whether a counter has recorded an act with that key, at that instant or later."""
    asked = {"station": station, "counter": counter, "minute": since_ms // MINUTE_MS}
    return any(acts.holds(row["acts"], key) for row in _SINCE.all(rows, asked))


def act_of(rows: Connection, station: str, tap: OwnTap) -> Act | None:
    """The act that a tap belongs to, if it was done at that station."""
    asked = {"subject": f"count:{tap.counter}:{tap.minute}", "station": station}
    row = _ONE.first(rows, asked)
    found = acts.read(row["acts"], row["minute"]) if row is not None else []
    return next((act for act in found if act.key == tap.batch), None)


def _newest_first(minute: Iterable[Row], operator: str) -> list[OwnTap]:
    """Of one minute, in the order in which they were recorded: a clock may be set back."""
    found = [
        (
            (act.number, place),
            OwnTap(
                counter=row["counter"],
                minute=row["minute"],
                batch=act.key,
                place=place,
                zone=act.zone,
                to_zone=act.to_zone,
                at_ms=at_ms,
                people=people,
            ),
        )
        for row in minute
        for act in acts.read(row["acts"], row["minute"])
        if act.operator == operator
        for place, at_ms, people in act.standing()
    ]
    return [tap for _order, tap in sorted(found, key=itemgetter(0), reverse=True)]


def _with_base(rows: Connection, tap: OwnTap, cuts: dict[str, int]) -> OwnTap:
    zones = (tap.zone, tap.to_zone) if tap.to_zone else (tap.zone,)
    for zone in zones:
        if zone not in cuts:
            base = bases.in_force(rows, zone)
            cuts[zone] = base.cut_ms if base is not None else -1
    return replace(tap, in_base=all(tap.at_ms <= cuts[zone] for zone in zones))
