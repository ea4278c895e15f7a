"""Two hubs of one event at once, each with stations of its own, and a leaf node: real servers."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import pytest

from onsite.journal.compare import compare_stores
from onsite.sync import membership, service
from onsite.sync.hub.options import HubOptions
from onsite.sync.hub.overview import HubPhase
from onsite.sync.hub.running import Around, RunningHub
from onsite.sync.hub.server import free_port
from onsite.sync.joining import admission
from onsite.sync.keys.certificates import Authority
from onsite.sync.link.homing import go_to, reached_at
from onsite.sync.link.ledger import here
from onsite.sync.link.link import Link
from onsite.sync.link.state import UPSTREAM, Phase, write
from onsite.sync.pack import unpacked
from onsite.sync.rules import hub_in_force
from onsite.sync.service import Community
from onsite.wiring import open_site
from tests.faults.network.proxy import TcpProxy, Way
from tests.sync.laptops import scanned

WITHIN_S = 30.0


async def until(true, within_s: float = WITHIN_S, what=lambda: "") -> float:
    """Wait until something holds; answers how long that took, in seconds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s, what()
        await asyncio.sleep(0.02)
    return time.monotonic() - began


def unlike(*sites) -> bool:
    """Whether any two stores differ."""
    first = sites[0]
    counts = [site.read_now(here).entries for site in sites]
    return len(set(counts)) > 1 or any(differ(first, other) for other in sites[1:])


def differ(one, other) -> bool:
    """Whether two stores differ."""
    return not one.read_now(lambda rows: other.read_now(compare_stores, rows)).equal


@asynccontextmanager
async def linked(site, upstream=None):
    """The link of a laptop, as its own process would run it; `upstream` is its second one."""
    file = UPSTREAM if upstream else "hub"
    # By another name it goes to this address alone, and so not past a line that is cut.
    name = "line" if upstream else "hub"
    link = Link(
        site, name=name, address=upstream, announce=lambda news: write(site.data, news, file)
    )
    site.written.append(link.wake)
    task = asyncio.create_task(link.run())
    try:
        yield link
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Event:
    """Hubs, stations and their links, all of one event."""

    def __init__(self, central, folder, stack):
        self.central, self.folder, self.stack = central, folder, stack
        self.sites = [central.site]
        self.links = {}

    async def laptop(self, name, role="desk", at=None):
        """A station that was admitted at the central hub and was told an address."""
        site = open_site(self.folder / name, operator=name)
        self.stack.callback(site.close)
        asked = service.described(site.journal.signer, name, role)
        await self.central.site.write(service.admit, self.central.keyring, asked, "Maria")
        self.central.running.changed()
        whose = Community(self.central.keyring.event, self.central.authority)
        await site.write(service.remember, whose, asked, [at or self.central.address])
        self.sites.append(site)
        self.links[name] = await self.stack.enter_async_context(linked(site))
        return site

    async def hub(self, site, **chosen):
        """Another hub of the event, on a laptop of it."""
        options = HubOptions(
            port=free_port(),
            listen="127.0.0.1",
            program=self.central.running.options.program,
            **chosen,
        )
        authority = Authority(self.central.keyring, self.central.authority)
        hub = RunningHub(site, authority, options, Around(admission))
        self.stack.push_async_callback(hub.stop)
        await hub.start()
        return hub

    async def equal(self, within_s=WITHIN_S):
        return await until(lambda: not unlike(*self.sites), within_s, self.told)

    def told(self):
        """How all links stand, for a test that failed."""
        said = (f"{name}: {link.state!r}" for name, link in self.links.items())
        return "\n".join(said)


@pytest.fixture
async def event(hub, tmp_path):
    async with AsyncExitStack() as stack:
        central = await hub("central", leaf_port=free_port())
        made = Event(central, tmp_path, stack)
        made.links["central"] = await stack.enter_async_context(linked(central.site))
        yield made


