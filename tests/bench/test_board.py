"""How soon a key is seen on the board: 500 open incidents with 20,000 entries, 95 of 100 in 50 ms.

Run: `uv run pytest tests/bench/test_board.py --benchmark-only`.
"""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress

import pytest

from onsite.clock import SystemClock
from onsite.incidents import outcomes, service
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.wiring import open_site
from tests.bench.test_console import told
from tests.incidents.board.test_board_screen import board_app, opened
from tests.incidents.conftest import PLAN

INCIDENTS, ENTRIES = 500, 38
"""Each has its report and its policy besides."""
LIMIT_S = 0.05
TIMES = re.compile(r"(\d+:)?\d+:\d\d")
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


class Painted:
    """Looks at the screen each time that it was drawn; looking itself costs time.

    Times that run down are no answer to a key; a space is one, as the cursor behind it has moved.
    """

    def __init__(self, app) -> None:
        self._app = app
        self._drawn = asyncio.Event()
        draw = app._display

        def drawn(*given) -> None:
            draw(*given)
            self._drawn.set()

        app._display = drawn

    async def seen_after(self, key: str) -> float:
        """How long it takes until a key is seen, in seconds."""
        before = self._shown()
        began = time.perf_counter()
        self.press(key)
        while (seen := time.perf_counter()) < began + 2:
            self._drawn.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._drawn.wait(), 0.5)
            seen = time.perf_counter()
            if self._shown() != before:
                return seen - began
        raise AssertionError(f"{key} is never seen")

    def press(self, key: str) -> None:
        """Have it pressed."""
        self._app.simulate_key(key)

    def _shown(self) -> list[tuple[str, str]]:
        strips = self._app.screen._compositor.render_strips(self._app.size)
        return [(TIMES.sub("", each.text), str(each.style)) for strip in strips for each in strip]


@pytest.mark.benchmark(group="incidents: from a key to the board")
async def test_from_a_key_to_the_board(benchmark, busy):
    app, took = board_app(busy), []
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert len(screen.lines) == INCIDENTS
        screen.query_one("#words").cursor_blink = False
        glass = Painted(app)
        for number, key in enumerate(KEYS):
            await asyncio.sleep(0.1 + 0.013 * (number % 11))
            took.append(await glass.seen_after(key))
    benchmark.pedantic(lambda: None)
    assert app.reported == []
    assert told(benchmark, took) < LIMIT_S
