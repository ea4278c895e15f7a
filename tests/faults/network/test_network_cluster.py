"""Three hubs that hold one stream: one of them is killed, or cut off from the other two."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack

import pytest

from onsite.journal.compare import compare_stores
from onsite.sync.hub.options import Node
from onsite.sync.hub.server import free_port
from onsite.sync.link.state import Phase
from tests.faults.network.hub import RigHub
from tests.faults.network.proxy import TcpProxy, Way

NAMES = ("a", "b", "c")


class NodeHub(RigHub):
    """A node whose way to each other node is a line of its own."""

    nowhere = 0

    def _write(self) -> None:
        super()._write()
        said = json.loads(self.folder.configuration.read_text())
        # Else the others tell each other where it is, past the lines.
        said["cluster"]["advertise"] = f"127.0.0.1:{self.nowhere}"
        self.folder.write(self.folder.configuration, json.dumps(said))


@pytest.fixture
async def cluster(rig):
    """The hubs by name, and the lines between them by (from, to)."""
    await rig.hub.stop()
    ports = {name: free_port() for name in NAMES}
    lines = {}
    async with AsyncExitStack() as stack:
        for one in NAMES:
            for other in NAMES:
                if one != other:
                    line = TcpProxy(("127.0.0.1", ports[other]))
                    lines[one, other] = await stack.enter_async_context(line)
        hubs = {}
        for one in NAMES:
            nodes = tuple(Node(name, f"127.0.0.1:{ports[name]}") for name in NAMES)
            hub = NodeHub(
                rig.lead.site, rig.keyring, rig.authority, rig.folder / one, nodes=nodes, node=one
            )
            hub.routes = tuple(lines[one, other].address for other in NAMES if other != one)
            hub.nowhere = free_port()
            stack.push_async_callback(hub.kill)
            hub.spawn()
            hubs[one] = hub
        await asyncio.gather(*(hub.open() for hub in hubs.values()))
        yield hubs, lines


def cut(lines, name, way):
    """Cut a node off from the other two, or put it back."""
    for ends, line in lines.items():
        if name in ends:
            line.ways(way, way)


@pytest.mark.parametrize("whom", ["leader", "follower"])
async def test_one_hub_of_three_is_cut_off_from_the_others(rig, cluster, whom):
    hubs, lines = cluster
    leader = await hubs["a"].leader()
    apart = leader if whom == "leader" else next(name for name in NAMES if name != leader)
    staying = next(name for name in NAMES if name not in (leader, apart))
    rig.hub = hubs[staying]
    lead, desk = rig.lead, await _at(rig, hubs, staying, "desk")
    bound = await _at(rig, hubs, apart, "bound")
    lead.proxy.target = hubs[staying].target
    lead.connect()
    await rig.until(lambda: all(each.phase is Phase.LIVE for each in (lead, desk, bound)))
    for station in (lead, desk, bound):
        await station.record(50)
    await rig.converged(honest=False)

    cut(lines, apart, Way.SWALLOW)
    await bound.record(20)
    noticed = await rig.until(lambda: bound.phase is Phase.SEARCHING)
    await desk.record(20)
    went_on = await rig.until(lambda: same(lead, desk) and desk.state.unsent == 0)
    bound.proxy.target = hubs[staying].target  # as one of the addresses that it knows
    bound.proxy.reset()
    moved = await rig.until(lambda: bound.phase is Phase.LIVE)
    await rig.converged(within=30, honest=False)
    cut(lines, apart, Way.PASS)
    bound.proxy.target = hubs[apart].target
    bound.proxy.reset()
    await bound.record(20)
    await rig.converged(within=60, honest=False)
    await rig.until(lambda: bound.phase is Phase.LIVE and bound.state.unsent == 0, seconds=60)

    assert (noticed < 5, went_on < 10, moved < 10) == (True, True, True)


async def test_one_hub_of_three_is_killed_and_comes_back(rig, cluster):
    hubs, _lines = cluster
    killed = await hubs["a"].leader()
    other, staying = (name for name in NAMES if name != killed)
    rig.hub = hubs[staying]
    desk, bound = await _at(rig, hubs, staying, "desk"), await _at(rig, hubs, killed, "bound")
    rig.lead.proxy.target = hubs[other].target
    rig.lead.connect()
    await desk.record(50)
    await bound.record(50)
    await rig.converged(honest=False)

    await hubs[killed].kill()
    bound.proxy.target = hubs[other].target  # as one of the addresses that it knows
    await bound.record(20)
    await desk.record(20)
    await rig.converged(within=40, honest=False)
    hubs[killed].spawn()
    await hubs[killed].open()
    await desk.record(20)
    await rig.converged(within=40, honest=False)

    await rig.until(lambda: all(each.state.unsent == 0 for each in (desk, bound)), seconds=30)
    assert await rig.doubles() == 0


def same(one, other):
    """Whether two stations' stores are the same."""

    def compared(rows):
        return one.site.read_now(lambda own: compare_stores(own, rows))

    return other.site.read_now(compared).equal


async def _at(rig, hubs, node, name):
    """A desk at a node."""
    station = await rig.station(name, connect=False)
    for hub in hubs.values():
        await hub.refresh()
    station.proxy.target = hubs[node].target
    station.connect()
    return station
