"""Asking for the time, which every scan does: beside the floor, the computer's own clock.

Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import pytest

from onsite.clock import SystemClock
from onsite.sync.clock.hub_clock import HubClock, measure


@pytest.mark.benchmark(group="the time")
def test_floor_the_computers_own_clock(benchmark):
    benchmark(SystemClock().now)


@pytest.mark.benchmark(group="the time")
def test_the_hubs_time(benchmark, tmp_path):
    clock = HubClock(SystemClock(), tmp_path)
    clock.correct(measure([clock.sampled(clock.ticks(), clock.raw_ns())]))
    benchmark(clock.now)
    assert benchmark.stats.stats.median < 3e-6
