"""The page in a real browser, served by the very program."""

from __future__ import annotations

import os
import signal

from onsite.clock import to_ms
from onsite.stage import facts
from onsite.stage.display import service
from tests.stage.chromium import Chromium
from tests.stage.web.conftest import LENGTH_S, Served

WRONG_CLOCK = "{ const own = Date.now; Date.now = () => own() + 3600e3; }"
DIGITS = "document.querySelector('#digits span').textContent"


def text(name: str) -> str:
    return f"document.getElementById('{name}').textContent"


def hidden(name: str) -> str:
    return f"document.getElementById('{name}')?.hidden"


def tone(name: str) -> str:
    return f"document.body.classList.contains('{name}')"


async def opened(browser, address: str):
    """A page in a browser on a computer whose clock is an hour off."""
    page = await browser.open("about:blank")
    await page.ask("Page.addScriptToEvaluateOnNewDocument", source=WRONG_CLOCK)
    await page.ask("Page.navigate", url=address)
    await page.until("document.querySelector('#digits span')?.textContent")
    return page


async def seconds(page) -> int:
    minutes, rest = (await page.evaluate(DIGITS)).lstrip("−").split(":")
    return int(minutes) * 60 + int(rest)


async def test_what_is_done_at_the_console_is_on_the_page(hall, served):
    site, plan = hall.site, hall.plan
    async with Chromium(390, 844) as browser:
        page = await opened(browser, served.address + "speaker?stage=main&lang=en")
        left = LENGTH_S - (to_ms(site.clock.now()) - hall.started_ms) / 1000
        await page.until(f"{tone('normal')} && {text('word')} === 'RUNNING'")
        assert abs(await seconds(page) - left) < 3
        assert "Opening of the harbour" in await page.evaluate(text("head"))
        assert "Ships" in await page.evaluate(text("next"))

        hall.say("Wrap up, please")
        await page.until(f"{text('message')}.includes('Wrap up, please')")
        assert await page.evaluate(tone("talks"))
        for on in (True, False):
            site.write_now(service.set_blackout, plan, "main", "Maria", on=on)
            await page.until(f"{tone('blackout')} === {str(on).lower()}")
        site.write_now(service.flash, plan, "main", "Maria")
        await page.until(tone("flash"))
        await page.until(f"!{tone('flash')}")

        for minutes, phase, word in ((46, "warning", "SOON OVER"), (51, "overtime", "OVER TIME")):
            began_ms = hall.now_ms - minutes * 60_000
            hall._act(facts.Corrected, item="opening", run="1", started_ms=began_ms)
            await page.until(f"{tone(phase)} && {text('word')} === '{word}'")
        assert (await page.evaluate(DIGITS)).startswith("−01:0")
        hall.pause("opening")
        await page.until(f"{tone('paused')} && {text('word')} === 'PAUSED'")

        behind = await opened(browser, served.address + "backstage?stage=main&lang=zh-TW")
        await behind.until("document.querySelector('ol li')?.textContent.includes('Ships')")
        assert await behind.evaluate("document.documentElement.lang") == "zh-Hant"
        for each in (page, behind):
            assert await each.evaluate("document.documentElement.scrollWidth <= innerWidth")
        home = await browser.open(served.address + "?lang=zh-CN")
        await home.until(f"{hidden('choice')} === false")
        links = "[...document.querySelectorAll('#choice a')].map((each) => each.href)"
        root = served.address
        assert (await home.evaluate(links))[:4] == [
            f"{root}{view}?stage={stage}&lang=zh-CN"
            for stage in ("main", "annex")
            for view in ("speaker", "backstage")
        ]


async def test_a_page_that_is_cut_off_counts_on_and_comes_back(hall, served):
    async with Chromium() as browser:
        page = await opened(browser, served.address + "speaker?stage=main")
        os.kill(served.process.pid, signal.SIGKILL)
        served.process.wait()
        await page.until(f"!{hidden('cut-off')}")
        assert "counts on" in await page.evaluate(text("cut-off"))
        before = await seconds(page)
        hall.say("While you were out")
        await page.until(f"{DIGITS} !== '{before // 60:02}:{before % 60:02}'")

        again = Served(hall.site.data, "--port", served.port)
        assert again.address == served.address
        await page.until(f"{hidden('cut-off')} && {text('message')}.includes('While you were out')")
        left = LENGTH_S - (to_ms(hall.site.clock.now()) - hall.started_ms) / 1000
        assert abs(await seconds(page) - left) < 3
        assert again.close() == 0

        other = Served(hall.site.data, "--port", served.port, "--new-address")
        assert other.address != served.address
        await page.until("document.getElementById('waiting').textContent.includes('no longer')")
        assert other.close() == 0
