"""Two consoles in two processes, and a real hub between them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from onsite.clock import SystemClock
from onsite.incidents import outcomes, service
from onsite.incidents.paging.looking import Looker
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.sync.link import state
from onsite.sync.link.state import Phase
from tests.incidents.paging.servers import web
from tests.sync.conftest import hub, program, station  # noqa: F401 - what fixtures are named by

ROOT = Path(__file__).parents[3]
PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.door]
name = "Door"
[contacts.lin]
name = "Dr. Lin"
phone = "1"
pages = ["way"]
[contacts.kim]
name = "Kim"
phone = "2"
pages = ["way"]
[page_channels.way]
kind = "webhook"
address = "http://127.0.0.1:PORT/{phone}"
[response_roles.medical]
people = ["lin"]
[response_roles.management]
people = ["kim"]
[policies.quick]
steps = [{ roles = ["medical"], wait_min = 0.12 }, { roles = ["management"], wait_min = 60 }]
[incidents]
policy = "quick"
"""


@contextmanager
def console(data: Path):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.incidents.paging.console_program", data],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        finally:
            process.kill()
            process.wait()


async def until(true, within_s: float = 30.0) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s
        await asyncio.sleep(0.05)


def fired(site) -> list[tuple[int, int]]:
    """Of the only incident: the steps that were carried out, and by how many."""
    looked = site.read_now(Looker(site.journal.station).look, moments.now(SystemClock()))
    return [
        (told.turn.step, len({each.station for each in told.fired}))
        for seen in (looked.look.seen if looked is not None else ())
        for told in seen.chain.told
    ]


async def test_in_touch_one_tells_in_a_partition_each_and_afterwards_both_are_seen(hub, station):  # noqa: F811
    one = await hub()
    other = await station(one, "Console", "control")
    sites = (one.site, other)
    with web() as server, console(one.site.data), console(other.data):
        who = lambda: sorted(path.strip("/") for path, _said in server.taken)  # noqa: E731
        plan = PLAN.replace("PORT", str(server.server_address[1]))
        await one.site.write(publish, plan, "Maria")
        await until(lambda: all(state.read(each.data).phase is Phase.LIVE for each in sites))
        await until(lambda: other.read_now(current) is not None)
        clock = one.site.clock
        new = NewIncident(moments.now(clock), "fall")
        by = outcomes.by(clock, "Maria")
        await one.site.write(service.report, one.site.read_now(current), by, new)
        await until(lambda: all(fired(each) == [(0, 1)] for each in sites))
        await until(lambda: who() == ["1"])

        await one.running.stop()
        await until(lambda: who() == ["1", "2", "2"])
        assert [fired(each) for each in sites] == [[(0, 1), (1, 1)]] * 2

        await one.running.start()
        await until(lambda: all(fired(each) == [(0, 1), (1, 2)] for each in sites))
        await asyncio.sleep(1.5)
        assert who() == ["1", "2", "2"]
