"""How soon a key is seen on the board: 500 open incidents with 20,000 entries, 95 of 100 in 50 ms.

Run: `uv run pytest tests/bench/test_board.py --benchmark-only`.
"""

from __future__ import annotations

import asyncio
import time

import pytest

from onsite.clock import SystemClock
from onsite.incidents import outcomes, service
from onsite.incidents.log import moments
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from tests.bench.test_console import told
from tests.incidents.board.test_board_screen import board_app, opened
from tests.incidents.conftest import PLAN
from tests.snapshots import screen_text

INCIDENTS, ENTRIES = 500, 38
"""Each has its report and its policy besides."""
LIMIT_S = 0.05
KEYS = [
    *["down"] * 20,
    *["pagedown", "pageup"] * 8,
    *["enter", "escape", "down"] * 10,
    *["slash", *"fall 1", *["backspace"] * 6, "escape"] * 3,
    *["f7", "f6", "escape"] * 4,
]


@pytest.fixture
def busy(tmp_path):
    """A store with all of them."""
    site = open_site(tmp_path / "data", operator="Maria", clock=SystemClock())
    today = site.clock.now().date().isoformat()
    plan = PLAN.replace("[2026-11-24, 2026-11-25]", f"[{today}]").replace("Europe/Berlin", "UTC")
    site.write_now(publish, plan, "Maria")
    for number in range(INCIDENTS):
        site.write_now(many, site.read_now(current), number)
    yield site
    site.close()


def many(journal, rows, plan, number: int) -> None:
    """One incident with its entries, in one transaction."""
    when = moments.now(journal.clock)
    kind = ("medical", "technical", "crowd")[number % 3]
    zone = ("h2", "foyer")[number % 2]
    new = NewIncident(when, f"fall {number}", types=(kind,), zone=zone, id=f"i{number:04}")
    service.report(journal, rows, plan, outcomes.by(journal.clock, "Maria"), new)
    for entry in range(ENTRIES):
        by = outcomes.by(journal.clock, "Maria")
        service.entry(journal, rows, plan, by, new.id, f"what happened next, {entry}")


@pytest.mark.benchmark(group="incidents: from a key to the board")
async def test_from_a_key_to_the_board(benchmark, busy):
    app, took = board_app(busy), []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert len(screen.lines) == INCIDENTS
        for number, key in enumerate(KEYS):
            await asyncio.sleep(0.1 + 0.013 * (number % 11))
            before = screen_text(app)
            began = time.perf_counter()
            app.simulate_key(key)
            while screen_text(app) == before and time.perf_counter() - began < 1:  # noqa: ASYNC110 - as it is drawn
                await asyncio.sleep(0.001)
            took.append(time.perf_counter() - began)
    benchmark.pedantic(lambda: None)
    assert app.reported == []
    assert told(benchmark, took) < LIMIT_S
