"""Cutting what is still to come so that it ends when it must: a proposal, to be looked at first.

What breaks take up by themselves comes first, then gaps: what follows them begins earlier than
planned. Then everything gives the same part of its length, until it is as short as it may be. A
hard start is a wall: what is before it is cut to be over by then, and only what cannot be cut
goes beyond it. What runs already is not cut, nor is what has a fixed end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.items import Item, Kind, StartRule
from onsite.stage.engine.schedule import Status, Times, begins_ms, expected, lasts_until_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Show


class Line(NamedTuple):
    """What is proposed for one item: a change of its plan."""

    item: str
    start_ms: int
    length_ms: int
    planned_start_ms: int
    planned_length_ms: int

    @property
    def cut_ms(self) -> int:
        """How much shorter it would be."""
        return self.planned_length_ms - self.length_ms

    @property
    def changed(self) -> bool:
        """Whether anything would be different."""
        return (self.start_ms, self.length_ms) != (self.planned_start_ms, self.planned_length_ms)


class Proposal(NamedTuple):
    """What would have to be planned."""

    lines: tuple[Line, ...]
    """Of everything that is to come, in order."""
    ends_ms: int
    """When everything would be over."""
    uncut_ms: int
    """How much later than asked for that is: nothing may be cut any more."""
    closes: tuple[str, ...] = ()
    """The items whose open delays are in their lines: with the changes a `DelayApplied` of each
    is appended."""

    @property
    def earlier(self) -> int:
        """How many items would begin earlier than planned."""
        return sum(line.start_ms < line.planned_start_ms for line in self.lines)

    @property
    def helps(self) -> bool:
        """Whether it is worth its changes: the end is kept by them, or something is cut at least.

        Where nothing may be cut and the end is missed all the same, nothing is pulled forward.
        """
        if not any(line.changed for line in self.lines):
            return False
        return not self.uncut_ms or any(line.cut_ms > 0 for line in self.lines)


class _Turn(NamedTuple):
    """An item that is to come."""

    item: Item
    due_ms: int
    added_ms: int

    @property
    def wall_ms(self) -> int | None:
        """By when what is before it must be over; None where that need not be."""
        if self.item.rule is StartRule.HARD:
            return self.due_ms
        if self.item.kind is Kind.FIXED_END:
            return self.item.end_ms + self.added_ms - self.item.least_ms
        return None


class _Point(NamedTuple):
    """Where the one before is over, and where its plan is."""

    over_ms: int
    planned_ms: int


def proposal(rundown: Rundown, show: Show, now_ms: int, end_ms: int) -> Proposal:
    """How to be over by then. Shown before it is applied as changes of the items."""
    schedule = expected(rundown, show, now_ms)
    coming = [times for times in schedule.times if _to_come(rundown, times)]
    turns = [_turn(rundown, show, times) for times in coming]
    point = _from(schedule.of(schedule.current), coming)
    delayed = {delay.item for delay in show.delays}
    lines: list[Line] = []
    closes: list[str] = []
    for stretch, wall_ms in _stretches(turns, end_ms):
        kept, laid, point = _fitted(stretch, point, now_ms, wall_ms)
        lines += [*kept, *laid]
        closes += [line.item for line in laid if line.item in delayed]
    late_ms = max(0, point.over_ms - end_ms) if lines else 0
    return Proposal(tuple(lines), point.over_ms, late_ms, tuple(closes))


def _to_come(rundown: Rundown, times: Times) -> bool:
    coming = times.status in (Status.COMING, Status.ARMED)
    return coming and rundown.by_id[times.item].chained


def _turn(rundown: Rundown, show: Show, times: Times) -> _Turn:
    item = rundown.by_id[times.item]
    due_ms = item.start_ms + show.delay_ms(item.id)
    return _Turn(item, due_ms, show.added.get(item.id, 0))


def _from(current: Times | None, coming: Sequence[Times]) -> _Point:
    if current is not None:
        return _Point(current.expected_end_ms, current.planned_end_ms)
    # Where nothing runs, the next one is not asked to begin before it would anyhow.
    if not coming:
        return _Point(0, 0)
    return _Point(coming[0].expected_start_ms, coming[0].planned_start_ms)


def _stretches(turns: Sequence[_Turn], end_ms: int) -> list[tuple[list[_Turn], int]]:
    """What stands between two walls, and where the second one is."""
    found: list[tuple[list[_Turn], int]] = []
    stretch: list[_Turn] = []
    for turn in turns:
        wall_ms = turn.wall_ms
        if stretch and wall_ms is not None:
            found.append((stretch, wall_ms))
            stretch = []
        stretch.append(turn)
    return [*found, (stretch, end_ms)] if stretch else found


def _fitted(
    stretch: list[_Turn], point: _Point, now_ms: int, wall_ms: int
) -> tuple[list[Line], list[Line], _Point]:
    """What of a stretch stays as planned, what must be otherwise, and where it is over then."""
    natural: list[tuple[int, int]] = []
    after = point
    for item, due_ms, added_ms in stretch:
        start_ms = max(begins_ms(item, due_ms, after.over_ms, after.planned_ms), now_ms)
        over_ms = lasts_until_ms(item, start_ms, added_ms)
        natural.append((start_ms, over_ms))
        after = _Point(over_ms, item.end_ms)
    if after.over_ms <= wall_ms:
        return [_unchanged(turn.item) for turn in stretch], [], after
    kept = []
    if stretch[0].wall_ms is not None:
        # A wall itself stays where it is.
        first = stretch[0]
        point = _Point(natural[0][0], 0)
        if first.item.kind is Kind.FIXED_END:
            kept.append(_unchanged(first.item))
            point = _Point(natural[0][1], 0)
            stretch, natural = stretch[1:], natural[1:]
    spans = [over_ms - start_ms for start_ms, over_ms in natural]
    laid, over_ms = _laid(stretch, spans, point.over_ms, wall_ms)
    return kept, laid, _Point(over_ms, over_ms)


def _laid(
    stretch: Sequence[_Turn], spans: Sequence[int], at_ms: int, wall_ms: int
) -> tuple[list[Line], int]:
    """Lay items before a wall, one after the other; cut where there is no room otherwise."""
    least = [
        max(0, min(span, turn.item.least_ms + turn.added_ms))
        for turn, span in zip(stretch, spans, strict=True)
    ]
    lengths = cut(spans, least, sum(spans) - max(0, wall_ms - at_ms))
    latest_ms = wall_ms - sum(lengths)
    lines = []
    for turn, length_ms in zip(stretch, lengths, strict=True):
        item = turn.item
        start_ms = max(at_ms, min(turn.due_ms, latest_ms))
        planned_ms = max(0, length_ms - turn.added_ms)
        lines.append(Line(item.id, start_ms, planned_ms, item.start_ms, item.length_ms))
        at_ms = start_ms + length_ms
        latest_ms += length_ms
    return lines, at_ms


def _unchanged(item: Item) -> Line:
    return Line(item.id, item.start_ms, item.length_ms, item.start_ms, item.length_ms)


def cut(lengths: Sequence[int], least: Sequence[int], by: int) -> list[int]:
    """Lengths that are shorter by so much in all, or by as much as may be cut.

    Each gives the same part of its length, as far as that is not shorter than its least.
    """
    left = list(lengths)
    giving = [number for number, length in enumerate(lengths) if length > least[number]]
    while giving and by > 0:
        total = sum(lengths[number] for number in giving)
        short = [n for n in giving if lengths[n] * by >= (lengths[n] - least[n]) * total]
        for number in short:
            left[number] = least[number]
            by -= lengths[number] - least[number]
        if not short:
            _share(left, giving, by, total)
            break
        giving = [number for number in giving if number not in short]
    return left


def _share(left: list[int], giving: Sequence[int], by: int, total: int) -> None:
    """Cut each by its part; what does not come out even, the first ones give."""
    parts = [left[number] * by // total for number in giving]
    odd = by - sum(parts)
    for place, number in enumerate(giving):
        left[number] -= parts[place] + (1 if place < odd else 0)
