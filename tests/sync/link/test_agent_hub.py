"""Two stations whose links run in processes of their own, and a real hub."""

from __future__ import annotations

import asyncio
import time

import pytest

from onsite.journal.journal import entries_of
from onsite.sync.clock import file as clock_file
from onsite.sync.clock.hub_clock import Quality
from onsite.sync.link import state
from onsite.sync.link.sidecar import Sidecar
from onsite.sync.link.state import Phase
from tests.sync.laptops import scanned


async def until(true, within_s: float = 30.0) -> float:
    """Waits until something holds; answers how long that took, in seconds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s
        await asyncio.sleep(0.01)
    return time.monotonic() - began


def is_live(site) -> bool:
    return state.read(site.data).phase is Phase.LIVE


def has(site, other, many: int) -> bool:
    return len(site.read_now(entries_of, other.journal.station)) == many


@pytest.fixture
async def desks(hub, station):
    """Two desks with their sidecars, connected; the hub's own station is as well."""
    one = await hub()
    sites = [await station(one, "Desk 1"), await station(one, "Desk 2")]
    sidecars = [Sidecar(site.data) for site in (*sites, one.site)]
    for sidecar in sidecars:
        sidecar.start()
    await until(lambda: all(map(is_live, sites)))
    yield list(zip(sites, sidecars[:2], strict=True))
    for sidecar in sidecars:
        await asyncio.to_thread(sidecar.stop)


async def test_what_is_recorded_and_what_time_it_is_reaches_every_process(desks):
    (first, sidecar), (second, _other) = desks

    # What another process records is noticed without being told.
    scanned(first)
    assert await until(lambda: has(second, first, 1)) < 1.5

    # So is the hub's time.
    await until(lambda: clock_file.read(first.data) is not None)
    await until(lambda: bool(first.clock.now()) and first.clock.quality is Quality.MEASURED)
    assert abs(first.clock.offset_ms) < 1000

    # What the desk itself records is on the other one at once.
    first.written.append(sidecar.wake)
    scanned(first)
    assert await until(lambda: has(second, first, 2)) < 1


async def test_the_heirs_of_a_killed_process_go_on(desks):
    (first, sidecar), (second, _other) = desks
    killed = sidecar.process
    sidecar._process.kill()
    await until(lambda: sidecar.process is None)
    scanned(first, 3)
    await until(lambda: sidecar.check() or sidecar.process not in (None, killed))
    await until(lambda: has(second, first, 3))
