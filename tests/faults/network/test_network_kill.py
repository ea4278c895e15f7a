"""kill -9 of desks, of their links and of the hub, at random moments: nothing confirmed is lost."""

from __future__ import annotations

import asyncio
import random
import sys

from onsite.sync.link import state
from onsite.sync.link.state import Phase
from tests.faults.conftest import ROOT

KILLS = 12
SEED = 20261124


async def test_nothing_confirmed_is_lost_by_kill_9(rig):
    lead, other = await rig.several(2)
    names = ["left", "right"]
    desks = [await rig.station(name, connect=False) for name in names]
    for each in desks:
        each.site.close()
    programs = [await started(each, SEED + number) for number, each in enumerate(desks)]
    storms = [asyncio.create_task(confirmed(program)) for program in programs]
    chance = random.Random(SEED)
    while not all(storm.done() for storm in storms):
        await asyncio.sleep(chance.uniform(0.5, 2))
        await rig.hub.again(chance.uniform(0, 0.3))
    for each, storm in zip(desks, storms, strict=True):
        each.acts = set(await storm)
        assert len(each.acts) > KILLS
        each.open()

    await rig.converged(within=30)

    await rig.until(lambda: all(state.read(each.data).phase is Phase.LIVE for each in desks))
    for program in programs:
        program.stdin.close()
        assert await program.wait() == 0
    await rig.settled(lead, other)


async def started(desk, seed: int) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    asked = ["-m", "tests.faults.network.station_program", str(desk.data), str(KILLS), str(seed)]
    return await asyncio.create_subprocess_exec(
        sys.executable, *asked, cwd=ROOT, stdin=pipe, stdout=pipe
    )


async def confirmed(program) -> list[str]:
    """The keys of the scans that returned, once nothing is killed any more."""
    keys = []
    async for line in program.stdout:
        if line == b"calm\n":
            return keys
        keys.append(line.decode().split()[1])
    raise AssertionError("the program ended")
