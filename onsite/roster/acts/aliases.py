"""Who counts as whom, after merges: asked wherever an id leads to an attendee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.roster.acts.tables import AliasRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

ALIAS = table_of(AliasRow)
_END = Prepared(select(ALIAS.c.attendee).where(ALIAS.c.other == bindparam("other")))
_OTHERS = Prepared(
    select(ALIAS.c.other).where(ALIAS.c.attendee == bindparam("attendee")).order_by(ALIAS.c.other)
)
_ALL = Prepared(select(ALIAS.c.other, ALIAS.c.attendee))
_ANY = Prepared(select(ALIAS.c.other).limit(1))


def standing_for(rows: Connection, attendee: str) -> str:
    """The attendee who stays of the record with that id: mostly itself."""
    found = _END.first(rows, {"other": attendee})
    return found["attendee"] if found is not None else attendee


def others_of(rows: Connection, attendee: str) -> tuple[str, ...]:
    """The records that count as that attendee's, without their own; mostly none."""
    return tuple(row["other"] for row in _OTHERS.all(rows, {"attendee": attendee}))


def aliases(rows: Connection) -> dict[str, str]:
    """Every record that counts as another's, and whose; there are few."""
    return {row["other"]: row["attendee"] for row in _ALL.all(rows, {})}


def resolved(rows: Connection, attendees: Iterable[str]) -> list[str]:
    """Who stays of each, in that order, everybody once."""
    ids = list(attendees)
    if _ANY.first(rows, {}) is None:
        return list(dict.fromkeys(ids))
    known = aliases(rows)
    return list(dict.fromkeys(known.get(each, each) for each in ids))
