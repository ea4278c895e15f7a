"""What is given away of zones: what was counted in them over a stretch of time.

An export says nothing of the moment at which it is made: it is as of what was counted last. How
many a zone could hold is by the plan in force, with what was blocked and limited at each instant.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms
from onsite.staff.service import operators
from onsite.zones.capacity.reading import capacities
from onsite.zones.counting import reading
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.views import Minute
from onsite.zones.history.reading import Course, course
from onsite.zones.levels.reading import passed
from onsite.zones.presence import sources
from onsite.zones.rules import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.zones.capacity.views import Capacity
    from onsite.zones.counting.views import Absorbed, Base
    from onsite.zones.history.span import Span
    from onsite.zones.levels.views import Recorded


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a zone's time."""

    at_ms: int
    """Its beginning."""
    came: int
    left: int
    total: int
    """How many were there at its end; below zero for a deficit."""
    holds: int | None
    """How many it could hold then; None where nothing limited it."""


@dataclass(frozen=True)
class Told:
    """A zone, and what was counted in it."""

    id: str
    name: str
    within: str
    by_badges: bool
    """Whether its number comes from the checkpoints."""
    capacity: Capacity
    """As it stands now."""
    minutes: tuple[Minute, ...]
    """Those in which somebody came or went, the oldest first."""
    course: Course
    absorbed: tuple[Absorbed, ...]
    levels: tuple[Recorded, ...]
    """That were passed or left, the oldest first."""

    @property
    def bases(self) -> tuple[Base, ...]:
        """Recounts and closes of a day, the oldest first."""
        return self.course.bases

    @property
    def came(self) -> int:
        """In all; so `left`."""
        return sum(each.came for each in self.minutes)

    @property
    def left(self) -> int:
        """In all."""
        return sum(each.left for each in self.minutes)

    @cached_property
    def known(self) -> tuple[int, int] | None:
        """From when until when anything was counted; None where nothing was."""
        instants = [each.at_ms for each in self.minutes]
        instants += [each.at_ms + MINUTE_MS for each in self.minutes[-1:]]
        instants += [each.cut_ms for each in self.bases]
        return (min(instants), max(instants)) if instants else None

    @cached_property
    def highest(self) -> tuple[int, int] | None:
        """When most were there first, and how many, while it was counted."""
        return max(self.points, key=lambda each: each[1], default=None)

    @cached_property
    def points(self) -> tuple[tuple[int, int], ...]:
        """How many there were when each minute ended, as long as it was counted.

        The minute in which it ends is told as if it were over: so the same data are the same
        points, whenever they are asked for.
        """
        steps = list(self.steps(MINUTE_MS))
        if not steps:
            return ()
        begins = steps[0].at_ms
        ends = ((each.at_ms + MINUTE_MS, each.total) for each in steps)
        return ((begins, self.total(begins)), *ends)

    def total(self, at_ms: int) -> int:
        """How many were there at an instant; before anything is known, as at the first one."""
        points = self.course.points
        place = bisect_right(points, at_ms, key=lambda each: each[0])
        return points[max(place - 1, 0)][1] if points else 0

    def holds(self, at_ms: int) -> int | None:
        """How many it could hold at an instant; None where nothing limited it."""
        known = [people for since_ms, people in self.course.holds if since_ms <= at_ms]
        return known[-1] if known else None

    def steps(self, step_ms: int) -> Iterator[Step]:
        """All of its time while it was counted, in stretches of equal length."""
        if self.known is None:
            return
        first, last = self.known
        begins, left = self.course.span.from_ms, list(self.minutes)
        first = begins + (first - begins) // step_ms * step_ms
        for at_ms in range(first, max(last, first + 1), step_ms):
            here: list[Minute] = []
            while left and left[0].at_ms < at_ms + step_ms:
                here.append(left.pop(0))
            came, gone = sum(each.came for each in here), sum(each.left for each in here)
            ends = at_ms + step_ms
            yield Step(at_ms, came, gone, self.total(ends), self.holds(min(ends, last)))


@dataclass(frozen=True, slots=True)
class Given:
    """All that an export says."""

    plan: Plan
    span: Span
    zones: tuple[Told, ...]
    """In the plan's order, sub-zones behind theirs."""
    names: Mapping[str, str]
    """Of operators, by their ids."""

    @property
    def day(self) -> date:
        """The day of the event with which it begins."""
        return self.plan.day_of(from_ms(self.span.from_ms))

    @property
    def as_of_ms(self) -> int:
        """Up to when anything was counted; 0 where nothing was."""
        return max((each.known[1] for each in self.zones if each.known), default=0)

    def person(self, operator: str) -> str:
        """Who it is, by name."""
        return self.names.get(operator, operator)


def gather(rows: Connection, plan: Plan, wanted: Sequence[str], span: Span, now: datetime) -> Given:
    """What was counted.

    Args:
        rows: the store.
        plan: the plan in force.
        wanted: ids of its zones; none for all of them.
        span: from when until when.
        now: the present, aware: as of then is how many a zone may hold.
    """
    names = {each.id: each.name for each in operators(rows, plan)}
    held = capacities(rows, plan, now)
    chosen = [zone for zone in in_order(plan.zones) if zone in wanted or not wanted]
    told = tuple(_told(rows, plan, held[zone], span, now) for zone in chosen)
    return Given(plan, span, told, names)


def _told(rows: Connection, plan: Plan, held: Capacity, span: Span, now: datetime) -> Told:
    zone, part = held.zone, plan.zones[held.zone]
    asked = (zone, span.from_ms, span.until_ms)
    by_badges = part.counted_by == "badges"
    # Of a day that still goes on, checkpoints know already whom they will check out.
    known_ms = min(span.until_ms, to_ms(now) + 1)
    minutes = (
        tuple(Minute(*each) for each in sources.minutes(rows, plan, zone, span.from_ms, known_ms))
        if by_badges
        else reading.minutes(rows, zone, span.from_ms, span.until_ms - 1)
    )
    many = (span.until_ms - span.from_ms) // MINUTE_MS
    return Told(
        zone,
        part.name,
        part.within or "",
        by_badges,
        held,
        minutes,
        course(rows, plan, zone, span, many, now),
        tuple(
            each
            for each in reading.absorbed(rows, zone)
            if span.from_ms <= each.at_ms < span.until_ms
        ),
        passed(rows, *asked),
    )
