"""What became of the times of a rundown: how late, why, and who took it up. Values in and out.

Every item's slip is told as a sum: how much later than planned it was over is what it inherited
from the one before, what it waited, what it was paused, what was added, what it ran over or ended
early, and less what it took up by being shorter. All instants are milliseconds UTC since 1970,
all lengths milliseconds.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.schedule import Status, expected

if TYPE_CHECKING:
    from onsite.stage.engine.items import Item, Kind, Rundown
    from onsite.stage.engine.schedule import Schedule, Times
    from onsite.stage.engine.show import Run, Show


class Why(StrEnum):
    """Why an item was over at another time than planned."""

    BEFORE = "before"
    """The one before it was late."""
    DELAY = "delay"
    """It was delayed by the timekeeper."""
    WAITED = "waited"
    """It could have begun, and did not."""
    EARLY = "early"
    """It began before its planned start."""
    SHORTER = "shorter"
    """It took lateness up by being shorter than planned."""
    PAUSED = "paused"
    ADDED = "added"
    OVER = "over"
    """It ran longer than it had, or, where that is less than 0, shorter."""
    AGAIN = "again"
    """It was started again after it was over."""


class Reason(NamedTuple):
    """A part of an item's slip."""

    why: Why
    ms: int
    """Less than 0 where it makes it less late."""
    item: str = ""
    """Because of which other one; empty where it is its own."""


class Part(NamedTuple):
    """One running of an item."""

    number: int
    """From 1."""
    started_ms: int
    ended_ms: int | None
    """None: it runs."""
    length_ms: int
    """What it had when it began."""
    paused_ms: int
    added_ms: int
    over_ms: int
    """How much longer than it had, without pauses; less than 0 for shorter."""
    pressed_ms: int | None
    """When its key was pressed, where its start was corrected."""


