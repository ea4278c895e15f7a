"""The lists that were made: whom each names, and what was ticked on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.facts import Outcome
from onsite.checkin.paper.tables import PaperPartRow
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_PART = table_of(PaperPartRow)
_SCAN = table_of(ScanRow)
_ATTENDEE = table_of(AttendeeRow)
_LISTS = (
    select(
        _PART.c.list,
        func.min(_PART.c.made_ms).label("made_ms"),
        func.min(_PART.c.checkpoint).label("checkpoint"),
        func.max(_PART.c.people).label("people"),
    )
    .group_by(_PART.c.list)
    .order_by(func.min(_PART.c.made_ms).desc(), _PART.c.list)
)
_PARTS = select(_PART.c.first, _PART.c.attendees).where(_PART.c.list == bindparam("label"))
_OF_LIST = (_SCAN.c.key >= bindparam("begin"), _SCAN.c.key < bindparam("end"))
_TICKS = (
    select(_SCAN, _ATTENDEE.c.name)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _SCAN.c.attendee, isouter=True)
    .where(*_OF_LIST, _SCAN.c.outcome == Outcome.ADMIT.value)
    .order_by(_SCAN.c.time.desc())
    .limit(bindparam("many"))
)
_MANY = select(func.count()).where(
    *_OF_LIST, _SCAN.c.outcome == Outcome.ADMIT.value, _SCAN.c.undone.is_(False)
)


@dataclass(frozen=True, slots=True)
class ListMade:
    """A list that was printed."""

    label: str
    """The letters that stand on its pages."""
    checkpoint: str
    made: datetime
    """Aware, in UTC."""
    people: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick that was entered."""

    key: str
    attendee: str
    name: str
    at: datetime
    """As it was written on paper; aware, in UTC."""
    station: str
    undone: bool
    conflict: bool
    """Another desk had let them in as well."""


def lists(rows: Connection) -> list[ListMade]:
    """The lists that were made, the newest first."""
    return [
        ListMade(row.list, row.checkpoint, from_ms(row.made_ms), row.people)
        for row in rows.execute(_LISTS)
    ]


def people_of(rows: Connection, label: str) -> dict[int, str]:
    """The attendees of a list by their numbers."""
    found: dict[int, str] = {}
    for row in rows.execute(_PARTS, {"label": label}):
        found.update(enumerate(json.loads(row.attendees), start=row.first))
    return found


def ticks(rows: Connection, label: str, limit: int = 50) -> list[Ticked]:
    """What was entered of a list, at any station, the newest first."""
    found = rows.execute(_TICKS, {**_keys(label), "many": limit}).mappings()
    return [
        Ticked(
            key=row["key"],
            attendee=row["attendee"] or "",
            name=row["name"] or "",
            at=from_ms(row["at_ms"]),
            station=row["station"],
            undone=bool(row["undone"]),
            conflict=bool(row["conflict"]),
        )
        for row in found
    ]


def how_many(rows: Connection, label: str) -> int:
    """How many ticks of a list are entered."""
    many: int = rows.execute(_MANY, _keys(label)).scalar_one()
    return many


def key_of(label: str, attendee: str, turn: int = 0) -> str:
    """The key of a tick: the same at every station, so that no tick counts twice.

    Args:
        label: of the list.
        attendee: whose line it is.
        turn: how often it was taken back before.
    """
    return f"paper:{label}:{attendee}" + (f":{turn}" if turn else "")


def _keys(label: str) -> dict[str, str]:
    return {"begin": f"paper:{label}:", "end": f"paper:{label};"}
