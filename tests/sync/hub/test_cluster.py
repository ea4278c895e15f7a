"""Three hubs that hold the same stream, and a leaf node in front of one: real servers."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from contextlib import suppress

import pytest
from nats.errors import Error

from onsite.sync import membership, service
from onsite.sync.hub.admin import new_keys
from onsite.sync.hub.folder import HubFolder, disk_free
from onsite.sync.hub.options import HubOptions, Node, leaf_keys
from onsite.sync.hub.overview import HubPhase
from onsite.sync.hub.running import Around, RunningHub
from onsite.sync.hub.server import Place, Server, free_port
from onsite.sync.hub.settings import Settings, Upstream, configuration
from onsite.sync.joining import admission, invited
from onsite.sync.joining.invitation import new_code
from onsite.sync.joining.invited import Invitation
from onsite.sync.joining.joining import Going, join
from onsite.sync.keys import certificates
from onsite.sync.keys.certificates import Authority
from onsite.sync.keys.keyring import keep
from onsite.sync.link.connection import ConnectionRefused
from onsite.sync.stations.acts import invite
from onsite.sync.subjects import hub_host
from onsite.wiring import open_site
from tests.sync.waiting import eventually


async def line_of(one, site, within_s=30.0):
    """A connection of a station, once the hub lets it in."""
    probe = one.running.subjects.probe(site.journal.station)
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        with suppress(ConnectionRefused):
            line = await one.connect(site)
            if await line.alive(probe):
                return line
            await line.abort()
        await asyncio.sleep(0.05)
    raise AssertionError(site)


async def published(line, names, own):
    """Publish until the stream has taken it, as after a leader was lost."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        with suppress(Error, TimeoutError):
            return await line.jetstream.publish(names.journal(own), b"pack", timeout=2)
        await asyncio.sleep(0.1)
    raise AssertionError(own)


@pytest.fixture
async def cluster(hub, station, tmp_path, program):
    """Three hubs of one event, each in a folder of its own, and a desk they all know."""
    nodes = tuple(Node(name, f"127.0.0.1:{free_port()}") for name in ("a", "b", "c"))
    one = await hub("a", start=False, nodes=nodes, node="a")
    desk = await station(one, "Desk 1")
    entries = one.site.read_now(_entries, one.site.journal.station)
    made, sites = [one], []
    for node in ("b", "c"):
        site = open_site(tmp_path / node, operator="Maria")
        sites.append(site)
        site.write_now(lambda journal, rows: journal.receive(rows, entries))
        asked = service.described(site.journal.signer, node, "lead")
        whose = service.Community(one.keyring.event, one.authority)
        site.write_now(service.remember, whose, asked, ())
        options = HubOptions(
            port=free_port(), listen="127.0.0.1", nodes=nodes, node=node, program=program
        )
        authority = Authority(one.keyring, one.authority)
        running = RunningHub(site, authority, options, Around(admission))
        made.append(dataclasses.replace(one, running=running))
    await asyncio.gather(*(each.running.start() for each in made))
    yield made, desk
    for each in made:
        await each.running.stop()
    for site in sites:
        site.close()


def _entries(rows, station):
    from onsite.journal.journal import entries_of

    return entries_of(rows, station)


async def test_three_hubs_hold_the_stream_and_two_go_on_without_the_third(cluster):
    hubs, desk = cluster
    names, own = hubs[0].running.subjects, desk.journal.station

    async def all_open():
        return all(each.running.overview().phase is HubPhase.OPEN for each in hubs)

    await eventually(all_open)
    line = await line_of(hubs[0], desk)
    await published(line, names, own)
    info = await line.jetstream.stream_info(names.stream)
    leader = next(each for each in hubs if each.running.options.node == info.cluster.leader)
    others = [each for each in hubs if each is not leader]
    await line.abort()
    assert (info.config.num_replicas, len(info.cluster.replicas)) == (3, 2)
    await leader.running.stop()
    line = await line_of(others[0], desk)
    await published(line, names, own)
    after = await line.jetstream.stream_info(names.stream)
    await line.abort()
    assert after.state.messages == 2
    assert after.cluster.leader != info.cluster.leader


