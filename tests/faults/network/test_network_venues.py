"""Three hubs of which one is killed, a leaf node whose way is cut, and two hubs at once."""

from __future__ import annotations

import asyncio

import pytest

from onsite.sync import homing, service
from onsite.sync.hub_options import Node
from onsite.sync.hub_server import free_port
from onsite.sync.state import Phase
from tests.faults.network.proxy import TcpProxy, Way
from tests.faults.network.station import CONNECTED, WRONG_FOR_S

NAMES = ("a", "b", "c")
ELECTED_WITHIN_S = 45.0
"""A cluster that lost its leader was measured to be back after nine seconds at the latest."""


@pytest.fixture
async def trio(rig):
    """Three hubs by name, and stations that go to whichever answers."""
    await rig.hub.stop()
    nodes = tuple(Node(name, f"127.0.0.1:{free_port()}") for name in NAMES)
    hubs = {name: rig.new_hub(rig.lead, name, nodes=nodes, node=name) for name in NAMES}
    for hub in hubs.values():
        hub.spawn()
    await asyncio.gather(*(hub.open() for hub in hubs.values()))
    await rig.moved(hubs["a"])
    stations = [await rig.station(f"desk{name}", connect=False) for name in NAMES]
    for hub in hubs.values():
        await hub.refresh()
    for station, first in zip(stations, NAMES, strict=True):
        for name in sorted(NAMES, key=lambda each: each == first):
            await station.site.write(homing.note_hub, hubs[name].address, "")
        station.connect(address=None)
    await rig.settled(*stations)
    return hubs, stations


@pytest.mark.parametrize("which", ["leader", "follower"])
async def test_one_of_three_hubs_is_killed(rig, trio, which):
    hubs, stations = trio
    leader = await rig.hub.leader()
    killed = leader if which == "leader" else next(name for name in NAMES if name != leader)
    for station in stations:
        await station.record(30)
    await hubs[killed].kill()
    for station in stations:
        await station.record(30)

    await rig.converged(*stations, within=ELECTED_WITHIN_S, honest=False)

    await hubs[killed].start()
    await stations[0].record(5)
    await rig.converged(*stations, within=ELECTED_WITHIN_S, honest=False)


async def test_stations_at_a_leaf_node(rig):
    """They reach those at the hub, and say so when the leaf node has lost it."""
    await rig.hub.stop()
    port = free_port()
    hub = rig.new_hub(rig.lead, "big", leaf_port=port)
    await rig.moved(hub)
    await hub.start()
    line = await rig.entered(TcpProxy(("127.0.0.1", port)))
    near = [rig.lead, await rig.station("near", connect=False)]
    far = [await rig.station(name, connect=False) for name in ("far", "farther")]
    leaf = rig.new_hub(rig.lead, "leaf", leaf_of=line.address)
    await leaf.start()
    for station in far:
        station.proxy.target = leaf.target
    for station in (*near, *far):
        station.connect()
        await station.record(30)
    await rig.settled()
    await rig.converged()

    line.ways(Way.HOLD, Way.HOLD)
    for station in (*near, *far):
        await station.record(30)
    await rig.until(lambda: not any(each.phase in CONNECTED for each in far), WRONG_FOR_S)
    await rig.converged(*near)
    assert all(each.phase is Phase.LIVE for each in near)
    await line.heal()

    await rig.converged(within=60, honest=False)
    await rig.settled()


async def test_two_hubs_at_once(rig):
    """Two laptops were made the hub while they were apart. All go to the later one."""
    one, two = [await rig.station(name, connect=False) for name in ("one", "two")]
    hubs = [rig.hub, rig.new_hub(two, "second")]
    await hubs[1].start()
    epochs = [
        await station.site.write(service.open_hub, rig.keyring, [hub.address], "lead", venue="")
        for station, hub in zip((rig.lead, two), hubs, strict=True)
    ]
    for station, hub in ((rig.lead, hubs[0]), (one, hubs[0]), (two, hubs[1])):
        await station.site.write(homing.go_to, hub.address)
        station.connect(address=None)
        await station.record(20)
    await rig.settled()
    assert epochs == [1, 1]

    later = max(rig.lead, two, key=lambda each: each.id)
    await one.site.write(homing.go_to, hubs[1].address)

    await rig.until(
        lambda: len({each.state.hub.partition(":")[2] for each in rig.stations}) == 1, 40
    )
    await rig.converged(within=40, honest=False)
    at = hubs[0] if later is rig.lead else hubs[1]
    assert {each.state.hub for each in rig.stations} == {at.address}
