"""The memory of an open desk at 100,000 attendees.

Run: `uv run pytest tests/bench/test_memory.py --benchmark-only`; `extra_info` holds megabytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOAL_MB = 200
PROGRAM = Path(__file__).with_name("memory_program.py")


@pytest.mark.benchmark(group="memory")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc, as on Linux")
def test_resident_memory_of_the_desk(benchmark, hall):
    def desk() -> float:
        command = [sys.executable, os.fspath(PROGRAM), os.fspath(hall.data)]
        here = {**os.environ, "PYTHONPATH": os.fspath(PROGRAM.parents[2])}
        done = subprocess.run(command, env=here, capture_output=True, check=True, timeout=120)
        return json.loads(done.stdout)["resident_mb"]

    resident_mb = benchmark.pedantic(desk, rounds=1)

    benchmark.extra_info["resident_mb"] = resident_mb
    assert resident_mb < GOAL_MB
