"""The pictures of the README, taken of the real app: `python -m tests.pictures`.

Needs Chromium, which draws the screens as a browser shows Textual's own SVG.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from onsite.app import OnsiteApp
from onsite.bundled import bundled
from onsite.demo.opening import DemoStore, GuestsComing
from tests.checkin.desk_stage import Hands
from tests.snapshots import screen_text

PICTURES = Path(__file__).parents[1] / "assets" / "pictures"
SIZE = (100, 30)


async def take() -> None:
    """Take every picture, in a folder of their own so that no path of this computer shows."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copy(bundled("db/demo/attendees.csv"), folder)
        store = DemoStore(Path(folder), "Maria")
        app = OnsiteApp(store.open, demo=True, language_code="en")
        async with app.run_test(size=SIZE) as pilot:
            await app.site_ready()
            hands = Hands(pilot)
            await hands.settle()
            await hands.type("lukas mull")
            await hands.press("enter")
            draw(app, "desk-admitted")
            await hands.type("lukas mull")
            draw(app, "desk-search")
            await hands.press("enter")
            draw(app, "desk-refused")
            await hands.press("f4")
            draw(app, "desk-guest")
            await hands.press("escape")
            await pilot.press("f3")
            await pilot.pause(0.5)
            await pilot.press(*"attendees.csv", "enter")
            await pilot.pause(2)
            draw(app, "import")
        app.close_site()
        film = OnsiteApp(store.open, demo=True, language_code="en", camera=GuestsComing())
        async with film.run_test(size=(120, 36)) as pilot:
            await film.site_ready()
            while film.screen.work.figures is None or "Okafor" not in screen_text(film):
                await pilot.pause(0.2)
            await pilot.pause(1)
            draw(film, "desk-camera")
        film.close_site()


def draw(app: OnsiteApp, name: str) -> None:
    """Write what is on the screen as a PNG."""
    svg = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(), flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "screen.html"
        page.write_text(f"<body style='margin:0'>{svg}", encoding="utf-8")
        browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
        options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu")
        shot = f"--screenshot={PICTURES / name}.png"
        size = f"--window-size={round(float(width))},{round(float(height))}"
        subprocess.run(
            [browser, *options, size, shot, page.as_uri()], check=True, capture_output=True
        )


if __name__ == "__main__":
    asyncio.run(take())
