"""Clocks that were off: kept when a hub is met, read where times of entries are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from onsite.journal import hlc
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow, StationRow
from onsite.sync import permission
from onsite.sync.clock.anchor import JUMP_MS
from onsite.sync.facts import ClockFound
from onsite.sync.tables import ClockRow, OffsetRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.sync.clock.hub_clock import Offset

AHEAD_MS = hlc.DRIFT_LIMIT_MS
"""An entry that comes from further in the future than this is shown."""
_MOVED_MS = 50.0
_MINUTE_MS = 60_000

_CLOCK = table_of(ClockRow)
_OFFSET = table_of(OffsetRow)
_CHAIN = table_of(StationRow)
_ENTRY = table_of(EntryRow)

_KEPT = select(_OFFSET)
_OWN_HEAD = select(_CHAIN.c.last_number).where(_CHAIN.c.station == bindparam("station"))
_PUT = insert(_OFFSET)
_KEEP = _PUT.on_conflict_do_update(
    index_elements=["one"],
    set_={name: _PUT.excluded[name] for name in ("offset_ms", "error_ms", "at_ms", "number")},
)
_SPANS = select(
    _CLOCK.c.station, _CLOCK.c.after, _CLOCK.c.number, _CLOCK.c.offset_ms, _CLOCK.c.was_ms
).order_by(_CLOCK.c.station, _CLOCK.c.number)
_LAST_ENTRIES = (
    select(_ENTRY.c.station, _ENTRY.c.time, _ENTRY.c.received_ms)
    .join(
        _CHAIN, (_CHAIN.c.station == _ENTRY.c.station) & (_CHAIN.c.last_number == _ENTRY.c.number)
    )
    .where(_CHAIN.c.own.is_(False))
    .order_by(_ENTRY.c.station)
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A station whose last entry came from the future."""

    station: str
    ahead_ms: int
    """By how much, when it arrived here."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Which entries bear times of a clock that was off."""

    spans: dict[str, list[tuple[int, int, int]]]
    """By station: after which number, before which, and by how many ms its clock was ahead."""

    def of(self, station: str, number: int) -> int | None:
        """By how many milliseconds the station's clock was ahead when it made that entry.

        Less than 0 where it was behind; None where nothing is known against it.
        """
        for after, before, ahead_ms in self.spans.get(station, ()):
            if after < number < before:
                return ahead_ms
        return None


def note_clock(journal: Journal, rows: Connection, found: Offset, was_ms: float) -> bool:
    """Keep what was measured; answers whether the times of earlier entries turn out to be wrong.

    Where they do, that is recorded for everybody.

    Args:
        found: what `hub_clock.measure` has answered.
        was_ms: what was added to the computer's own clock until then: the answer of
            `HubClock.correct`.
    """
    number = int(rows.execute(_OWN_HEAD, {"station": journal.station}).scalar() or 0)
    kept = rows.execute(_KEPT).mappings().first()
    after = min(kept["number"], number) if kept is not None else 0
    wrong = abs(found.offset_ms - was_ms) > JUMP_MS and number > after
    if wrong and permission.may(rows, journal.station, ClockFound):
        fact = ClockFound(
            station=journal.station,
            after=after,
            offset_ms=round(found.offset_ms),
            was_ms=round(was_ms),
            error_ms=math.ceil(found.error_ms),
        )
        number = journal.append(rows, fact, operator="")[-1].number
    if wrong or kept is None or _is_news(kept, found, number):
        _keep(rows, found, number)
    return wrong


def kept_offset(rows: Connection) -> tuple[float, float] | None:
    """The last offset that was kept and how far it may be wrong, in milliseconds."""
    kept = rows.execute(_KEPT).mappings().first()
    return (kept["offset_ms"], kept["error_ms"]) if kept is not None else None


def doubts(rows: Connection) -> Doubts:
    """What is known against the times of entries: a few rows, to be asked once for a whole list."""
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for station, after, number, offset_ms, was_ms in rows.execute(_SPANS):
        spans.setdefault(station, []).append((after, number, was_ms - offset_ms))
    return Doubts(spans)


def doubtful(rows: Connection, station: str, number: int) -> int | None:
    """As `Doubts.of`, for one entry."""
    return doubts(rows).of(station, number)


def ahead(rows: Connection) -> list[Ahead]:
    """The other stations whose last entry came from more than `AHEAD_MS` in the future."""
    found = (
        Ahead(station, hlc.ms_of(time) - received_ms)
        for station, time, received_ms in rows.execute(_LAST_ENTRIES)
    )
    return [each for each in found if each.ahead_ms > AHEAD_MS]


def _is_news(kept: Any, found: Offset, number: int) -> bool:
    # Each time it is kept, every screen reads again; so not for the sake of a few milliseconds.
    if abs(found.offset_ms - kept["offset_ms"]) > _MOVED_MS:
        return True
    waited = abs(_wall_ms(found) - kept["at_ms"]) >= _MINUTE_MS
    return bool(waited and number > kept["number"])


def _keep(rows: Connection, found: Offset, number: int) -> None:
    measured = {"offset_ms": found.offset_ms, "error_ms": found.error_ms}
    rows.execute(_KEEP, {"one": 1, **measured, "at_ms": _wall_ms(found), "number": number})


def _wall_ms(found: Offset) -> int:
    return found.wall_ns // 1_000_000