async def test_a_desk_behind_a_leaf_node_reaches_the_hub_and_nothing_more(
    hub, station, tmp_path, program
):
    one = await hub(leaf_port=free_port())
    desk = await station(one, "Desk 1")
    names, own = one.running.subjects, desk.journal.station
    await (await line_of(one, desk)).abort()
    leaf, port = HubFolder(tmp_path / "leaf"), free_port()
    leaf.prepare(disk_free)
    leaf.keep(certificates.for_hub(one.keyring, one.site.clock.now()), one.authority)
    seeds = {account: key.seed for account, key in leaf_keys(one.keyring).items()}
    keys = new_keys()
    settings = Settings(
        token=names.token,
        name="leaf",
        admin=keys.event.public,
        admin_gate=keys.gate.public,
        admin_system=keys.system.public,
        paths=leaf.paths,
        listen="127.0.0.1",
        port=port,
        upstream=Upstream(f"127.0.0.1:{one.running.options.leaf_port}", seeds),
    )
    leaf.write(
        leaf.configuration, configuration(settings, one.site.read_now(membership.stations), ())
    )
    context = certificates.client_context(one.authority)
    server = Server(program, leaf, Place("127.0.0.1", port, context, hub_host(names.token)))
    await server.start()
    try:
        behind = dataclasses.replace(one, running=_at(one.running, port))
        line = await line_of(behind, desk)
        ack = await published(line, names, own)
        told = await line.client.request(names.time, b"", timeout=5)
        there = await line.jetstream.get_msg(names.stream, ack.seq)
        read = await line.jetstream.subscribe(
            f"on.{names.token}.>", stream=names.stream, ordered_consumer=True
        )
        message = await read.next_msg(5)
        assert (message.data, message.metadata.sequence.stream) == (b"pack", 1)
        await line.client.publish("$JS.API.STREAM.DELETE." + names.stream, b"")
        await line.client.publish(names.journal("a" * 64), b"forged")
        info = await line.jetstream.stream_info(names.stream)
        await line.abort()
        assert (there.data, info.state.messages) == (b"pack", 1)
        assert int(told.data) > 0
        assert sum("permissions violation" in each.lower() for each in line.said) == 2
    finally:
        await server.stop()


def _at(running, port):
    class Elsewhere:
        subjects = running.subjects
        options = dataclasses.replace(running.options, port=port)

    return Elsewhere()


async def test_each_hub_of_a_cluster_invites_to_itself(cluster):
    hubs, _desk = cluster
    for one in hubs:
        keep(one.site.data, one.keyring)
        code, _invitation = await invite(one.site, "desk")
        assert code.addresses[0] == f"127.0.0.1:{one.running.options.port}"
        await one.running.stop()
        assert one.site.read_now(membership.trust).leaf == ()


async def test_only_the_hub_that_has_invited_answers_who_joins(cluster, tmp_path):
    """The others hear the question, too, and know of no such invitation."""
    hubs, _desk = cluster
    inviting = hubs[0]
    invitation = Invitation(
        token="", public="", role="desk", name="Door", expires_ms=2**52, approve_at_once=False
    )
    # Another hub of the cluster comes first: its gate does not open to this code.
    code = new_code(inviting.keyring.event, "desk", (hubs[1].address, inviting.address))
    now = inviting.site.clock.now()
    opened = invited.invite(inviting.site.data, code, invitation, now)
    newcomer = open_site(tmp_path / "newcomer", operator="Noor")
    waited = []

    def told(going, _address=""):
        waited.append(going)
        if waited.count(Going.WAITING) == 5:
            invited.approve(inviting.site.data, opened.token, now)

    joined = await asyncio.wait_for(join(newcomer, code, None, "", told), 30)
    newcomer.close()
    assert joined.name == "Door"


def test_a_hub_of_a_cluster_names_itself_first():
    nodes = tuple(Node(name, f"10.0.0.{at}:6222") for at, name in enumerate("abc", start=1))
    assert HubOptions(nodes=nodes, node="b").addresses_here() == (
        "10.0.0.2:4222",
        "10.0.0.1:4222",
        "10.0.0.3:4222",
    )
