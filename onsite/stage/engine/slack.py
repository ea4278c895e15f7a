"""How much later everything may still become before a hard start, or the end, is missed.

Gaps are slack, and what breaks may shrink, and the Q&A of talks, that of the running one too;
not the minimum of a talk, which is cut only by who says so.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.items import Item, Kind, StartRule
from onsite.stage.engine.schedule import Schedule, Status, Times, expected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Show


class Give(StrEnum):
    """What gives the time."""

    GAP = "gap"
    """Before the item; after the last one for the end of all."""
    SHORTER = "shorter"
    """A break or a changeover shrinks, or what has a fixed end begins later."""
    QA = "qa"
    MISSED = "missed"
    """So much is missing as everything is expected now; less than 0."""


class Absorber(NamedTuple):
    """Who would take up lateness, and how much."""

    item: str
    """Empty for the gap before the end of all."""
    give: Give
    ms: int


class Slack(NamedTuple):
    """What is left until a limit."""

    until: str
    """The item with the hard start; empty for the end of all."""
    limit_ms: int
    left_ms: int
    """Less than 0: the limit is missed by so much, even when everybody gives what they can."""
    absorbers: tuple[Absorber, ...]
    """In the order in which they come."""


class Slacks(NamedTuple):
    """What is left until the next limits."""

    hard: Slack | None
    """None where no hard start is to come."""
    end: Slack | None
    """None where nothing says when everything must be over."""

    @property
    def tightest(self) -> Slack | None:
        """The one with the least left."""
        known = [slack for slack in self if slack is not None]
        return min(known, key=lambda slack: slack.left_ms, default=None)


class _Link(NamedTuple):
    item: Item
    times: Times
    due_ms: int
    """Before that it does not begin."""
    gives_ms: int


def slack(rundown: Rundown, show: Show, now_ms: int, schedule: Schedule | None = None) -> Slacks:
    """What is left until the next hard start, and until the end of all.

    Args:
        rundown: as planned.
        show: what has come of it.
        now_ms: the moment.
        schedule: what is expected then, where that is known already.
    """
    schedule = schedule or expected(rundown, show, now_ms)
    by_id = rundown.by_id
    coming = [
        _link(by_id[times.item], times, show)
        for times in schedule.times
        if times.status in (Status.COMING, Status.ARMED) and by_id[times.item].chained
    ]
    start = _before(rundown, show, schedule, now_ms)
    hard = next((n for n, link in enumerate(coming) if link.item.rule is StartRule.HARD), None)
    until_hard = until_end = None
    if hard is not None:
        link = coming[hard]
        until_hard = _slack(link.item.id, link.due_ms, coming[:hard], start)
    if rundown.must_end_ms is not None and (coming or schedule.current):
        until_end = _slack("", rundown.must_end_ms, coming, start)
    return Slacks(until_hard, until_end)


class _Start(NamedTuple):
    """From where on time can be lost."""

    at_ms: int
    running: str
    gives_ms: int
    give: Give


def _before(rundown: Rundown, show: Show, schedule: Schedule, now_ms: int) -> _Start:
    item = rundown.by_id.get(schedule.current)
    times = schedule.of(schedule.current)
    run = show.run(schedule.current)
    if item is None or times is None or run is None:
        return _Start(now_ms, "", 0, Give.QA)
    gives_ms = item.gives_ms - (item.length_ms - run.length_ms if item.soaks_ms else 0)
    if item.kind is Kind.FIXED_END:
        gives_ms = 0
    gives_ms = max(0, min(gives_ms, times.expected_end_ms - now_ms))
    return _Start(times.expected_end_ms, item.id, gives_ms, _give(item))


def _give(item: Item) -> Give:
    return Give.SHORTER if item.soaks_ms or item.kind is Kind.FIXED_END else Give.QA


def _link(item: Item, times: Times, show: Show) -> _Link:
    """An item that is to come, and what it may still give."""
    length_ms = times.expected_end_ms - times.expected_start_ms
    gives_ms = item.gives_ms
    if item.kind is Kind.FIXED_END:
        gives_ms = max(0, length_ms - item.least_ms)
    elif item.soaks_ms:
        gives_ms -= times.soaked_ms
    due_ms = item.start_ms + show.delay_ms(item.id)
    if item.comes_early:
        due_ms = min(due_ms, times.expected_start_ms)
    return _Link(item, times, due_ms, min(gives_ms, length_ms))


def _slack(until: str, limit_ms: int, coming: Sequence[_Link], start: _Start) -> Slack:
    latest_ms, missed_ms = limit_ms, 0
    for link in reversed(coming):
        if link.item.kind is Kind.FIXED_END and link.times.expected_end_ms > latest_ms:
            missed_ms += latest_ms - link.times.expected_end_ms
            latest_ms = link.times.expected_end_ms
        elif link.item.kind is Kind.FIXED_END:
            latest_ms = link.times.expected_end_ms
        length_ms = link.times.expected_end_ms - link.times.expected_start_ms
        latest_ms -= length_ms - link.gives_ms
        if latest_ms < link.due_ms:
            missed_ms += latest_ms - link.due_ms
            latest_ms = link.due_ms
    room_ms = latest_ms - start.at_ms + start.gives_ms
    left_ms = missed_ms + min(0, room_ms) if missed_ms else room_ms
    return Slack(until, limit_ms, left_ms, _absorbers(until, limit_ms, coming, start))


def _absorbers(
    until: str, limit_ms: int, coming: Sequence[_Link], start: _Start
) -> tuple[Absorber, ...]:
    found = [Absorber(start.running, start.give, start.gives_ms)]
    over_ms = start.at_ms
    for link in coming:
        found.append(Absorber(link.item.id, Give.GAP, link.times.expected_start_ms - over_ms))
        found.append(Absorber(link.item.id, _give(link.item), link.gives_ms))
        over_ms = link.times.expected_end_ms
    last_ms = limit_ms - over_ms
    found.append(Absorber(until, Give.MISSED if last_ms < 0 else Give.GAP, last_ms))
    return tuple(each for each in found if each.ms)
