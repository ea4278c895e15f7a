"""A PDF of 1,000 A6 badges, from the names to the file, in a process of its own.

Run: `uv run pytest tests/bench/test_badge_pdf.py --benchmark-only`; `extra_info` holds the
figures: seconds of one core with everything that is imported, and megabytes at the peak.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

CPU_S, PEAK_MB = 10, 200
ONE_MS = 60
"""Of one badge as a PDF, once the fonts are open."""
PROGRAM = Path(__file__).with_name("badge_pdf_program.py")


@pytest.mark.benchmark(group="badge pdf")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs ru_maxrss, as on Linux")
@pytest.mark.parametrize("many", [1_000, 3_000])
def test_many_badges(benchmark, tmp_path, many):
    def print_all() -> dict[str, float]:
        file = tmp_path / "badges.pdf"
        command = [sys.executable, os.fspath(PROGRAM), str(many), os.fspath(file)]
        here = {**os.environ, "PYTHONPATH": os.fspath(PROGRAM.parents[2])}
        done = subprocess.run(command, env=here, capture_output=True, check=True, timeout=200)
        return json.loads(done.stdout)

    figures = benchmark.pedantic(print_all, rounds=1)

    benchmark.extra_info.update({name: round(each, 2) for name, each in figures.items()})
    assert figures["pages"] == many
    assert figures["cpu_s"] < CPU_S * many / 1_000
    # Three times the badges take no more memory: none of them is kept.
    assert figures["peak_mb"] < PEAK_MB


@pytest.mark.benchmark(group="badge pdf")
def test_one_badge(benchmark):
    from onsite.badges.drawing.pdf import write
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.placing import lay_out
    from onsite.badges.templates.finding import find
    from tests.bench.badge_pdf_program import holder

    template, faces = find("a6", None), Faces.load()
    sheets = [lay_out(template, holder(number), faces, dpi=300) for number in range(60)]
    times: list[float] = []

    def one() -> None:
        for sheet in sheets:
            began = time.process_time()
            write([sheet], io.BytesIO())
            times.append((time.process_time() - began) * 1000)

    benchmark.pedantic(one, rounds=1, warmup_rounds=1)

    ordered = sorted(times)
    p95 = ordered[len(ordered) * 95 // 100]
    benchmark.extra_info.update(
        cpu_median_ms=round(statistics.median(times), 2), cpu_p95_ms=round(p95, 2)
    )
    assert p95 < ONE_MS
