"""What stations believe: the event's own hub, and entries that their stations may have made."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from onsite.plan.service import publish
from onsite.sync import service
from onsite.sync.keys import certificates
from onsite.sync.keys.keyring import new_keyring
from onsite.sync.link.state import Phase
from onsite.sync.rules import Held
from tests.faults.streaming import PLAN


async def test_a_hub_whose_certificate_has_expired(rig):
    desk = await rig.station("desk", connect=False)
    await rig.hub.stop()
    long_ago = rig.lead.site.clock.now() - timedelta(days=9000)
    rig.hub.certificate = certificates.for_hub(rig.keyring, long_ago)
    rig.hub.spawn()
    desk.connect()

    await rig.until(lambda: desk.phase is Phase.EXPIRED)


async def test_another_authority(rig):
    """It bears the right name; it was not signed by this event's key."""
    desk = await rig.station("desk", connect=False)
    await rig.hub.stop()
    foreign = new_keyring()
    rig.hub.certificate = certificates.for_hub(foreign, rig.lead.site.clock.now())
    rig.hub.spawn()
    desk.connect()

    await rig.until(lambda: desk.phase is Phase.WRONG_HUB)


async def test_a_server_in_clear_gets_to_know_nothing(rig):
    desk = await rig.station("desk", connect=False)
    heard = bytearray()

    async def greet(reader, writer):
        writer.write(b'INFO {"server_id":"x","version":"2.15.1","headers":true,"nonce":"abc"}\r\n')
        heard.extend(await reader.read(10_000))
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        desk.proxy.target = server.sockets[0].getsockname()
        desk.connect()
        await rig.until(lambda: desk.phase is Phase.WRONG_HUB)
        await desk.disconnect()
    assert heard[:1] == b"\x16", "only the begin of a TLS handshake was sent"
    assert b"CONNECT" not in heard


async def test_a_station_that_is_revoked(rig):
    """What it made before counts; what it makes later is held back by all, until it is let in."""
    lead, desk, other = await rig.several(3)
    await desk.record(20)
    await rig.converged()
    await desk.disconnect()
    await desk.record(5)
    last = await rig.revoke(desk)
    desk.connect()

    await rig.until(lambda: desk.phase is Phase.REVOKED)
    late = [each for each in await rig.entries(desk) if each.number > last]
    await rig.send(late, desk)
    held = [(desk.id, each.number, Held.REVOKED) for each in late]
    for station in (lead, other):
        await rig.holds_back(station, held)
    assert len(late) == 5
    assert len(await other.scans()) == 20

    everything = late[-1].number
    await lead.site.write(
        service.revoke, rig.keyring, desk.id, "let in", "lead", through=everything
    )
    await rig.converged(lead, other)
    for station in (lead, other):
        await rig.holds_back(station, [])


async def test_a_revoked_station_that_is_connected_is_refused_at_once(rig):
    _lead, desk = await rig.several(2)
    await rig.until(lambda: desk.phase is Phase.LIVE)
    await rig.revoke(desk)

    await rig.until(lambda: desk.phase is Phase.REVOKED)

    assert desk.link.revoked is not None


async def test_forged_and_altered_entries(rig):
    """They stand in the way of nothing: not even of the entries whose numbers they bear."""
    lead, desk, villain = await rig.several(3)
    await desk.record(10)
    await rig.converged()
    genuine = (await rig.entries(desk))[-1]
    altered = replace(genuine, operator="Somebody else")
    coming = replace(genuine, number=genuine.number + 1, payload="{}")
    await rig.send([altered, coming], villain)
    held = [(desk.id, each.number, Held.FORGED) for each in (altered, coming)]
    for station in (lead, desk, villain):
        await rig.holds_back(station, held)

    await desk.record(10)

    await rig.converged()


async def test_old_packs_again(rig):
    """Late and twice, when the server does not know them again: nothing comes of it."""
    lead, desk = await rig.several(2)
    await desk.record(150)
    await rig.converged()
    entries = await rig.entries(desk)
    await rig.send(entries[::-1][:3], lead, window=False)
    await rig.send(entries, lead, window=False)
    await rig.send(entries, desk, window=False)
    await lead.record(1)

    await rig.converged()

    assert await rig.doubles() == 2 * len(entries) + 3
    for station in (lead, desk):
        await rig.holds_back(station, [])


async def test_a_desk_that_publishes_a_plan_by_hand(rig):
    lead, desk, other = await rig.several(3)
    await rig.converged()
    today = desk.site.clock.now().date()
    desk.site.journal.permit = None
    plan = PLAN.format(days=f"[{today}, {today + timedelta(days=1)}]")
    await desk.site.write(publish, plan, "desk")
    await desk.record(10)
    refused = next(each for each in await rig.entries(desk) if each.kind == "plan.published")

    for station in (lead, other):
        await rig.holds_back(station, [(desk.id, refused.number, Held.NOT_ALLOWED)])
    await rig.until_async(lambda: rig.has(lead, desk.acts))
    await rig.converged(lead, other)


async def test_a_stranger(rig):
    """It may come to be known; until then what it says waits."""
    lead, desk = await rig.several(2)
    await rig.converged()
    stranger = await rig.stranger("stranger")
    await stranger.record(3)
    entries = await rig.entries(stranger)
    await rig.send(entries, desk)
    held = [(stranger.id, each.number, Held.STRANGER) for each in entries]
    for station in (lead, desk):
        await rig.holds_back(station, held)

    await rig.admit(stranger)

    await rig.until_async(lambda: rig.has(desk, stranger.acts))
    await rig.converged(lead, desk)
