"""How many were in a zone, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.counting import bases, flows
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.views import Minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    Point = tuple[int, int]


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
    people = base.people if base is not None else 0
    return people + _net(rows, zone, base.cut_ms if base is not None else -1, at_ms)


def totals(
    rows: Connection, zone: str, from_ms: int, until_ms: int, step_ms: int
) -> tuple[tuple[int, int], ...]:
    """How many were in a zone over time, by the base that was then in force.

    At both ends, at round steps between, and twice at the cut of each base: first what the taps
    had made of it, then what the base says. Instants never go back.

    Args:
        rows: the open transaction.
        zone: its id.
        from_ms: the first instant.
        until_ms: the last one.
        step_ms: how far round instants lie apart; whole minutes are taken, one at the least.
    """
    if from_ms >= until_ms:
        return ((until_ms, total_at(rows, zone, until_ms)),)
    step = max(1, -(-step_ms // MINUTE_MS))
    by_minute = {
        minute: came - left
        for minute, came, left in flows.by_minute(
            rows, zone, from_ms // MINUTE_MS, until_ms // MINUTE_MS
        )
    }
    last = (from_ms, total_at(rows, zone, from_ms))
    points = [last]
    cuts = {base.cut_ms: base.people for base in bases.between(rows, zone, from_ms + 1, until_ms)}
    for cut_ms, people in cuts.items():
        points += _up_to(rows, zone, last, cut_ms, (by_minute, step))
        last = (cut_ms, people)
        points.append(last)
    if last[0] < until_ms:
        points += _up_to(rows, zone, last, until_ms, (by_minute, step))
    return tuple(points)


def _up_to(
    rows: Connection, zone: str, last: Point, end_ms: int, steps: tuple[Mapping[int, int], int]
) -> Iterator[Point]:
    """The round instants between one point and another with no base between, and that one."""
    at_ms, people = last
    by_minute, step = steps
    began = at_ms // MINUTE_MS
    edge = _net(rows, zone, at_ms, (began + 1) * MINUTE_MS - 1)
    running, minute = people + edge, began + 1
    for mark in range((began // step + 1) * step, -(-end_ms // MINUTE_MS), step):
        while minute < mark:
            running += by_minute.get(minute, 0)
            minute += 1
        yield mark * MINUTE_MS, running
    yield end_ms, people + _net(rows, zone, at_ms, end_ms)


def _net(rows: Connection, zone: str, after_ms: int, until_ms: int) -> int:
    came, left = flows.between(rows, zone, after_ms, until_ms)
    return came - left
