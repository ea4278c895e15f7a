"""A leaf node whose way to the hub is cut, and two hubs at once."""

from __future__ import annotations

from onsite.sync import service
from onsite.sync.hub.server import free_port
from onsite.sync.link import homing
from onsite.sync.link.state import Phase
from tests.faults.network.proxy import TcpProxy, Way
from tests.faults.network.station import CONNECTED, WRONG_FOR_S


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
    """Two laptops were made the hub while they were apart. All go to the same one."""
    visitor = await rig.station("visitor", connect=False)
    other = await rig.station("other", connect=False)
    second = rig.new_hub(other, "second")
    await second.start()
    hubs = {rig.lead.id: rig.hub, other.id: second}
    epochs = [
        await station.site.write(service.open_hub, rig.keyring, [hubs[station.id].address], "lead")
        for station in (rig.lead, other)
    ]
    loser, winner = (hubs[station] for station in sorted(hubs))
    at = [(rig.lead, rig.hub), (other, second), (visitor, winner)]
    for station, hub in at:
        await station.site.write(homing.go_to, hub.address)
        station.connect(address=None)
        await station.record(20)
    await rig.settled()
    assert epochs == [1, 1]

    await visitor.site.write(homing.go_to, loser.address)

    await rig.until(lambda: {each.state.hub for each in rig.stations} == {winner.address}, 40)
    await rig.converged(honest=False)
