"""The screen of badges ahead as it looks, in English and in Chinese."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onsite.wiring import open_site
from tests.badges.bulk.test_ahead_screen import app_of, opened, until
from tests.snapshots import settled


@pytest.fixture
def site(tmp_path, clock, monkeypatch):
    """A store of which the screen shows no path that is another one each time."""
    monkeypatch.chdir(tmp_path)
    made = open_site(Path("data"), operator="Maria", clock=clock)
    yield made
    made.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_boxes_question_and_names(site, roll, language, same_screen) -> None:
    for name in ("Ada Lovelace", "BO LI", "Maria Nowak", "王小明", "Zoë Quist"):
        roll.add(name, f"T-{name[:3]}")
    app = app_of(site, language)
    async with app.run_test(size=(80, 24)) as pilot:
        ahead = await opened(pilot)
        # Each station has other letters for its boxes.
        first, second = ahead.prepared.boxes
        named = (replace(first, box="QK1"), replace(second, box="QK12"))
        ahead.prepared = replace(ahead.prepared, boxes=named)
        app.screen.show_all()
        await settled(pilot)
        await same_screen(app, f"ahead-boxes-80x24-{language}")
        await pilot.press("f8")
        await settled(pilot)
        await same_screen(app, f"ahead-question-80x24-{language}")
        await pilot.press("escape", "f5")
        await until(pilot, lambda: ahead.findings is not None and ahead.progress is None)
        await settled(pilot)
        await same_screen(app, f"ahead-names-80x24-{language}")