class Took(NamedTuple):
    """What took lateness up."""

    how: str
    """`gap` before the item, `shorter`, `early` (it ended so), `left-out`."""
    ms: int


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What became of the times of one item."""

    number: int
    item: str
    title: str
    kind: Kind
    times: Times
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    """Their sum is by how much it was over later than planned."""
    took: tuple[Took, ...]

    def numbered(self, number: int, gap: Took | None) -> SlipLine:
        """In its place, with what the time before it took up, or its own that was free."""
        took = (gap, *self.took) if gap is not None else self.took
        return replace(self, number=number, took=took)

    @property
    def paused_ms(self) -> int:
        """In all its runs."""
        return sum(part.paused_ms for part in self.parts)

    @property
    def added_ms(self) -> int:
        """In all its runs, less what was removed."""
        return sum(part.added_ms for part in self.parts)

    @property
    def took_ms(self) -> int:
        """How much lateness it took up."""
        return sum(took.ms for took in self.took)

    @property
    def main(self) -> Reason | None:
        """Why it was late: the largest part; None where it was not."""
        later = [reason for reason in self.reasons if reason.ms > 0]
        return max(later, key=lambda reason: reason.ms, default=None)


@dataclass(frozen=True, slots=True)
class SlipReport:
    """What became of a rundown."""

    lines: tuple[SlipLine, ...]
    schedule: Schedule

    @property
    def took_ms(self) -> int:
        """How much lateness was taken up in all."""
        return sum(line.took_ms for line in self.lines)

    def sources(self) -> tuple[tuple[SlipLine, Reason], ...]:
        """Where lateness came from, the largest part first."""
        found = [
            (line, reason)
            for line in self.lines
            for reason in line.reasons
            if reason.ms > 0 and reason.why is not Why.BEFORE
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1].ms))


def slip(rundown: Rundown, show: Show, now_ms: int) -> SlipReport:
    """What became of a rundown by a moment."""
    schedule = expected(rundown, show, now_ms)
    begun = sorted(
        (times for times in schedule.times if times.actual_start_ms is not None),
        key=lambda times: times.actual_start_ms or 0,
    )
    chained = [times for times in begun if rundown.by_id[times.item].chained]
    before = {after.item: first for first, after in itertools.pairwise(chained)}
    gaps = _gaps(rundown, schedule)
    return SlipReport(
        tuple(
            _line(rundown.by_id[times.item], times, before.get(times.item), show, now_ms).numbered(
                number, gaps.get(times.item)
            )
            for number, times in enumerate(schedule.times, 1)
        ),
        schedule,
    )


def _gaps(rundown: Rundown, schedule: Schedule) -> dict[str, Took]:
    """What the time between the items took up; the engine counts what was left out as a gap."""
    found: dict[str, Took] = {}
    before: Times | None = None
    out: list[Item] = []
    for times in schedule.times:
        item = rundown.by_id[times.item]
        if times.actual_start_ms is None:
            if item.chained and times.status in (Status.SKIPPED, Status.PASSED):
                out.append(item)
            continue
        left_ms = times.gap_soaked_ms
        if left_ms and before is not None:
            free_ms = times.planned_start_ms - before.planned_end_ms
            own_ms = min(left_ms, max(0, free_ms - sum(each.length_ms for each in out)))
            if own_ms:
                found[item.id] = Took("gap", own_ms)
            left_ms -= own_ms
            for each in out:
                gave_ms = min(left_ms, each.length_ms)
                if gave_ms:
                    found[each.id] = Took("left-out", gave_ms)
                left_ms -= gave_ms
        if item.chained:
            before, out = times, []
    return found


def _line(item: Item, times: Times, before: Times | None, show: Show, now_ms: int) -> SlipLine:
    runs = show.runs.get(item.id, ())
    parts = tuple(_part(at, run, times, now_ms) for at, run in enumerate(runs, 1))
    reasons: tuple[Reason, ...] = ()
    if runs:
        late = _late(times, before, show.delay_ms(item.id))
        reasons = tuple(each for each in (*late, *_own(item, parts, times)) if each.ms)
    return SlipLine(
        0, item.id, item.title, item.kind, times, parts, reasons, _took(item, times, parts)
    )


def _part(number: int, run: Run, times: Times, now_ms: int) -> Part:
    ended_ms = run.ended_ms
    ends_ms = ended_ms if ended_ms is not None else times.expected_end_ms
    until_ms = ended_ms if ended_ms is not None else max(now_ms, run.started_ms)
    paused_ms = sum(
        max(0, (until_ms if pause.until_ms is None else pause.until_ms) - pause.from_ms)
        for pause in run.pauses
    )
    over_ms = ends_ms - run.started_ms - paused_ms - run.length_ms - run.added_ms
    return Part(
        number,
        run.started_ms,
        ended_ms,
        run.length_ms,
        paused_ms,
        run.added_ms,
        over_ms,
        run.pressed_ms,
    )


def _late(times: Times, before: Times | None, delay_ms: int) -> list[Reason]:
    """Why it began at another time than planned."""
    late_ms = (times.actual_start_ms or 0) - times.planned_start_ms
    if late_ms <= 0:
        return [Reason(Why.EARLY, late_ms)]
    inherited_ms = 0
    if before is not None and before.actual_end_ms is not None:
        inherited_ms = min(late_ms, max(0, before.actual_end_ms - times.planned_start_ms))
    rest_ms = late_ms - inherited_ms
    delayed_ms = min(rest_ms, max(0, delay_ms))
    return [
        Reason(Why.BEFORE, inherited_ms, before.item if before is not None else ""),
        Reason(Why.DELAY, delayed_ms),
        Reason(Why.WAITED, rest_ms - delayed_ms),
    ]


def _own(item: Item, parts: tuple[Part, ...], times: Times) -> list[Reason]:
    """What it did itself. A milestone takes no time, and a count-up has none to keep to."""
    first = parts[0]
    ends_ms = first.ended_ms if first.ended_ms is not None else times.expected_end_ms
    return [
        Reason(Why.SHORTER, first.length_ms - item.length_ms),
        Reason(Why.PAUSED, first.paused_ms),
        Reason(Why.ADDED, first.added_ms),
        Reason(Why.OVER, first.over_ms),
        Reason(Why.AGAIN, times.expected_end_ms - ends_ms),
    ]


def _took(item: Item, times: Times, parts: tuple[Part, ...]) -> tuple[Took, ...]:
    """What it took up of lateness by being shorter than it might have been."""
    if not parts:
        return ()
    found = []
    shorter_ms = item.length_ms - parts[0].length_ms
    if shorter_ms > 0:
        found.append(Took("shorter", shorter_ms))
    left_ms = -parts[0].over_ms
    if left_ms > 0 and len(parts) == 1 and times.over_ms > 0 and parts[0].ended_ms is not None:
        found.append(Took("early", min(left_ms, times.over_ms)))
    return tuple(found)
