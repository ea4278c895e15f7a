"""A hub that dies, comes back, comes back older, or is another one: the stations make it whole."""

from __future__ import annotations

import asyncio
import random
import shutil

import pytest

from onsite.sync import service

SEED = 20261124


@pytest.mark.parametrize("down_s", [0.5, 2.0])
async def test_the_hub_is_killed_while_stations_converge(rig, down_s):
    chance = random.Random(SEED + int(down_s))
    stations = await rig.several(3, connect=False)
    for station in stations:
        await station.record(400)
    for station in stations:
        station.connect()
    for _kill in range(2):
        await asyncio.sleep(chance.uniform(0.02, 0.4))
        await rig.hub.again(down_s)

    await rig.converged()
    await rig.settled()


async def test_a_hub_that_lost_everything_is_filled_again(rig):
    stations = await rig.several(3)
    for station in stations:
        await station.record(200)
    await rig.converged()
    await rig.hub.stop()
    rig.hub.forget()
    await stations[1].record(50)
    await rig.hub.start()

    await rig.converged()

    await rig.settled()
    assert await rig.doubles() == 0


async def test_another_laptop_becomes_the_hub(rig):
    """Also what a station had recorded that is gone for ever."""
    lead, desk, gone = await rig.several(3)
    for station in (lead, desk, gone):
        await station.record(100)
    await rig.converged()
    await gone.close()
    rig.stations.remove(gone)
    await rig.hub.kill()
    await desk.record(20)
    replacement = rig.new_hub(desk, "hub2")
    epoch = await desk.site.write(service.open_hub, rig.keyring, [replacement.address], "desk")
    await replacement.start()
    await rig.moved(replacement)
    newcomer = await rig.station("newcomer", empty=True)

    await rig.converged()

    assert epoch == 1
    assert gone.acts <= await newcomer.scans()
    assert await rig.doubles() == 0


async def test_a_hub_that_was_restored_from_an_older_copy(rig, tmp_path):
    """Its sequence numbers come again, for other messages."""
    stations = await rig.several(3)
    await stations[0].record(100)
    await rig.converged()
    await rig.hub.stop()
    shutil.copytree(rig.hub.store, tmp_path / "copy")
    await rig.hub.start()
    for station in stations:
        await station.record(100)
    await rig.converged()
    await rig.hub.stop()
    rig.hub.forget()
    shutil.copytree(tmp_path / "copy", rig.hub.store)
    await stations[2].record(100)
    await rig.hub.start()
    await stations[1].record(70)

    await rig.converged()
    await rig.settled()


async def test_a_stream_that_was_deleted_and_made_again(rig):
    stations = await rig.several(3)
    for station in stations:
        await station.record(100)
    await rig.converged()
    await rig.hub.renew_stream()
    await stations[2].record(10)

    await rig.converged()
    await rig.settled()
    assert await rig.doubles() == 0
