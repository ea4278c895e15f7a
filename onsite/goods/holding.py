"""Who holds what, by whichever of their records they got it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.clock import from_ms
from onsite.goods.rules import Held
from onsite.goods.tables import GivenRow
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases, others_of
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.store.prepared import Row

_GIVEN = table_of(GivenRow)
_SUBJECTS = func.json_each(bindparam("subjects")).table_valued("value")
_OF_ALL = Prepared(
    select(_GIVEN)
    .where(_GIVEN.c.subject.in_(select(_SUBJECTS.c.value)), _GIVEN.c.goods != "")
    .order_by(_GIVEN.c.at_ms, _GIVEN.c.station, _GIVEN.c.key)
)
_LAST = Prepared(
    select(_GIVEN)
    .where(_GIVEN.c.goods != "")
    .order_by(_GIVEN.c.time.desc())
    .limit(bindparam("many"))
)


def held(rows: Connection, attendees: Sequence[str]) -> dict[str, tuple[Held, ...]]:
    """Every hand-over to each of them, the oldest first; those without any are left out."""
    whose: Mapping[str, str]
    if len(attendees) == 1:
        (one,) = attendees
        whose = dict.fromkeys((one, *others_of(rows, one)), one)
    else:
        asked = set(attendees)
        merged = {other: one for other, one in aliases(rows).items() if one in asked}
        whose = {**{one: one for one in asked}, **merged}
    subjects = json.dumps([attendee_subject(each) for each in whose])
    found: dict[str, list[Held]] = {}
    for row in _OF_ALL.all(rows, {"subjects": subjects}):
        found.setdefault(whose[row["attendee"]], []).append(_held(row))
    return {one: tuple(each) for one, each in found.items()}


def held_by(rows: Connection, attendee: str) -> tuple[Held, ...]:
    """As `held`, of one."""
    return held(rows, [attendee]).get(attendee, ())


def last(rows: Connection, many: int) -> list[Held]:
    """The newest hand-overs of all stations, newest first."""
    return [_held(row) for row in _LAST.all(rows, {"many": many})]


def _held(row: Row) -> Held:
    return Held(
        row["key"],
        row["goods"],
        row["size"],
        row["count"],
        from_ms(row["at_ms"]),
        row["attendee"],
        row["station"],
        row["operator"],
        row["scan"],
        row["returned"] is not None,
        row["returned_scan"],
        bool(row["undone"]),
    )
