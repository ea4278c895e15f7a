"""A page that is served, by the very program or within the test."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest

from onsite.clock import SystemClock
from onsite.plan.service import publish
from onsite.stage.listening import listening
from onsite.stage.web.address import word
from onsite.stage.web.feed import Feed
from onsite.stage.web.guard import GuardedProtocol
from onsite.stage.web.serving import serve
from onsite.wiring import open_site
from tests.stage.display.conftest import ANNEX, PLAN, Keeper

LENGTH_S = 50 * 60


@pytest.fixture
def hall(tmp_path):
    """A stage on which a talk of 50 minutes runs, by the real clock."""
    site = open_site(tmp_path / "data", operator="Maria", clock=SystemClock())
    today = site.clock.now().date().isoformat()
    plan = PLAN.replace("[2026-11-24, 2026-11-25]", f"[{today}]").replace("Europe/Berlin", "UTC")
    site.write_now(publish, plan + ANNEX, "Maria")
    keeper = Keeper(site, day=today)
    keeper.add("Opening of the harbour", "Ships", minutes=LENGTH_S // 60)
    keeper.start("opening")
    yield keeper
    site.close()


class Served:
    """`onsite stage serve` as a process."""

    def __init__(self, data, *options: str) -> None:
        command = [sys.executable, "-m", "onsite", "--data", str(data), "stage", "serve"]
        self.process = subprocess.Popen(
            [*command, "--json", *options], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
        )
        self.answer = self.line()

    def line(self) -> dict:
        """The next thing that it says."""
        return json.loads(self.process.stdout.readline())

    @property
    def address(self) -> str:
        return self.answer["address"]

    @property
    def port(self) -> str:
        return self.address.rsplit(":", 1)[1].partition("/")[0]

    def close(self) -> int:
        """End it, if it runs; answers its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(20)
        self.process.stdout.close()
        self.process.stdin.close()
        return code


@pytest.fixture
def served(hall):
    found = Served(hall.site.data, "--port", "0")
    yield found
    assert found.close() in (0, -signal.SIGKILL)


@asynccontextmanager
async def within(site, *, only: str = "", protocol=GuardedProtocol):
    """The page served by the test itself; answers its feed and its address."""
    feed, ended, ready = Feed(site, only), asyncio.Event(), asyncio.Event()
    port, own = listening("127.0.0.1", 0), word(site.data)
    at = f"http://127.0.0.1:{port.getsockname()[1]}/{own}/"
    loop = asyncio.get_running_loop()

    def told(_viewers: int) -> None:
        loop.call_soon_threadsafe(ready.set)

    serving = asyncio.create_task(serve(feed, own, port, told, ended, protocol))
    try:
        await asyncio.wait_for(ready.wait(), 20)
        yield feed, at
    finally:
        ended.set()
        await asyncio.wait_for(serving, 20)
