"""What a frame of the preview costs: its cells, and all of it with the terminal's codes.

Run: `uv run pytest tests/bench/test_preview.py --benchmark-only`. The bar of
the desk's preview is what was measured for half-blocks drawn with care: 1.4 to 4 ms a frame of
the screen's own time. That of the camera's screen has three times as many cells.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import numpy as np
import pytest
from textual.app import App

from onsite.scanner.camera import Outline, View
from onsite.scanner.preview import Canvas
from onsite.scanner.preview_view import CameraView
from onsite.ui import themes

DESK, TEST, LARGEST = (42, 12), (74, 22), (118, 35)
GOALS_MS = {DESK: 4.0, TEST: 8.0}
FRAMES = 60
CODE = Outline(((560, 250), (780, 260), (770, 480), (550, 470)), read=True)


def film(moved: int) -> list[Any]:
    """Noisy pictures of a hall, each moved by so many pixels against the one before."""
    random = np.random.default_rng(7)
    across, down = np.meshgrid(np.linspace(0, 12, 1280), np.linspace(0, 9, 720))
    hall = 120 + 60 * np.sin(across) + 50 * np.cos(down + across / 2)
    return [
        np.clip(np.roll(hall, moved * at, 1) + random.normal(0, 6, hall.shape), 0, 255).astype(
            np.uint8
        )
        for at in range(10)
    ]


@pytest.fixture(scope="module", params=[0, 40], ids=["still", "moving"])
def pictures(request) -> list[Any]:
    return film(request.param)


@pytest.mark.benchmark(group="preview: a picture into cells")
@pytest.mark.parametrize("size", [DESK, TEST, LARGEST], ids=["desk", "test", "largest"])
def test_cells(benchmark, pictures, size):
    canvas = Canvas(*size)
    turn = iter(range(10**9))

    benchmark.pedantic(
        lambda: canvas.draw(pictures[next(turn) % len(pictures)], (CODE,)), rounds=300
    )


class Sink(App[None]):
    """An app with a preview whose terminal swallows everything."""

    is_headless = False
    CSS = "CameraView { width: auto; height: auto; }"

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        themes.register(self)
        self.preview_size = size

    def compose(self):
        view = CameraView(id="camera-view")
        view.styles.width, view.styles.height = self.preview_size
        yield view


async def shown(pictures: list[Any], size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds of the processor and bytes for the terminal, for each frame."""
    app = Sink(size)
    async with app.run_test(size=(120, 40)) as pilot:
        written = []
        app._driver.write = lambda codes: written.append(len(codes.encode()))
        preview = app.query_one(CameraView)

        async def run(draw: bool) -> float:
            began = time.process_time()
            for at in range(FRAMES):
                if draw:
                    preview._draw(View(pictures[at % len(pictures)], (CODE,)))
                await pilot.pause(0)
                await asyncio.sleep(0.02)
            return time.process_time() - began

        drawn, idle = await run(draw=True), await run(draw=False)
    return (drawn - idle) * 1000 / FRAMES, sum(written) / FRAMES


@pytest.mark.benchmark(group="preview: a frame on the terminal")
@pytest.mark.parametrize("size", [DESK, TEST], ids=["desk", "test"])
def test_frame(benchmark, pictures, size):
    found = []
    benchmark.pedantic(lambda: found.append(asyncio.run(shown(pictures, size))), rounds=1)

    cpu_ms, sent = found[0]
    benchmark.extra_info["cpu_ms"] = round(cpu_ms, 2)
    benchmark.extra_info["bytes"] = round(sent)
    assert cpu_ms < GOALS_MS[size]
