"""The pictures of the README, taken of the real app: `python -m tests.pictures`.

Needs Chromium, which draws the screens as a browser shows Textual's own SVG.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from onsite.app import OnsiteApp
from onsite.demo.opening import DemoStore
from tests.checkin.desk_stage import Hands

PICTURES = Path(__file__).parents[1] / "assets" / "pictures"
SIZE = (100, 30)


async def take() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder:
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
            await hands.press("escape", "f3")
            await pilot.pause(0.3)
            draw(app, "import")
        app.close_site()


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
        subprocess.run([browser, *options, size, shot, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    asyncio.run(take())
