"""Who was let in where, as the check-in desks know it: they register how to ask them.

Zones know no desk; see `onsite.reactions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.presence.views import BadgePresence


class Desks(Protocol):
    """What the check-in desks answer."""

    def in_zones(self, rows: Connection, plan: Plan, now: datetime) -> Mapping[str, BadgePresence]:
        """By zone to which a checkpoint leads, who is in it at an aware instant."""
        ...

    def by_gates(self, rows: Connection, plan: Plan, now: datetime) -> int | None:
        """How many persons are inside the venue by its doors; None where no door counts yet."""
        ...

    def minutes(
        self, rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
    ) -> tuple[tuple[int, int, int], ...]:
        """Of a zone, the minutes in which somebody passed: its beginning, who came, who left."""
        ...

    def read_ahead(self, rows: Connection, plan: Plan, now: datetime, from_ms: int) -> bool:
        """Read one piece of what the others need; whether they need nothing more."""
        ...


_DESKS: list[Desks] = []


def register(desks: Desks) -> None:
    """Ask these desks from now on, instead of those registered before."""
    _DESKS[:] = [desks]


def in_zones(rows: Connection, plan: Plan, now: datetime) -> Mapping[str, BadgePresence]:
    """By zone to which a checkpoint leads, who is in it at an aware instant."""
    return _DESKS[0].in_zones(rows, plan, now) if _DESKS else {}


def by_gates(rows: Connection, plan: Plan, now: datetime) -> int | None:
    """How many persons are inside the venue by its doors; None where no door counts yet."""
    return _DESKS[0].by_gates(rows, plan, now) if _DESKS else None


def minutes(
    rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
) -> tuple[tuple[int, int, int], ...]:
    """Of a zone, the minutes in which somebody passed: its beginning, who came, who left."""
    return _DESKS[0].minutes(rows, plan, zone, from_ms, until_ms) if _DESKS else ()


def read_ahead(rows: Connection, plan: Plan, now: datetime, from_ms: int) -> bool:
    """Read one piece, in a few hundredths of a second, of what the other questions need.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        now: aware.
        from_ms: since when minutes will be asked for, milliseconds since 1970, UTC.

    Returns:
        Whether they need no more than what has changed since.
    """
    return _DESKS[0].read_ahead(rows, plan, now, from_ms) if _DESKS else True
