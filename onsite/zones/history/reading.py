"""What a chart of a zone is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.zones.capacity import course as capacity
from onsite.zones.counting import reading
from onsite.zones.history.span import step_ms
from onsite.zones.presence import sources

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.capacity.course import Step
    from onsite.zones.counting.views import Base
    from onsite.zones.history.span import Span

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Course:
    """How many were in a zone over a stretch of time."""

    zone: str
    span: Span
    points: tuple[tuple[int, int], ...]
    """Instants, and how many there were then; the oldest first."""
    bases: tuple[Base, ...] = ()
    """The recounts and the closes of a day within it; none where the checkpoints count."""
    holds: tuple[Step, ...] = ()
    """How many it could hold, from each instant on at which that changed."""

    @property
    def highest(self) -> tuple[int, int] | None:
        """When most were there first, and how many; None where nothing is known."""
        return max(self.points, key=lambda each: each[1], default=None)


def course(
    rows: Connection, plan: Plan, zone: str, shown: Span, cells: int, now: datetime
) -> Course:
    """How a zone filled and emptied, by whom the plan says: the counters, or the checkpoints.

    Args:
        rows: the store.
        plan: the plan in force.
        zone: its id.
        shown: from when until when.
        cells: how wide it is drawn, in cells, or in dots where it is drawn of those.
        now: the present, aware: nothing is known of what comes.
    """
    until = min(shown.until_ms, to_ms(now))
    if until <= shown.from_ms:
        return Course(zone, shown, ())
    part = plan.zones.get(zone)
    holds = () if part is None else capacity.course(rows, plan, zone, shown.from_ms, until)
    if part is not None and part.counted_by == "badges":
        return Course(zone, shown, _by_badges(rows, plan, zone, shown, now), (), holds)
    asked = (rows, zone, shown.from_ms, until)
    points = reading.totals(*asked, step_ms(shown, cells))
    return Course(zone, shown, points, reading.bases(*asked), holds)


def _by_badges(
    rows: Connection, plan: Plan, zone: str, shown: Span, now: datetime
) -> tuple[tuple[int, int], ...]:
    """From who is there now, back through every minute in which somebody passed."""
    present = sources.in_zones(rows, plan, now).get(zone)
    if present is None:
        return ()
    now_ms, people = to_ms(now), present.people
    points = [(now_ms, people)]
    passed = sources.minutes(rows, plan, zone, shown.from_ms, now_ms + 1)
    for at_ms, came, left in reversed(passed):
        points.append((at_ms + _MINUTE_MS, people))
        people -= came - left
        points.append((at_ms, people))
    points.append((shown.from_ms, people))
    return tuple(each for each in reversed(points) if each[0] <= shown.until_ms)
