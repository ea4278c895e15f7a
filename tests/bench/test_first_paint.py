"""The CPU time until the first paint, beside the floor: an empty Textual app in the same run.

Run: `uv run pytest tests/bench/test_first_paint.py --benchmark-only`. A fresh process each time;
`extra_info` holds the CPU seconds of each.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 7
GOAL_S = 0.6
GOAL_TIMES = 2.0
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "cryptography", "cv2", "numpy", "PIL", "alembic"}
PROGRAM = Path(__file__).with_name("first_paint_program.py")


def first_paint(app: str) -> dict:
    """Start an app in a process of its own; the CPU seconds to its first paint, and its modules."""
    command = [sys.executable, os.fspath(PROGRAM), app]
    here = {**os.environ, "PYTHONPATH": os.fspath(PROGRAM.parents[2])}
    done = subprocess.run(command, env=here, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.benchmark(group="first paint")
def test_first_paint(benchmark):
    floor, ours = [], []

    def both():
        floor.append(first_paint("empty")["cpu_s"])
        ours.append(first_paint("onsite")["cpu_s"])

    benchmark.pedantic(both, rounds=ROUNDS, warmup_rounds=1)

    figures = {"floor_s": statistics.median(floor), "onsite_s": statistics.median(ours)}
    benchmark.extra_info.update(figures)
    assert figures["onsite_s"] < GOAL_S
    assert figures["onsite_s"] < GOAL_TIMES * figures["floor_s"]


def test_nothing_heavy_is_loaded_before_the_first_paint():
    assert HEAVY.intersection(first_paint("onsite")["modules"]) == set()
