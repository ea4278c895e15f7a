"""Which badge of an attendee counts, and which were replaced; merged records are one person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.badges.codes.tables import MET, TRANSFERRED, BadgeStandingRow
from onsite.badges.jobs.rows import JobRow
from onsite.badges.tables import BadgeRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import others_of, standing_for
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.store.prepared import Row

LOST = "lost"
_STANDING = table_of(BadgeStandingRow)
_BADGE = table_of(BadgeRow)
_JOB = table_of(JobRow)
_RECORDS = func.json_each(bindparam("records")).table_valued("value").c.value
_OF = Prepared(select(_STANDING).where(_STANDING.c.attendee.in_(select(_RECORDS))))
_ISSUED = Prepared(
    select(_BADGE.c.issued_ms).where(
        _BADGE.c.attendee == bindparam("attendee"), _BADGE.c.generation == bindparam("generation")
    )
)
_LOST = Prepared(
    select(_JOB.c.lost_ms)
    .where(
        _JOB.c.attendee == bindparam("attendee"),
        _JOB.c.generation == bindparam("generation"),
        _JOB.c.lost_ms > 0,
    )
    .order_by(_JOB.c.lost_ms)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Why a badge counts no more."""

    why: str
    """A ground of `BadgeIssued`, `met` where the newer one was read, `transferred` or `lost`."""
    at: datetime
    """UTC."""
    by: int = 0
    """The generation that counts instead; 0 where there is none yet."""


def newest(rows: Connection, attendee: str) -> int:
    """The newest generation of a person's badges, of all their records; 0 before the first."""
    return max((row["newest"] for row in _standings(rows, attendee)), default=0)


def to_print(rows: Connection, attendee: str) -> int:
    """The generation of the badge that a person should have now.

    The newest; one more where none counts: before the first, after a loss, and where the ticket
    has become another person's.
    """
    last = newest(rows, attendee)
    stays = standing_for(rows, attendee)
    return last if last and replaced(rows, stays, last) is None else last + 1


def replaced(rows: Connection, attendee: str, generation: int) -> Replaced | None:
    """Why a badge counts no more; None while it does.

    Args:
        rows: the open transaction.
        attendee: the record that the badge was made for.
        generation: which badge.
    """
    found = _standings(rows, attendee)
    own = next((row for row in found if row["attendee"] == attendee), None)
    if own is not None and own["newest"] > generation:
        return Replaced(own["newest_why"], from_ms(own["newest_ms"]), own["newest"])
    if own is not None and own["void_through"] >= generation:
        return Replaced(TRANSFERRED, from_ms(own["void_ms"]))
    lost = _LOST.first(rows, {"attendee": attendee, "generation": generation})
    if lost is not None:
        return Replaced(LOST, from_ms(lost["lost_ms"]))
    others = [row for row in found if row is not own]
    return _by_another(rows, attendee, generation, others) if others else None


def is_issued(rows: Connection, attendee: str, generation: int) -> bool:
    """Whether that badge is known to have been made, without looking at any code."""
    found = _standings(rows, attendee)
    return any(row["attendee"] == attendee and row["newest"] >= generation for row in found)


def transfers(rows: Connection, attendee: str) -> int:
    """How often somebody's ticket has become another person's, as far as is known here."""
    found = _standings(rows, attendee)
    return next((row["transfers"] for row in found if row["attendee"] == attendee), 0)


def is_met(rows: Connection, attendee: str) -> bool:
    """Whether nothing is known of somebody's badge but that its code was read, and it counts."""
    last = newest(rows, attendee)
    if not last or last != to_print(rows, attendee):
        return False
    found = (row for row in _standings(rows, attendee) if row["newest"] == last)
    return all(row["newest_why"] == MET for row in found)


def _by_another(
    rows: Connection, attendee: str, generation: int, others: list[Row]
) -> Replaced | None:
    """Of merged records: what was done for one of them after this badge was made holds of all."""
    issued = _ISSUED.first(rows, {"attendee": attendee, "generation": generation})
    since = issued["issued_ms"] if issued is not None else 0
    for row in others:
        if row["newest"] > 1 and row["newest_ms"] > since:
            return Replaced(row["newest_why"], from_ms(row["newest_ms"]), row["newest"])
        if row["void_through"] and row["void_ms"] > since:
            return Replaced(TRANSFERRED, from_ms(row["void_ms"]))
    return None


def _standings(rows: Connection, attendee: str) -> list[Row]:
    stays = standing_for(rows, attendee)
    records = list(dict.fromkeys((attendee, stays, *others_of(rows, stays))))
    return _OF.all(rows, {"records": json.dumps(records)})
