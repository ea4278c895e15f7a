"""Lines as a venue has them: slow, silent, cut in the midst of a message, or only one way."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.faults.network.proxy import TcpProxy, Way
from tests.faults.network.station import CONNECTED, WRONG_FOR_S

HEALED_WITHIN_S = 6.0
"""Twice what it takes on a machine that does nothing else."""


@pytest.mark.parametrize(
    ("up", "down"),
    [
        (Way.SWALLOW, Way.SWALLOW),
        (Way.HOLD, Way.HOLD),
        (Way.PASS, Way.SWALLOW),
        (Way.SWALLOW, Way.PASS),
    ],
    ids=["both ways", "held up", "from the hub", "to the hub"],
)
async def test_a_silent_line_is_noticed_although_there_is_something_to_send(rig, up, down):
    """Sockets stay open, and nothing says that nothing arrives: a Wi-Fi that is gone."""
    lead, desk = await rig.several(2)
    await rig.settled()
    desk.proxy.ways(up, down)
    await desk.record(60)
    await lead.record(10)

    await rig.until(lambda: desk.phase not in CONNECTED, WRONG_FOR_S, "the silence is noticed")
    await desk.record(5)
    await rig.until(lambda: desk.state.unsent == 65, WRONG_FOR_S, "what waits is told")
    await desk.proxy.heal()

    await rig.converged()
    await rig.settled()


BREAKS = (
    lambda proxy, _chance: proxy.ways(Way.HOLD, Way.HOLD),
    lambda proxy, _chance: proxy.ways(Way.PASS, Way.SWALLOW),
    lambda proxy, _chance: proxy.ways(Way.SWALLOW, Way.PASS),
    lambda proxy, _chance: proxy.reset(),
    lambda proxy, _chance: proxy.refuse(),
    lambda proxy, _chance: proxy.half_close(),
    lambda proxy, chance: proxy.slow(chance.uniform(5, 80), 40, 200_000),
    lambda proxy, chance: proxy.cut_after(chance.randrange(1, 9_000)),
)


async def chaos(proxy: TcpProxy, chance: random.Random, until: float) -> None:
    """One thing after another goes wrong on a line."""
    while asyncio.get_running_loop().time() < until:
        done = chance.choice(BREAKS)(proxy, chance)
        if done is not None:
            await done
        await asyncio.sleep(chance.uniform(0.05, 1.2))
        if chance.random() < 0.7:
            await proxy.heal()


@pytest.mark.parametrize("seed", [1, 2])
async def test_chaos_on_all_lines_and_a_hub_that_is_killed(rig, seed):
    """The hub knows a message again for a second only, so that late copies are stored twice."""
    chance = random.Random(seed)
    rig.hub.dedupe_s = 1.0
    await rig.hub.resize(rig.hub.max_bytes)
    stations = await rig.several(6)
    until = asyncio.get_running_loop().time() + 5
    storms = [
        asyncio.create_task(chaos(each.proxy, random.Random(chance.random()), until))
        for each in stations
    ]
    while asyncio.get_running_loop().time() < until:
        await chance.choice(stations).record(chance.randrange(1, 9), at_once=3)
        if chance.random() < 0.03:
            await rig.hub.again(0.2)
        await asyncio.sleep(chance.uniform(0, 0.08))
    for storm in storms:
        await storm
    for station in stations:
        await station.proxy.heal()

    await rig.converged(within=HEALED_WITHIN_S)
