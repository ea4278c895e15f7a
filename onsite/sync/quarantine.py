"""Entries that were offered and not taken: kept with the reason, as many as may come to count.

What can never count is kept only to be shown. What waits is bounded, too: it still lies in the
hub's stream or with whoever made it, so it can be dropped, if that is remembered and the stream
is read again once more is known of the stations.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.sync.pack import packed, unpacked
from onsite.sync.rules import WAITING, Held
from onsite.sync.tables import CursorRow, DroppedRow, MemberRow, QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal

MOST_SHOWN = 1_000
"""Of each reason for which an entry can never count, the last ones."""
MOST_WAITING = 20_000
"""Entries of one station; of all that do not belong to the event together."""
MOST_BYTES = 20_000_000
"""Of the same, as they are kept."""

Bad = tuple["Entry", Held, str]
"""An entry that is not taken, why, and more for the record."""

_QUARANTINE = table_of(QuarantineRow)
_DROPPED = table_of(DroppedRow)
_MEMBER = table_of(MemberRow)
_STRANGERS = ""
"""Stands for all stations that do not belong to the event."""

_HOLD = insert(_QUARANTINE).on_conflict_do_nothing()
_RELEASE = delete(_QUARANTINE).where(_QUARANTINE.c.hash == bindparam("which"))
_EXPLAIN = (
    update(_QUARANTINE)
    .where(_QUARANTINE.c.hash == bindparam("which"))
    .values(reason=bindparam("now"))
)
_WAITING = select(_QUARANTINE.c.hash, _QUARANTINE.c.reason, _QUARANTINE.c.entry).where(
    _QUARANTINE.c.reason.in_(sorted(WAITING)),
    _QUARANTINE.c.station.in_(select(_MEMBER.c.station)),
)
_UNLINKED = select(_QUARANTINE.c.hash, _QUARANTINE.c.entry).where(
    _QUARANTINE.c.station == bindparam("station"), _QUARANTINE.c.reason == Held.UNLINKED.value
)
_USED = select(func.count(), func.coalesce(func.sum(func.length(_QUARANTINE.c.entry)), 0))
_BY_STRANGERS = _USED.where(_QUARANTINE.c.reason == Held.STRANGER.value)
_BY_STATION = _USED.where(
    _QUARANTINE.c.station == bindparam("station"), _QUARANTINE.c.reason != Held.STRANGER.value
)
_TOO_MANY = (
    select(_QUARANTINE.c.hash)
    .where(_QUARANTINE.c.reason == bindparam("why"))
    .order_by(_QUARANTINE.c.at_ms.desc(), _QUARANTINE.c.hash)
    .limit(-1)
    .offset(MOST_SHOWN)
)
_FORGET_OLD = delete(_QUARANTINE).where(_QUARANTINE.c.hash.in_(_TOO_MANY.scalar_subquery()))
_NOTE_DROPPED = insert(_DROPPED)
_KNOWN_NOW = select(
    func.count(),
    func.coalesce(func.sum(_MEMBER.c.edition), 0),
    func.coalesce(func.sum(_MEMBER.c.through + 1), 0),
)


def hold(journal: Journal, rows: Connection, held: Sequence[Bad], via: str) -> None:
    """Keep what is not taken, as far as there is room.

    Args:
        journal: knows the time.
        rows: the open transaction.
        held: what, and why.
        via: who passed it on: a station's id, or the name of a file.
    """
    now_ms = to_ms(journal.clock.now())
    for key, some in _shared_out(held).items():
        kept = [_row(each, via, now_ms) for each in some]
        _put(rows, kept if key is None else _with_room(rows, key, kept))
    for why in {why for _entry, why, _more in held} & _NEVER:
        rows.execute(_FORGET_OLD, {"why": why.value})


def take_back(journal: Journal, rows: Connection, gone: Iterable[Bad]) -> None:
    """Keep all of what the journal held until now: it may be nowhere else."""
    now_ms = to_ms(journal.clock.now())
    _put(rows, [_row(each, journal.station, now_ms) for each in gone])


def waiting(rows: Connection) -> dict[str, tuple[Entry, str]]:
    """What may come to be taken, of stations that belong to the event: by key, with the reason."""
    found = rows.execute(_WAITING).all()
    return {row.hash: (unpacked(row.entry)[0], row.reason) for row in found}


def unlinked(rows: Connection, station: str) -> dict[str, Entry]:
    """The entries of a station that contradict others of it, by key."""
    found = rows.execute(_UNLINKED, {"station": station}).all()
    return {row.hash: unpacked(row.entry)[0] for row in found}


def release(rows: Connection, keys: Iterable[str]) -> None:
    """Let go of what was taken."""
    asked = [{"which": key} for key in keys]
    if asked:
        rows.execute(_RELEASE, asked)


def explain(rows: Connection, key: str, why: Held) -> None:
    """Keep another reason."""
    rows.execute(_EXPLAIN, {"which": key, "now": why.value})


def dropped_in_vain(rows: Connection) -> bool:
    """Whether something was dropped, and more has come to be known of the stations since."""
    known = _known_now(rows)
    return any(row.known != known for row in rows.execute(select(_DROPPED)))


def read_again(_journal: Journal, rows: Connection) -> None:
    """Have every stream be read from its start, and remember no more what was dropped."""
    rows.execute(delete(_DROPPED))
    rows.execute(delete(table_of(CursorRow)))


_NEVER = frozenset({Held.FORGED, Held.UNCERTIFIED})


def _shared_out(held: Iterable[Bad]) -> dict[str | None, list[Bad]]:
    """By whose room it takes; None where it is bounded otherwise."""
    found: dict[str | None, list[Bad]] = {}
    for bad in held:
        entry, why, _more = bad
        whose = _STRANGERS if why is Held.STRANGER else entry.station
        found.setdefault(None if why in _NEVER else whose, []).append(bad)
    return found


def _with_room(rows: Connection, key: str, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    many, size = rows.execute(_BY_STATION if key else _BY_STRANGERS, {"station": key}).one()
    for at, row in enumerate(kept):
        many, size = many + 1, size + len(row["entry"])
        if many > MOST_WAITING or size > MOST_BYTES:
            said = {"station": key, "known": _known_now(rows)}
            again = _NOTE_DROPPED.on_conflict_do_update(index_elements=["station"], set_=said)
            rows.execute(again, said)
            return kept[:at]
    return kept


def _put(rows: Connection, kept: list[dict[str, Any]]) -> None:
    if kept:
        rows.execute(_HOLD, kept)


def _known_now(rows: Connection) -> str:
    return ":".join(map(str, rows.execute(_KNOWN_NOW).one()))


def _row(bad: Bad, via: str, now_ms: int) -> dict[str, Any]:
    entry, why, detail = bad
    pack = packed([entry])
    return {
        "hash": hashlib.sha256(pack).hexdigest(),
        "station": entry.station,
        "number": entry.number,
        "kind": entry.kind,
        "reason": why.value,
        "detail": detail,
        "via": via,
        "at_ms": now_ms,
        "entry": pack,
    }
