"""What the check-in desks tell zones: who is in them by their badges, and in the venue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import ScanRow
from onsite.checkin.zones import kept
from onsite.checkin.zones import minutes as passing
from onsite.checkin.zones.rules import GATES, gates, places
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.presence.views import BadgePresence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_SCAN = table_of(ScanRow)
_NEWEST = Prepared(
    select(func.max(_SCAN.c.at_ms).label("at_ms")).where(
        # All of them equal, so that the index of passages leads to its last one.
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.direction == bindparam("direction"),
        _SCAN.c.at_ms <= bindparam("now"),
    )
)


def in_zones(rows: Connection, plan: Plan, now: datetime) -> dict[str, BadgePresence]:
    """By zone to which a checkpoint leads, who is in it at an aware instant."""
    there = kept.looked(rows, plan, now)
    return {
        zone: BadgePresence(zone, len(there[zone]), _newest(rows, checkpoints, to_ms(now)))
        for zone, checkpoints in places(plan).items()
        if zone != GATES
    }


def by_gates(rows: Connection, plan: Plan, now: datetime) -> int | None:
    """How many persons are inside the venue by its gates; None where no gate counts.

    Nor does one through which nobody has ever gone: at that venue, or by then, people are counted
    by hand alone.
    """
    if not gates(plan) or _newest(rows, gates(plan), to_ms(now)) is None:
        return None
    return len(kept.looked(rows, plan, now)[GATES])


def minutes(
    rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
) -> tuple[tuple[int, int, int], ...]:
    """Of a zone, the minutes in which somebody passed: its beginning, who came, who left."""
    return passing.minutes(rows, plan, places(plan).get(zone, ()), from_ms, until_ms)


def read_ahead(rows: Connection, plan: Plan, now: datetime, from_ms: int) -> bool:
    """Read one piece of what the others here need: see `zones.presence.sources`."""
    if not kept.read_ahead(rows, plan, now):
        return False
    until_ms = to_ms(now) + 1
    of_zones = (ways for zone, ways in places(plan).items() if zone in plan.zones)
    return all(passing.read_ahead(rows, plan, ways, from_ms, until_ms) for ways in of_zones)


def _newest(rows: Connection, checkpoints: Iterable[str], now_ms: int) -> int | None:
    """The newest passage that is known at any of the checkpoints."""
    found = []
    for checkpoint in checkpoints:
        for direction in Direction:
            asked = {"checkpoint": checkpoint, "direction": direction.value, "now": now_ms}
            row = _NEWEST.first(rows, asked)
            found += [row["at_ms"]] if row is not None and row["at_ms"] is not None else []
    return max(found, default=None)
