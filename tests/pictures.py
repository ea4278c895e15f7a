"""The pictures of the README, taken of the real app: `python -m tests.pictures [desk|stage|zones]`.

Needs Chromium, which draws the screens as a browser shows Textual's own SVG.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from onsite.app import OnsiteApp
from onsite.areas import Place
from onsite.bundled import bundled
from onsite.demo.opening import DemoStore, GuestsComing
from onsite.plan.service import current
from onsite.stage.display.app import DisplayApp
from onsite.stage.display.service import Saying, show_message
from tests.checkin.desk_stage import Hands
from tests.snapshots import screen_text
from tests.stage.chromium import Chromium
from tests.stage.web.conftest import within

if TYPE_CHECKING:
    from onsite.ui.base_app import BaseApp
    from onsite.wiring import Site

PICTURES = Path(__file__).parents[1] / "assets" / "pictures"
SIZE = (100, 30)


async def take(of: str = "") -> None:
    """Take the pictures, in a folder of their own so that no path of this computer shows.

    Args:
        of: `desk`, `stage` or `zones`; empty for all.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copy(bundled("db/demo/attendees.csv"), folder)
        store = DemoStore(Path(folder), "Maria")
        if of in ("", "desk"):
            await _desk(store)
        if of in ("", "stage"):
            await _stage(store)
        if of in ("", "zones"):
            await _zones(store)


async def _desk(store: DemoStore) -> None:
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


async def _stage(store: DemoStore) -> None:
    app = OnsiteApp(store.open, demo=True, language_code="en", start_mode="stage")
    async with app.run_test(size=(100, 34)) as pilot:
        site = await app.site_ready()
        while "Left" not in screen_text(app):
            await pilot.pause(0.2)
        message = Saying("harbour", "Please repeat the question", asks_seen=True)
        plan = site.read_now(current)
        site.write_now(show_message, plan, message, site.operator)
        await pilot.pause(2)
        draw(app, "stage-console")
    display = DisplayApp(
        lambda: site,
        place=Place("display", drafts={"display": {"stage": "harbour"}}),
        language_code="en",
        clock=site.clock,
    )
    async with display.run_test(size=(100, 34)) as pilot:
        await display.site_ready()
        await pilot.pause(2)
        draw(display, "stage-display")
    await _page(site)
    app.close_site()


async def _page(site: Site) -> None:
    """The page of the displays on a confidence monitor, and backstage on a phone, side by side."""
    shots = []
    async with within(site) as (_feed, at):
        for view, size in (("speaker", (900, 600)), ("backstage", (320, 600))):
            async with Chromium(*size) as browser:
                page = await browser.open(f"{at}{view}?stage=harbour&lang=en")
                await page.until("document.querySelector('#digits span')?.textContent")
                shots.append(await page.picture())
    sheet = Image.new("RGB", (sum(each.width for each in shots) + 20, 600), "#888888")
    sheet.paste(shots[0])
    sheet.paste(shots[1], (shots[0].width + 20, 0))
    sheet.quantize(64).save(PICTURES / "stage-page.png", optimize=True)


async def _zones(store: DemoStore) -> None:
    """All zones at a glance, and the screen of somebody who counts one of them."""
    app = OnsiteApp(store.open, demo=True, language_code="en", start_mode="zones")
    async with app.run_test(size=(120, 30)) as pilot:
        await app.site_ready()
        while "100 % in" not in screen_text(app):
            await pilot.pause(0.2)
        await pilot.pause(2)
        draw(app, "zones")
    app.close_site()
    place = Place("counter", drafts={"counter": {"zone": "workshops"}})
    counter = OnsiteApp(store.open, demo=True, language_code="en", place=place)
    async with counter.run_test(size=(100, 28)) as pilot:
        await counter.site_ready()
        while "Workshop" not in screen_text(counter):
            await pilot.pause(0.2)
        for key in ("j", "j", "f"):
            await pilot.pause(1)
            await pilot.press(key)
        await pilot.pause(2)
        draw(counter, "zones-counter")
    counter.close_site()


def draw(app: BaseApp, name: str) -> None:
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
    asyncio.run(take(*sys.argv[1:2]))
