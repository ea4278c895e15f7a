"""What part of a day a chart shows, and its ticks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.clock import from_ms, to_ms
from onsite.plan.reading import read
from onsite.zones.history.span import Span, span, step_ms, ticks

PLAN = """
[event]
name = "Summit"
zone = "{zone}"
days = [2026-10-25]

[checkpoints.door]
name = "Door"
"""


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 25) -> int:
    return to_ms(datetime(2026, 10, day, hour, minute, second, tzinfo=UTC))


def plan(zone: str = "Europe/Berlin"):
    return read(PLAN.format(zone=zone))


def test_the_last_hours_end_with_the_minute_that_runs():
    assert span(at(12, 30, 17), 3, 0) == Span(at(9, 31), at(12, 31))


def test_going_back_goes_by_halves():
    assert span(at(12, 30, 17), 3, 2) == Span(at(6, 31), at(9, 31))


@pytest.mark.parametrize(
    ("hours", "cells", "minutes"), [(1, 80, 1), (3, 80, 3), (24, 120, 12), (1, 0, 60)]
)
def test_points_are_whole_minutes_apart(hours, cells, minutes):
    assert step_ms(span(at(12), hours, 0), cells) == minutes * 60_000


@pytest.mark.parametrize(
    ("hours", "cells", "zone", "names"),
    [
        (1, 72, "Asia/Tokyo", "20:40 20:50 21:00 21:10 21:20 21:30"),
        (6, 72, "Asia/Tokyo", "16:00 17:00 18:00 19:00 20:00 21:00"),
        # In Nepal an hour begins at other instants than elsewhere.
        (3, 40, "Asia/Kathmandu", "16:00 17:00 18:00"),
        (24, 72, "Asia/Tokyo", "00:00 04:00 08:00 12:00 16:00 20:00"),
    ],
)
def test_ticks_are_round_by_the_clock_of_the_event(hours, cells, zone, names):
    shown = span(at(12, 30), hours, 0)
    found = ticks(plan(zone), shown, cells)
    assert " ".join(name for _at, name in found) == names
    local = [plan(zone).local(from_ms(instant)) for instant, _name in found]
    assert [f"{each:%H:%M}" for each in local] == names.split()


def test_ticks_are_round_in_the_night_in_which_the_clocks_are_put_back():
    found = ticks(plan(), Span(at(22, day=24), at(4)), 72)
    assert [name for _at, name in found] == "00:00 01:00 02:00 03:00 04:00 05:00".split()
    instants = [instant for instant, _name in found]
    assert instants == sorted(set(instants))
