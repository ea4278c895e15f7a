"""When everything is expected, from what is planned and what has come of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Show


class Status(StrEnum):
    """Where an item stands."""

    COMING = "coming"
    ARMED = "armed"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED = "passed"
    """The show went on behind it without it."""


class Times(NamedTuple):
    """The times of one item."""

    item: str
    status: Status
    planned_start_ms: int
    planned_end_ms: int
    expected_start_ms: int
    """As it was, once it has begun: the first run's."""
    expected_end_ms: int
    """As it was, once it is over: the last run's."""
    actual_start_ms: int | None = None
    """None: it has not begun."""
    actual_end_ms: int | None = None
    """None: it is not over."""
    conflict_ms: int = 0
    """By how much its hard start is missed, or was."""
    soaked_ms: int = 0
    """So much lateness it takes up by being shorter than planned."""
    gap_soaked_ms: int = 0
    """So much lateness the gap before it takes up."""

    @property
    def over_ms(self) -> int:
        """How much later than planned it begins; less than 0 for earlier."""
        return self.expected_start_ms - self.planned_start_ms

    @property
    def over_end_ms(self) -> int:
        """How much later than planned it is over; less than 0 for earlier."""
        return self.expected_end_ms - self.planned_end_ms


class Schedule(NamedTuple):
    """When everything is expected, as seen from a moment."""

    times: tuple[Times, ...]
    """Of every item, in the order of the rundown."""
    behind_ms: int
    """How late the show is now; less than 0 when it is ahead."""
    ends_ms: int | None
    """When the last item is expected to be over; None for a rundown without items."""
    current: str
    """What runs in the chain; empty for nothing."""
    next: str
    """What comes after it: what stands by, or what follows in order; empty for nothing."""
    over_end_ms: int = 0
    """How much later than planned the last item is over."""
    must_end_missed_ms: int = 0
    """By how much the end that must be kept is missed."""

    def of(self, item: str) -> Times | None:
        """The times of one item."""
        return next((times for times in self.times if times.item == item), None)


def expected(rundown: Rundown, show: Show, now_ms: int) -> Schedule:
    """When everything is expected."""
    raise NotImplementedError
