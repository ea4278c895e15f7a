"""The page of the displays: on the second, soon after a key, and what 50 viewers cost.

Run: `uv run pytest tests/bench/test_web.py --benchmark-only`. The goals: every second is drawn
within 100 ms of when it begins, 95 times of 100, in a browser on a computer whose clock is an hour
off; the same right after the server was killed and started again; 50 viewers take less than a
tenth of a core.

The server is the very program. A second is drawn when the page has left its mark of it, in the
frame in which it is painted; when it was due is told by the clock of this computer.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import aiohttp
import pytest

from onsite.clock import to_ms
from tests.bench.test_display import used_s
from tests.stage.chromium import Chromium
from tests.stage.web.conftest import Served, hall, served
from tests.stage.web.test_page import hidden, opened

__all__ = ["hall", "served"]

LENGTH_S = 65
AGAIN_S = 20
GOAL_MS = 100
VIEWERS = 50
GOAL_OF_A_CORE = 0.1
SAID = 20
MARKS = """
performance.getEntriesByName("second").map((each) =>
  [each.detail.seconds, performance.timeOrigin + each.startTime - each.detail.due_ms])
"""


async def late_ms(page, length_s: float) -> list[float]:
    """How late each second of so long a time was drawn; none of them is missing."""
    await page.evaluate("performance.clearMarks()")
    await asyncio.sleep(length_s)
    marks = (await page.evaluate(MARKS))[1:]
    said = [seconds for seconds, _late in marks]
    assert said == list(range(said[0], said[0] - len(said), -1))
    assert len(said) >= length_s - 3
    return sorted(abs(late) for _seconds, late in marks)


def p95(found: list[float]) -> float:
    return round(found[int(len(found) * 0.95)], 1)


@pytest.mark.benchmark(group="page: on the second")
async def test_on_the_second(benchmark, hall, served):
    async with Chromium(1920, 1080) as browser:
        page = await opened(browser, served.address + "speaker?stage=main")
        usual = await late_ms(page, LENGTH_S)
        os.kill(served.process.pid, signal.SIGKILL)
        served.process.wait()
        await page.until(f"!{hidden('cut-off')}")
        alone = await late_ms(page, AGAIN_S)
        again = Served(hall.site.data, "--port", served.port)
        await page.until(hidden("cut-off"))
        back = await late_ms(page, AGAIN_S)
        again.close()
    benchmark.pedantic(lambda: None)
    found = {"usual": usual, "cut_off": alone, "right_after": back}
    for name, each in found.items():
        benchmark.extra_info[f"{name}_p95_ms"] = p95(each)
        benchmark.extra_info[f"{name}_worst_ms"] = round(each[-1], 1)
    assert all(p95(each) < GOAL_MS for each in found.values())


@pytest.mark.benchmark(group="page: 50 viewers")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell")
async def test_50_viewers(benchmark, hall, served):
    pid = served.process.pid
    timeout, connector = aiohttp.ClientTimeout(total=None), aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        before_mb = memory_mb(pid)
        heard: list[dict[str, float]] = [{} for _viewer in range(VIEWERS)]
        looking = [asyncio.create_task(look(session, served.address, each)) for each in heard]
        await until(lambda: all(heard))
        await asyncio.sleep(3)
        part = used_s(pid), time.monotonic()
        await asyncio.sleep(30)
        quiet = (used_s(pid) - part[0]) / (time.monotonic() - part[1])
        part, took = (used_s(pid), time.monotonic()), []
        for number in range(SAID):
            text = f"Message {number}"
            begun_ms = to_ms(hall.site.clock.now())
            await asyncio.to_thread(hall.say, text)
            await until(lambda text=text: all(text in each for each in heard))
            took += [each[text] * 1000 - begun_ms for each in heard]
            await asyncio.sleep(0.4)
        busy = (used_s(pid) - part[0]) / (time.monotonic() - part[1])
        after_mb = memory_mb(pid)
        for each in looking:
            each.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
    benchmark.pedantic(lambda: None)
    benchmark.extra_info.update(
        quiet_percent_of_a_core=round(100 * quiet, 2),
        busy_percent_of_a_core=round(100 * busy, 2),
        memory_mb=round(after_mb),
        memory_of_50_viewers_mb=round(after_mb - before_mb, 1),
        message_to_viewers_p95_ms=p95(sorted(took)),
    )
    assert quiet < GOAL_OF_A_CORE


async def look(session: aiohttp.ClientSession, address: str, heard: dict[str, float]) -> None:
    """A viewer: when it heard what first."""
    async with session.get(address + "events?stage=main") as told:
        async for line in told.content:
            if line.startswith(b"data: "):
                text = line.decode().partition('"message":{"text":"')[2].partition('"')[0]
                heard.setdefault(text, time.time())


async def until(true) -> None:
    give_up = time.monotonic() + 30
    while not true():
        assert time.monotonic() < give_up, "never true"
        await asyncio.sleep(0.002)


def memory_mb(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024