@pytest.fixture
async def venues(event):
    """The event's own hub with a desk, a venue's hub with a desk, and the line between them."""
    central, stack = event.central, event.stack
    port = central.running.options.port
    line = await stack.enter_async_context(TcpProxy(("127.0.0.1", port)))
    desk = await event.laptop("Desk 1")
    bridge = await event.laptop("West", "lead")
    await until(lambda: event.links["West"].state.phase is Phase.LIVE)
    west = await event.hub(bridge, venue="West", upstream=line.address)
    event.links["upstream"] = await stack.enter_async_context(linked(bridge, line.address))
    west_desk = await event.laptop("Desk 2", at=f"127.0.0.1:{west.options.port}")
    return event, west, desk, west_desk, line


def at(event, name):
    state = event.links[name].state
    return (state.phase, state.hub)


async def test_two_venues_exchange_everything_and_each_keeps_to_its_hub(venues):
    event, west, desk, west_desk, line = venues
    main, there = event.central.address, f"127.0.0.1:{west.options.port}"
    live = {
        "central": (Phase.LIVE, main),
        "Desk 1": (Phase.LIVE, main),
        "West": (Phase.LIVE, there),
        "Desk 2": (Phase.LIVE, there),
        "upstream": (Phase.LIVE, line.address),
    }
    await until(lambda: {name: at(event, name) for name in live} == live, what=event.told)
    scanned(desk, 20)
    scanned(west_desk, 20)
    await event.equal()

    line.ways(Way.SWALLOW, Way.SWALLOW)
    scanned(desk, 20)
    scanned(west_desk, 20)
    noticed = await until(lambda: event.links["upstream"].state.phase is Phase.SEARCHING)
    await until(lambda: not unlike(event.central.site, desk))
    await until(lambda: not unlike(west.site, west_desk))
    assert unlike(desk, west_desk)
    assert not west.overview().line
    await asyncio.sleep(6)  # long enough for a link to look for a better hub
    await line.heal()
    healed = await event.equal()

    assert (noticed < 5, healed < 5) == (True, True)
    assert west.overview().line
    assert {name: at(event, name) for name in live} == live
    hubs = desk.read_now(membership.hubs)
    assert hub_in_force(hubs).station == event.central.site.journal.station
    assert hub_in_force(hubs, "West").station == west.site.journal.station


async def test_what_passed_between_two_hubs_is_in_each_stream_once(venues):
    event, west, desk, west_desk, line = venues
    scanned(desk, 120)
    scanned(west_desk, 120)
    await event.equal()
    await line.refuse()
    scanned(desk, 60)
    scanned(west_desk, 60)
    await line.accept()
    await event.equal()
    quiet = [west.overview().messages, event.central.running.overview().messages]
    await asyncio.sleep(5)
    after = [west.overview().messages, event.central.running.overview().messages]
    own = f"127.0.0.1:{west.options.port}"
    at_west = await _numbers(dataclasses.replace(event.central, running=west), west_desk, own)
    at_central = await _numbers(event.central, desk, event.central.address)
    assert [len(each) - len(set(each)) for each in (at_west, at_central)] == [0, 0]
    assert set(at_west) == set(at_central)
    assert after == [west.overview().messages, event.central.running.overview().messages]
    assert quiet <= after


async def _numbers(one, site, address):
    """Which entries a stream holds, each as often as it does."""
    from onsite.sync.link.connection import connect

    line = await connect(one.door(site), address)
    names, found = one.running.subjects, []
    info = await line.jetstream.stream_info(names.stream)
    for sequence in range(1, info.state.last_seq + 1):
        message = await line.jetstream.get_msg(names.stream, sequence)
        found += [(each.station, each.number) for each in unpacked(message.data)]
    await line.abort()
    return found


