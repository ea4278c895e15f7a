"""The display in a real browser."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from onsite.clock import SystemClock, to_ms
from onsite.plan.service import publish
from onsite.stage.display import service
from onsite.stage.display.browser import MOST, DisplayServer, listening_at
from onsite.sync.addresses import joined
from onsite.wiring import open_site
from tests.stage.chromium import Chromium
from tests.stage.display.conftest import PLAN, Keeper
from tests.stage.display.readback import read_dots

LENGTH_S = 50 * 60
PATIENCE_S = 90


@pytest.fixture
def hall(tmp_path):
    """A stage on which a talk runs, by the real clock."""
    site = open_site(tmp_path / "data", operator="Maria", clock=SystemClock())
    today = site.clock.now().date().isoformat()
    plan = PLAN.replace("[2026-11-24, 2026-11-25]", f"[{today}]").replace("Europe/Berlin", "UTC")
    site.write_now(publish, plan, "Maria")
    keeper = Keeper(site, day=today)
    keeper.add("Opening of the harbour", "Ships", minutes=LENGTH_S // 60)
    keeper.start("opening")
    yield keeper
    site.close()


@pytest.fixture
def served(hall):
    """The address of the display, and the process that serves it."""
    command = (*(sys.executable, "-m", "onsite", "--data", str(hall.site.data), "display"),)
    options = ("--browser", "--port", "0", "--json")
    server = subprocess.Popen((*command, *options), stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield json.loads(server.stdout.readline())["address"], server
    if server.poll() is None:
        server.terminate()
    server.wait(20)
    server.stdout.close()


def digits_of(picture) -> str:
    """What the digits of a picture of the display say; empty where there are none."""
    width, height = picture.size
    part = picture.convert("L").crop((0, height // 12, width, height * 86 // 100))
    part = part.resize((width // 3, part.height // 3))
    bright = [value > 128 for value in part.tobytes()]
    rows = [bright[at : at + part.width] for at in range(0, len(bright), part.width)]
    return read_dots(rows) if any(map(any, rows)) else ""


def seconds(said: str) -> int | None:
    minutes, colon, rest = said.partition(":")
    known = colon and minutes.isdecimal() and rest.isdecimal() and len(said) == len("00:00")
    return int(minutes) * 60 + int(rest) if known else None


@pytest.mark.parametrize(
    ("host", "bound"), [("localhost", "127.0.0.1"), ("127.0.0.3", "127.0.0.3"), ("::1", "::1")]
)
def test_nothing_listens_but_the_host_that_is_named(host, bound):
    opened, address = listening_at(host, 0, "WORD")
    with opened:
        here, port = opened.getsockname()[:2]
    assert here == bound
    assert address == f"http://{joined(host, port)}/WORD/"


def test_all_networks_only_where_that_is_said():
    opened, address = listening_at("0.0.0.0", 0, "WORD")
    with opened:
        assert opened.getsockname()[0] == "0.0.0.0"
    assert "0.0.0.0" not in address


async def test_so_many_look_and_no_more(tmp_path):
    drawing = tmp_path / "drawing"
    command = f"echo $$ >> {drawing}; exec sleep 20"
    server = DisplayServer(command, "localhost", "WORD", lambda: None)
    async with TestClient(TestServer(await server._make_app())) as client:
        looking = [await client.ws_connect("/WORD/ws") for _each in range(MOST)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await client.ws_connect("/WORD/ws")
        assert refused.value.status == 503
        for each in looking:
            await each.close()
    await all_ended([int(line) for line in drawing.read_text().split()])


async def all_ended(processes: list[int]) -> None:
    """End what has nothing to draw any more; its pipes are closed once it is waited for."""
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    for each in processes:
        with suppress(ProcessLookupError):
            while True:
                os.kill(each, 0)
                await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


async def nobody_finds_it_without(address: str) -> None:
    """Its word is in every path, and nothing is fetched from anywhere else."""
    root = address.rstrip("/").rpartition("/")[0]
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/ws", "/static/js/textual.js"):
            async with session.get(root + path) as told:
                assert told.status == 404
        async with session.get(address) as told:
            assert "frame-ancestors 'none'" in told.headers["content-security-policy"]
            assert "https://" not in await told.text()


async def test_it_is_shown_in_a_browser_on_the_second(hall, served):
    address, server = served
    begun_ms = to_ms(hall.site.clock.now())
    async with Chromium() as browser:
        page = await browser.open(address)
        await page.until("document.body && document.body.classList.contains('-first-byte')")
        found = []
        give_up = time.monotonic() + PATIENCE_S
        while len(found) < 4:
            assert time.monotonic() < give_up, "no digits were shown"
            before_ms = to_ms(hall.site.clock.now())
            said = seconds(digits_of(await page.picture()))
            after_ms = to_ms(hall.site.clock.now())
            if said is not None:
                found.append((before_ms, said, after_ms))
            await asyncio.sleep(0.4)
        started_ms = hall.started_ms
        for before_ms, said, after_ms in found:
            # A second that has just begun may not have been drawn yet.
            latest = LENGTH_S - (before_ms - started_ms - 250) // 1000
            soonest = LENGTH_S - (after_ms - started_ms) // 1000
            assert soonest <= said <= latest
        assert begun_ms < found[-1][0]

        hall.say("Wrap up", asks_seen=True)
        while not (told := hall.site.read_now(service.told, "main").message).seen_ms:
            assert time.monotonic() < give_up, "nobody has seen it"
            await page.press(" ", " ")
            await asyncio.sleep(0.3)
        assert told.seen_operator

        await nobody_finds_it_without(address)
        server.terminate()
        await page.until("document.body.classList.contains('-closed')")
        lost = "getComputedStyle(document.getElementById('lost')).display"
        assert await page.evaluate(lost) == "block"
    assert await asyncio.to_thread(server.wait, 20) == 0
