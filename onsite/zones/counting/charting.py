"""How many were in a zone, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.counting import bases, flows
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.views import Minute

if TYPE_CHECKING:
    from sqlalchemy import Connection


def minutes(rows: Connection, zone: str, from_ms: int, until_ms: int) -> tuple[Minute, ...]:
    """The minutes of a zone in which somebody was counted, the oldest first.

    Args:
        rows: the open transaction.
        zone: its id.
        from_ms: the first minute is that of this instant.
        until_ms: the last minute is that of this instant, too.
    """
    found = flows.by_minute(rows, zone, from_ms // MINUTE_MS, until_ms // MINUTE_MS)
    return tuple(Minute(minute * MINUTE_MS, came, left) for minute, came, left in found)


def total_at(rows: Connection, zone: str, at_ms: int) -> int:
    """How many were in a zone at an instant, what was counted in its millisecond included."""
    base = bases.in_force(rows, zone, at_ms)
    came, left = flows.between(rows, zone, base.cut_ms if base is not None else -1, at_ms)
    return (base.people if base is not None else 0) + came - left


def totals(
    rows: Connection, zone: str, from_ms: int, until_ms: int, step_ms: int
) -> tuple[tuple[int, int], ...]:
    """How many were in a zone at the end of each step, and at both sides of each base.

    Where a base lies, its instant comes twice: first what the taps had made of it, then what it
    says. Else instants only grow; the last one is `until_ms`.

    Args:
        rows: the open transaction.
        zone: its id.
        from_ms: the first step begins there.
        until_ms: no instant is later.
        step_ms: how long a step is.
    """
    points = [(at_ms, total_at(rows, zone, at_ms)) for at_ms in range(from_ms, until_ms, step_ms)]
    points.append((until_ms, total_at(rows, zone, until_ms)))
    return tuple(points)