async def test_a_desk_that_was_told_of_another_venue_moves_there(venues):
    event, west, desk, _west_desk, _line = venues
    there = f"127.0.0.1:{west.options.port}"
    await until(lambda: event.links["Desk 1"].state.phase is Phase.LIVE)
    await desk.write(go_to, there)
    await until(lambda: at(event, "Desk 1") == (Phase.LIVE, there))
    # What the screen says is told at once, what is kept on the disk a moment later.
    await until(lambda: desk.read_now(membership.trust).venue == "West")


async def test_the_next_hub_of_a_venue_is_followed_there_and_nowhere_else(venues):
    event, west, _desk, west_desk, _line = venues
    await event.equal()
    await west.stop()
    heir = await event.hub(west_desk, venue="West")
    there = f"127.0.0.1:{heir.options.port}"
    await until(lambda: at(event, "Desk 2") == (Phase.LIVE, there))
    await asyncio.sleep(6)
    assert at(event, "Desk 1") == (Phase.LIVE, event.central.address)


@pytest.fixture
async def leaf(event):
    """A leaf node of the event's hub, on the laptop of a lead, and the line between them."""
    target = ("127.0.0.1", event.central.running.options.leaf_port)
    line = await event.stack.enter_async_context(TcpProxy(target))
    laptop = await event.laptop("Leaf", "lead")
    await until(lambda: event.links["Leaf"].state.phase is Phase.LIVE)
    return await event.hub(laptop, leaf_of=line.address), line


async def test_the_desks_of_a_leaf_node_stay_there_and_nobody_is_drawn_to_it(event, leaf):
    node, _line = leaf
    there = f"127.0.0.1:{node.options.port}"
    elsewhere = await event.laptop("Desk 1")
    behind = await event.laptop("Desk 2", at=there)
    await until(lambda: at(event, "Desk 2") == (Phase.LIVE, there), what=event.told)
    await until(lambda: at(event, "Leaf") == (Phase.LIVE, there), what=event.told)
    scanned(elsewhere, 5)
    scanned(behind, 5)
    await event.equal()
    await asyncio.sleep(6)
    assert at(event, "Desk 1") == (Phase.LIVE, event.central.address)
    assert at(event, "Desk 2") == at(event, "Leaf") == (Phase.LIVE, there)
    assert hub_in_force(behind.read_now(membership.hubs)).station == (
        event.central.site.journal.station
    )
    await until(lambda: event.central.running.overview().leaves == ("Leaf",))
    seen = node.overview()
    assert (seen.phase, seen.leaf, seen.line, seen.epoch) == (HubPhase.OPEN, True, True, 0)
    assert node.site.read_now(reached_at, node.site.journal.station) == (there,)


async def test_a_leaf_node_says_that_its_line_is_cut_and_so_do_its_desks(event, leaf):
    node, line = leaf
    there = f"127.0.0.1:{node.options.port}"
    behind = await event.laptop("Desk 2", at=there)
    await until(lambda: at(event, "Desk 2") == (Phase.LIVE, there), what=event.told)
    line.ways(Way.SWALLOW, Way.SWALLOW)
    noticed = await until(lambda: event.links["Desk 2"].state.hub != there or not live(event))
    await until(lambda: node.overview().phase is HubPhase.WAITING)
    assert (noticed < 5, node.overview().line) == (True, False)
    scanned(behind, 3)
    await line.heal()
    await event.equal()
    await until(lambda: node.overview().line)


def live(event):
    return event.links["Desk 2"].state.phase is Phase.LIVE


async def test_revoked_at_the_hub_is_refused_at_the_leaf_node(event, leaf):
    node, _line = leaf
    there = f"127.0.0.1:{node.options.port}"
    behind = await event.laptop("Desk 2", at=there)
    await until(lambda: at(event, "Desk 2") == (Phase.LIVE, there), what=event.told)
    ring, own = event.central.keyring, behind.journal.station
    await event.central.site.write(service.revoke, ring, own, "lost", "Maria")
    took = await until(lambda: event.links["Desk 2"].revoked is not None)
    assert took < 10
