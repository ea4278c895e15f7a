"""What a station that belongs to the event may send, and others must survive."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from onsite.journal.entry import Signer
from onsite.journal.linking import stands
from onsite.sync import intake, membership, service
from onsite.sync.link import ledger
from onsite.sync.link.link import Link
from onsite.sync.link.state import Phase
from onsite.sync.pack import packed
from tests.sync.laptops import record, scanned
from tests.sync.waiting import eventually

HEADERS = [
    b"",
    b"NATS/1.0 100 Idle Heartbeat\r\n\r\n",
    b"NATS/1.0 100 FlowControl Request\r\n\r\n",
    b"NATS/1.0 404 No Messages\r\n\r\n",
    b"NATS/1.0\r\nStatus: 100\r\nDescription: Idle Heartbeat\r\n\r\n",
    b"NATS/1.0 \xff\xfe\xfd\r\n\r\n",
    b"NATS/1.0 100 \xff\xfe\r\n\r\n",
    b"NATS/1.0\r\n\xff\xfe: x\r\n: y\r\nnothing\r\n\r\n",
    b"NATS/1.0\r\nNats-Msg-Id: \xff\xfe\xed\xa0\x80\r\n\r\n",
]


@asynccontextmanager
async def linked(site):
    link = Link(site)
    task = asyncio.create_task(link.run())
    try:
        yield link
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def line_of(one, site):
    probe = one.running.subjects.probe(site.journal.station)
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        with suppress(Exception):
            line = await one.connect(site)
            if await line.alive(probe):
                return line
        await asyncio.sleep(0.05)
    raise AssertionError(site)


async def put(line, subject, header, content):
    """Send what the library would not: headers as they are."""
    verb = b"HPUB %s %d %d\r\n" if header else b"PUB %s %d\r\n"
    sizes = (len(header), len(header) + len(content)) if header else (len(content),)
    await line.client._send_command(verb % (subject.encode(), *sizes) + header + content + b"\r\n")
    await line.client._flush_pending()


@pytest.mark.parametrize("header", HEADERS, ids=range(len(HEADERS)))
@pytest.mark.parametrize("content", [b"", b"nonsense"], ids=["empty", "nonsense"])
async def test_a_message_that_is_no_pack_stops_nobody(hub, station, header, content):
    one = await hub()
    hostile, desk = await station(one, "Desk 1"), await station(one, "Desk 2")
    line = await line_of(one, hostile)
    entries = scanned(hostile, 3)
    names, own = one.running.subjects, hostile.journal.station
    await line.jetstream.publish(names.journal(own), packed(entries[:1]), stream=names.stream)
    await put(line, names.journal(own), header, content)
    await put(line, names.journal(own), header, content)
    await line.jetstream.publish(names.journal(own), packed(entries[1:]), stream=names.stream)
    async with linked(desk) as link:

        async def has_all():
            held = await desk.read(intake.quarantined)
            spans = (await desk.read(ledger.here)).spans
            total = sum(b - a + 1 for a, b in spans.get(own, ())) + len(held)
            return link.state.phase is Phase.LIVE and total == 3

        await eventually(has_all, 30)
    await line.abort()


async def test_a_forged_entry_beside_the_genuine_one_deceives_nobody(hub, station):
    one = await hub()
    hostile, victim = await station(one, "Desk 1"), await station(one, "Desk 2")
    line, names = await line_of(one, hostile), one.running.subjects
    (entry,) = scanned(victim)
    forged = replace(entry, operator="Somebody else", time=entry.time - 1)
    async with linked(victim) as link, linked(one.site):

        async def is_known():
            return await one.site.read(stands, entry)

        await eventually(is_known)
        pack = packed([entry, forged, entry])
        relay = names.relay(hostile.journal.station)
        sent = await line.jetstream.publish(relay, pack, stream=names.stream)

        async def was_read():
            read = [await each.read(ledger.cursor, "hub") for each in (victim, one.site)]
            return all(each is not None and each.sequence >= sent.seq for each in read)

        await eventually(was_read)
        assert link.state.phase is Phase.LIVE
    for site in (victim, one.site):
        assert await site.read(stands, entry)
        held = await site.read(intake.quarantined)
        assert [(each["number"], each["reason"]) for each in held] == [(1, "forged")]
    await line.abort()


async def test_a_key_that_the_server_does_not_take_keeps_nobody_out(hub, station):
    one = await hub()
    first = await station(one, "Desk 1")
    known = await one.site.read(membership.station, first.journal.station)
    for number, link in enumerate(["garbage", "U" + "A" * 55, known.link]):
        asked = service.described(Signer.generate(), f"Hostile {number}", "desk")
        fact = one.keyring.certified(asked.model_copy(update={"link": link}))
        await asyncio.to_thread(record, one.site, fact)
    one.running.changed()
    second = await station(one, "Desk 2")
    for site in (first, second):
        await (await line_of(one, site)).abort()
    await one.running.stop()
    await one.running.start()
    await (await line_of(one, first)).abort()
