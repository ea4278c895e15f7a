"""What stations may do at the hub, as the real server enforces it."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress

import pytest

from onsite.sync import service
from onsite.sync.hub.admin import new_keys
from onsite.sync.keys import certificates
from onsite.sync.link.connection import ConnectionRefused, Door, connect
from onsite.sync.link.state import Phase
from onsite.sync.subjects import inbox
from tests.sync.waiting import eventually


async def admitted(one, site):
    """A connection of a station, once the hub lets it in; one made in a reload may be cut."""
    probe = one.running.subjects.probe(site.journal.station)
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        with suppress(ConnectionRefused):
            line = await one.connect(site)
            if await line.alive(probe) and await line.alive(probe):
                return line
            await line.abort()
        await asyncio.sleep(0.02)
    raise AssertionError(site)


async def refused(connection, within_s=3.0):
    """Wait until the server says that something was not allowed."""

    async def said_so():
        return any("permissions violation" in each.lower() for each in connection.said)

    await eventually(said_so, within_s)


@pytest.fixture
async def event(hub, station):
    """An open hub with two desks and a display, all connected."""
    one = await hub()
    sites = {
        "desk": await station(one, "Desk 1", "desk"),
        "other": await station(one, "Desk 2", "desk"),
        "display": await station(one, "Display", "display"),
    }
    lines = {name: await admitted(one, site) for name, site in sites.items()}
    yield one, sites, lines
    for line in lines.values():
        await line.abort()


async def test_a_desk_does_what_it_must(event):
    one, sites, lines = event
    names, own = one.running.subjects, sites["desk"].journal.station
    desk = lines["desk"]
    sent = await desk.jetstream.publish(names.journal(own), b"pack", stream=names.stream)
    relayed = await desk.jetstream.publish(names.relay(own), b"pack")
    heard = asyncio.Queue()
    await lines["display"].client.subscribe(names.heartbeat("*"), cb=heard.put)
    await lines["display"].client.flush(2)
    await desk.client.publish(names.heartbeat(own), b"here")
    read = await lines["other"].jetstream.subscribe(
        f"on.{names.token}.>", stream=names.stream, ordered_consumer=True
    )
    message = await read.next_msg(2)
    there = await lines["display"].jetstream.get_msg(names.stream, sent.seq)
    told = await desk.client.request(names.time, b"", timeout=2)
    assert (await asyncio.wait_for(heard.get(), 20)).data == b"here"
    assert (message.data, there.data, relayed.seq) == (b"pack", b"pack", sent.seq + 1)
    assert abs(int(told.data) - time.time_ns()) < 2_000_000_000
    assert await desk.alive(names.probe(own))
    assert desk.said == []


async def test_a_display_only_reads(event):
    one, sites, lines = event
    names, own = one.running.subjects, sites["display"].journal.station
    display = lines["display"]
    heard = asyncio.Queue()
    await lines["desk"].client.subscribe(names.heartbeat("*"), cb=heard.put)
    await lines["desk"].client.flush(2)
    await display.client.publish(names.heartbeat(own), b"here")
    assert (await asyncio.wait_for(heard.get(), 20)).data == b"here"
    assert display.said == []
    for subject in (names.journal(own), names.relay(own)):
        display.said.clear()
        await display.client.publish(subject, b"pack")
        await refused(display)
    info = await display.jetstream.stream_info(names.stream)
    assert info.state.messages == 0


@pytest.mark.parametrize(
    "subject",
    [
        "{j_other}",
        "{r_other}",
        "{hb_other}",
        "{gate}",
        "$JS.API.STREAM.DELETE.{stream}",
        "$JS.API.STREAM.PURGE.{stream}",
        "$JS.API.STREAM.UPDATE.{stream}",
        "$JS.API.STREAM.CREATE.MINE",
        "$JS.API.STREAM.MSG.DELETE.{stream}",
        "$JS.API.CONSUMER.DELETE.{stream}.other",
        "$JS.API.STREAM.SNAPSHOT.{stream}",
        "$JS.API.META.LEADER.STEPDOWN",
        "$SYS.REQ.SERVER.PING",
        "{inbox}.x",
    ],
)
async def test_what_a_station_may_not_send(event, subject):
    one, sites, lines = event
    names, other = one.running.subjects, sites["other"].journal.station
    filled = subject.format(
        j_other=names.journal(other),
        r_other=names.relay(other),
        hb_other=names.heartbeat(other),
        gate=names.gate(other),
        stream=names.stream,
        inbox=inbox(other),
    )
    await lines["desk"].client.publish(filled, b"{}")
    await refused(lines["desk"])
    state = (await lines["desk"].jetstream.stream_info(names.stream)).state
    assert state.messages == 0


@pytest.mark.parametrize("subject", ["{inbox}.>", "_INBOX.>", ">", "{journal}", "$SYS.>", "$JS.>"])
async def test_what_a_station_may_not_hear(event, subject):
    one, sites, lines = event
    names, other = one.running.subjects, sites["other"].journal.station
    filled = subject.format(inbox=inbox(other), journal=names.journal("*"))
    await lines["desk"].client.subscribe(filled)
    await refused(lines["desk"])


async def test_whoever_is_not_admitted_stays_outside(hub, station, tmp_path):
    one = await hub()
    stranger = new_keys().event
    door = Door(
        certificates.client_context(one.authority),
        f"hub.{one.running.subjects.token}.onsite",
        stranger,
        "_INBOX.x",
    )
    with pytest.raises(ConnectionRefused) as outside:
        await connect(door, one.address)
    assert outside.value.phase is Phase.NOT_ADMITTED


async def test_a_revoked_station_is_cut_off_and_learns_it_at_the_gate(event):
    from onsite.sync.facts import StationRevoked
    from onsite.sync.pack import unpacked

    one, sites, lines = event
    names, gone = one.running.subjects, sites["desk"].journal.station
    began = time.monotonic()
    await one.site.write(service.revoke, one.keyring, gone, "lost", "Maria")
    one.running.changed()

    async def cut_off() -> bool:
        return lines["desk"].client.is_closed

    await eventually(cut_off)
    took = time.monotonic() - began
    again = await one.connect(sites["desk"])
    told = await again.client.request(names.gate(gone), b"", timeout=2)
    entries = unpacked(told.data)
    await again.abort()
    assert [json.loads(each.payload)["station"] for each in entries] == [gone]
    assert {each.kind for each in entries} == {StationRevoked.kind}
    assert await lines["other"].alive(names.probe(sites["other"].journal.station))
    assert lines["other"].said == []
    assert took < 1


async def test_one_more_station_does_not_disturb_the_others(event, station):
    one, sites, lines = event
    late = await station(one, "Desk 3", "desk")
    line = await admitted(one, late)
    await line.abort()
    probe = one.running.subjects.probe(sites["desk"].journal.station)
    assert await lines["desk"].alive(probe)
    assert (lines["desk"].client.is_connected, lines["desk"].said) == (True, [])


async def test_what_a_station_reads_with_is_forgotten_when_it_is_gone(event):
    one, sites, lines = event
    stream, own = one.running.subjects.stream, sites["desk"].journal.station
    named = {"name": "mine", "durable_name": "mine", "ack_policy": "none"}
    wanted = {**named, "deliver_subject": f"{inbox(own)}.1", "inactive_threshold": 10**15}
    asked = f"$JS.API.CONSUMER.CREATE.{stream}.mine"

    async def made(config):
        said = json.dumps({"stream_name": stream, "config": config}).encode()
        return json.loads((await lines["desk"].client.request(asked, said, timeout=3)).data)

    assert "inactive threshold" in (await made(wanted))["error"]["description"]
    del wanted["inactive_threshold"]
    assert (await made(wanted))["config"]["inactive_threshold"] == 30 * 10**9
