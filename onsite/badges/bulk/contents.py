"""What boxes there are, and what lies in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.badges.bulk.boxes import IS_THERE, says_else
from onsite.badges.bulk.labels import Label
from onsite.badges.bulk.piles import letters
from onsite.badges.bulk.series import placed
from onsite.badges.bulk.tables import BoxedRow
from onsite.badges.codes.tables import BadgeStandingRow
from onsite.badges.jobs.rows import JobRow
from onsite.clock import from_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import Record
from onsite.roster.filing.initials import initials
from onsite.roster.filing.order import filed, sort_key
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.fold import Row
    from onsite.plan.model import Plan

_BOXED, _ATTENDEE = table_of(BoxedRow), table_of(AttendeeRow)
_STANDING, _JOB = table_of(BadgeStandingRow), table_of(JobRow)
_ALL = (
    select(_BOXED, _ATTENDEE.c.record, _STANDING.c.newest, _STANDING.c.void_through)
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _BOXED.c.attendee)
    .outerjoin(_STANDING, _STANDING.c.attendee == _BOXED.c.attendee)
    .where(IS_THERE, _BOXED.c.at_ms > 0)
    .order_by(_BOXED.c.at_ms, _BOXED.c.generation, _BOXED.c.batch)
)
_LOST = select(_JOB.c.attendee, _JOB.c.generation).where(_JOB.c.lost_ms > 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A box that holds badges."""

    box: str
    """What stands on it."""
    desk: str
    """The id of the desk at which it stands; empty for any."""
    made: datetime
    """When the last of its badges was printed, aware."""
    many: int
    """So many badges lie in it."""
    outdated: int
    """Of those, so many are not to be handed over: see `boxes.Boxed`."""
    first: str
    """The letters with which the first name begins; so the next with the last one."""
    last: str


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in the boxes, as it was read."""

    rows: tuple[Row, ...]
    """Of each person the badge that was printed last, with the record and where it stands; of whom
    has one already, none."""
    lost: frozenset[tuple[str, int]]


def lying(rows: Connection) -> Lying:
    """What lies in the boxes; quick, so that nobody waits for the store meanwhile."""
    merged = aliases(rows)
    newest: dict[str, Row] = {}
    given: dict[str, int] = {}
    for row in rows.execute(_ALL).mappings():
        who = merged.get(row["attendee"], row["attendee"])
        newest[who] = dict(row)
        if row["collected_ms"]:
            given[who] = max(given.get(who, 0), row["generation"])
    lost = frozenset((row.attendee, row.generation) for row in rows.execute(_LOST))
    there = (row for who, row in newest.items() if row["generation"] > given.get(who, 0))
    return Lying(tuple(there), lost)


def contents(plan: Plan, found: Lying) -> tuple[Box, ...]:
    """Every box that holds badges, in the order of their names."""
    boxes: dict[str, list[Row]] = {}
    for row in found.rows:
        boxes.setdefault(row["box"], []).append(row)
    return tuple(_box(plan, box, boxes[box], found.lost) for box in sorted(boxes, key=placed))


def labels(plan: Plan, boxes: Iterable[Box]) -> tuple[Label, ...]:
    """What stands on each box."""
    return tuple(
        Label(
            each.box,
            plan.desks[each.desk].name if each.desk in plan.desks else "",
            each.first,
            each.last,
            each.many,
            plan.event.name,
        )
        for each in boxes
    )


def _box(plan: Plan, box: str, found: Iterable[Row], lost: frozenset[tuple[str, int]]) -> Box:
    rows = list(found)
    desk = rows[-1]["desk"]
    part = plan.desks.get(desk)
    keys, outdated = [], 0
    for row in rows:
        record = Record.model_validate_json(row["record"])
        keys.append(
            filed(sort_key(record), initials(record), part.letters if part is not None else "")
        )
        outdated += _is_outdated(row, record, lost)
    made = from_ms(max(row["at_ms"] for row in rows))
    ends = letters(min(keys)), letters(max(keys))
    return Box(box, desk, made, len(rows), outdated, *ends)


def _is_outdated(row: Row, record: Record, lost: frozenset[tuple[str, int]]) -> bool:
    if (row["newest"] or 0) > row["generation"] or (row["void_through"] or 0) >= row["generation"]:
        return True
    return (row["attendee"], row["generation"]) in lost or says_else(row, record)
