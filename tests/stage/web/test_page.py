"""The page in a real browser, served by the very program."""

from __future__ import annotations

import asyncio
import os
import signal

from onsite.clock import to_ms
from onsite.stage import facts
from onsite.stage.display import service
from onsite.stage.fields import ItemFields
from tests.stage.chromium import Chromium
from tests.stage.web.conftest import LENGTH_S, Served

WINDOWS = 7
"""One more than the connections that a browser has to a computer."""
LEAST_CONTRAST = 4.5
TONES = ("armed", "paused", "normal", "warning", "danger", "overtime")
LOOKS = """
[...TONES, "flash", "overtime flash"].map((tone) => {
  const before = document.body.className;
  document.body.className = tone;
  const own = getComputedStyle(document.body);
  const band = getComputedStyle(document.querySelector("#band i"));
  const found = [...["--ink", "--faint", "--paper"].map((each) => own.getPropertyValue(each)),
                 band.backgroundImage];
  document.body.className = before;
  return found;
})
""".replace("TONES", str(list(TONES)))
WRONG_CLOCK = "{ const own = Date.now; Date.now = () => own() + 3600e3; }"
DIGITS = "document.querySelector('#digits span').textContent"


def text(name: str) -> str:
    return f"document.getElementById('{name}').textContent"


def hidden(name: str) -> str:
    return f"document.getElementById('{name}')?.hidden"


def tone(name: str) -> str:
    return f"document.body.classList.contains('{name}')"


async def opened(browser, address: str, script: str = WRONG_CLOCK):
    """A page in a browser on a computer whose clock is an hour off."""
    page = await browser.open("about:blank")
    await page.ask("Page.addScriptToEvaluateOnNewDocument", source=script)
    await page.ask("Page.navigate", url=address)
    await page.until("document.querySelector('#digits span')?.textContent")
    return page


async def seconds(page) -> int:
    minutes, rest = (await page.evaluate(DIGITS)).lstrip("−").split(":")
    return int(minutes) * 60 + int(rest)


async def is_on_the_second(page, hall) -> bool:
    """Whether a page shows what is left: it may be slow for a while, but is soon seen to be right.

    Tolerance there is none, so one that is a second off is never right.
    """
    for _look in range(40):
        before_ms = to_ms(hall.site.clock.now()) - hall.started_ms
        said = await seconds(page)
        after_ms = to_ms(hall.site.clock.now()) - hall.started_ms
        if LENGTH_S - after_ms // 1000 <= said <= LENGTH_S - before_ms // 1000:
            return True
        await asyncio.sleep(0.07)
    return False


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


async def test_what_is_done_at_the_console_is_on_the_page(hall, served):
    site, plan = hall.site, hall.plan
    async with Chromium(390, 844) as browser:
        page = await opened(browser, served.address + "speaker?stage=main&lang=en")
        left = LENGTH_S - (to_ms(site.clock.now()) - hall.started_ms) / 1000
        await page.until(f"{tone('normal')} && {text('word')} === 'RUNNING'")
        assert abs(await seconds(page) - left) < 3
        assert "Opening of the harbour" in await page.evaluate(text("head"))
        assert "Ships" in await page.evaluate(text("next"))
        assert await page.evaluate("document.getElementById('next').offsetHeight")
        bar = "document.querySelector('#progress i').getBoundingClientRect().width"
        whole = "document.querySelector('#progress').clientWidth"
        assert await page.evaluate(f"!{hidden('progress')} && 0 < {bar} && {bar} < {whole} / 10")
        looks = await page.evaluate(LOOKS)
        assert len({pattern for *_colours, pattern in looks[: len(TONES)]} - {"none"}) == len(TONES)
        for ink, faint, paper, _pattern in looks:
            assert contrast(ink, paper) >= LEAST_CONTRAST
            assert contrast(faint, paper) >= LEAST_CONTRAST

        coffee = ItemFields(
            title="Coffee", kind="break", start_ms=hall.started_ms + 3_000_000, length_ms=600_000
        )
        hall.tell(facts.ItemAdded(**hall.of, item="coffee", after="opening", fields=coffee))
        await page.until(f"/Coffee  ·  .*Ships/.test({text('next')})")
        contest = ItemFields(qualify=(60_000, 120_000))
        hall.tell(facts.ItemChanged(**hall.of, item="opening", changes=contest))
        await page.until(f"{text('word')} === 'RUNNING – TOO SHORT'")
        cleared = facts.ItemChanged(
            **hall.of, item="opening", changes=ItemFields(), cleared=("qualify",)
        )
        hall.tell(cleared)
        await page.until(f"{text('word')} === 'RUNNING'")

        message = hall.say("Wrap up, please", asks_seen=True)
        await page.until(f"{text('message')}.includes('Wrap up, please')")
        assert await page.evaluate(tone("talks"))
        site.write_now(service.see, "main", message.id, "Thandi")
        await page.until(f"!{hidden('seen')} && /Seen at \\d\\d:\\d\\d/.test({text('seen')})")
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
        await behind.until("document.querySelector('ol li')?.textContent.includes('Coffee')")
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


async def test_many_windows_of_one_browser_are_all_right(hall, served):
    views = [("speaker", "main"), ("backstage", "main"), ("backstage", "annex")]
    async with Chromium() as browser:
        pages = []
        for number in range(WINDOWS):
            view, stage = views[number % len(views)]
            pages.append(await opened(browser, f"{served.address}{view}?stage={stage}&lang=en"))
        of_main = [page for number, page in enumerate(pages) if number % len(views) < 2]
        for page in pages:
            assert await page.evaluate("fetch('time').then((given) => given.ok)")
        for page in of_main:
            assert await is_on_the_second(page, hall)
        hall.say("All of you")
        for page in of_main:
            await page.until(f"{text('message')}.includes('All of you')")
        assert "All of you" not in await pages[2].evaluate(text("message"))

        # Where a browser has no such worker, a window hears for itself.
        alone = WRONG_CLOCK + "; delete globalThis.SharedWorker;"
        other = await opened(browser, served.address + "speaker?stage=main", alone)
        assert await is_on_the_second(other, hall)
        assert await other.evaluate(f"{text('message')}.includes('All of you')")


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
