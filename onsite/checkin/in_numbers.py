"""How many were ever let in at a checkpoint, and how many are inside now: people, not scans.

Most are counted by the store. Those whose scans are spread over merged records, and those whose
last entry bears a time beyond now, are few, and are looked at one by one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.due import last_check_out
from onsite.checkin.people import presence
from onsite.checkin.tables import PresenceRow
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.tables import AttendeeRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_PRESENCE = table_of(PresenceRow)
_ATTENDEE = table_of(AttendeeRow)
_HERE = _PRESENCE.c.checkpoint == bindparam("checkpoint")
_SINCE = _PRESENCE.c.last_in_ms >= bindparam("since")
_COUNT = Prepared(
    select(
        func.count().filter(_PRESENCE.c.entries > 0).label("ever"),
        func.count().filter(_PRESENCE.c.inside, _SINCE).label("inside"),
    ).where(_HERE)
)
_AHEAD = Prepared(
    select(_PRESENCE.c.attendee).where(
        _HERE, _PRESENCE.c.inside.is_(True), _PRESENCE.c.last_in_ms > bindparam("now")
    )
)
_OF_ONE = Prepared(
    select(_PRESENCE.c.entries, _PRESENCE.c.inside, _PRESENCE.c.last_in_ms).where(
        _HERE, _PRESENCE.c.attendee == bindparam("attendee")
    )
)
_BY_CATEGORY = Prepared(
    select(
        _ATTENDEE.c.category,
        func.count().filter(_PRESENCE.c.entries > 0).label("ever"),
        func.count().filter(_PRESENCE.c.inside, _SINCE).label("inside"),
    )
    .join(_ATTENDEE, _ATTENDEE.c.attendee == _PRESENCE.c.attendee)
    .where(_HERE)
    .group_by(_ATTENDEE.c.category)
)
_CATEGORY = Prepared(
    select(_ATTENDEE.c.category).where(_ATTENDEE.c.attendee == bindparam("attendee"))
)


@dataclass(slots=True)
class Numbers:
    """Different people."""

    admitted: int = 0
    """Ever let in."""
    inside: int = 0
    """Now."""


def in_numbers(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> Numbers:
    """The people of a checkpoint at an aware instant."""
    counted = _COUNT.first(rows, _asked(plan, checkpoint, now))
    total = Numbers(counted["ever"], counted["inside"]) if counted is not None else Numbers()
    for _who, correction in _corrections(rows, plan, checkpoint, now):
        total.admitted += correction.admitted
        total.inside += correction.inside
    return total


def at_checkpoints(rows: Connection, plan: Plan, now: datetime) -> dict[str, dict[str, int]]:
    """The same of every checkpoint at which anybody was ever let in, as plain data to be kept."""
    found = {}
    for key in plan.checkpoints:
        numbers = in_numbers(rows, plan, key, now)
        if numbers.admitted:
            found[key] = {"admitted": numbers.admitted, "inside": numbers.inside}
    return found


def by_category(
    rows: Connection, plan: Plan, checkpoint: str, now: datetime
) -> dict[str, dict[str, int]]:
    """The same for each category, by its id, or by the ticket's name where the plan has none."""
    found: dict[str, Numbers] = defaultdict(Numbers)
    for row in _BY_CATEGORY.all(rows, _asked(plan, checkpoint, now)):
        _add(found[_key(plan, row["category"])], Numbers(row["ever"], row["inside"]))
    for who, correction in _corrections(rows, plan, checkpoint, now):
        theirs = _CATEGORY.first(rows, {"attendee": who})
        if theirs is not None:
            _add(found[_key(plan, theirs["category"])], correction)
    return {
        key: {"admitted": each.admitted, "inside": each.inside}
        for key, each in sorted(found.items())
        if each.admitted or each.inside
    }


def _asked(plan: Plan, checkpoint: str, now: datetime) -> dict[str, str | int]:
    turn = last_check_out(plan, checkpoint, now)
    return {"checkpoint": checkpoint, "since": to_ms(turn) if turn is not None else 0}


def _corrections(
    rows: Connection, plan: Plan, checkpoint: str, now: datetime
) -> list[tuple[str, Numbers]]:
    """What is to be added, by attendee, to what the store has counted of them."""
    merged = aliases(rows)
    ahead = _AHEAD.all(rows, {"checkpoint": checkpoint, "now": to_ms(now)})
    one_by_one = dict.fromkeys([*merged, *merged.values(), *(row["attendee"] for row in ahead)])
    asked, found = _asked(plan, checkpoint, now), []
    for who in one_by_one:
        row = _OF_ONE.first(rows, {"checkpoint": checkpoint, "attendee": who})
        ever = row is not None and row["entries"] > 0
        inside = row is not None and row["inside"] and row["last_in_ms"] >= asked["since"]
        # A record that was merged into another is nobody any more.
        there = presence(rows, plan, who, checkpoint, now) if who not in merged else None
        right = Numbers(there.entries > 0, there.inside) if there is not None else Numbers()
        found.append((who, Numbers(right.admitted - ever, right.inside - bool(inside))))
    return found


def _add(total: Numbers, more: Numbers) -> None:
    total.admitted += more.admitted
    total.inside += more.inside


def _key(plan: Plan, ticket: str) -> str:
    return plan.category_of(ticket) or ticket
