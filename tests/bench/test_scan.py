"""A scan, from the code to the durable verdict, beside the floor: one bare sqlite3 commit.

Run: `uv run pytest tests/bench --benchmark-only`. `extra_info` of each line holds its p50 and
p99, and the CPU time that a scan took, in milliseconds.
"""

from __future__ import annotations

import itertools
import statistics
import time

import pytest

from onsite.checkin import roll, service
from onsite.checkin.facts import Outcome
from tests.bench.conftest import MANY

ROUNDS = 2000


@pytest.mark.benchmark(group="scan to durable verdict")
def test_floor_one_bare_commit(benchmark, bare):
    benchmark.pedantic(bare, rounds=ROUNDS, warmup_rounds=20)
    _percentiles(benchmark)


@pytest.mark.benchmark(group="scan to durable verdict")
def test_scan(benchmark, hall, hall_plan):
    numbers = itertools.count()
    cpu = []

    def scan():
        number = next(numbers)
        attempt = service.Attempt(
            f"scan-{number}", "door", "Bench", code=f"CODE{number * 37 % MANY:06}"
        )
        began = time.process_time()
        answer = hall.write_now(service.scan, hall_plan, attempt)
        cpu.append(time.process_time() - began)
        return answer

    answer = benchmark.pedantic(scan, rounds=ROUNDS, warmup_rounds=20)
    _percentiles(benchmark)
    benchmark.extra_info["cpu_ms"] = round(statistics.median(cpu) * 1000, 3)
    assert answer.verdict.outcome is Outcome.ADMIT


@pytest.mark.benchmark(group="counters of a checkpoint")
def test_counters(benchmark, hall, hall_plan):
    now = hall.clock.now()

    figures = benchmark.pedantic(
        lambda: hall.read_now(roll.counters, hall_plan, "door", now), rounds=50
    )

    assert figures.expected == MANY


def _percentiles(benchmark):
    taken = sorted(benchmark.stats.stats.data)
    benchmark.extra_info["p50_ms"] = round(taken[len(taken) // 2] * 1000, 3)
    benchmark.extra_info["p99_ms"] = round(taken[len(taken) * 99 // 100] * 1000, 3)
