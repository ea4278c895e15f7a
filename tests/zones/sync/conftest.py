"""Three stations of an event that meet at a real hub, each with its link in its own process."""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import TYPE_CHECKING

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.sync.link import state
from onsite.sync.link.sidecar import Sidecar
from onsite.sync.link.state import Phase
from onsite.zones.acting import By
from onsite.zones.counting import own, reading, service
from tests.sync.conftest import hub, program, station

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["hub", "program", "station"]
PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Door"

[zones.hall]
name = "Hall"
capacity = 100

[zones.hall.exits.north]
name = "North"
width_m = 2

[zones.hall.exits.south]
name = "South"
width_m = 2

[zones.hall.exits.west]
name = "West"
width_m = 2

[zones.foyer]
name = "Foyer"
"""
ZONES = ("hall", "foyer")


async def until(true: Callable[[], object], within_s: float = 40.0) -> None:
    """Wait until something holds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s
        await asyncio.sleep(0.05)


class Post:
    """One station, with its link."""

    def __init__(self, site, operator: str) -> None:
        self.site, self.operator = site, operator
        self.plan = None
        self._keys = itertools.count(1)
        self._sidecar: Sidecar | None = None

    @property
    def now_ms(self) -> int:
        return to_ms(self.site.clock.now())

    @property
    def is_live(self) -> bool:
        return state.read(self.site.data).phase is Phase.LIVE

    def connect(self) -> None:
        self._sidecar = Sidecar(self.site.data)
        self._sidecar.start()

    async def leave(self) -> None:
        """Out of reach of the network: nothing comes, nothing goes."""
        if self._sidecar is not None:
            await asyncio.to_thread(self._sidecar.stop)
        self._sidecar = None

    async def act(self, service, *arguments, key: str = "", **more):
        key = key or f"{self.operator}-{next(self._keys)}"
        by = By(self.operator, self.now_ms, key)
        return await self.site.write(service, self.plan, by, *arguments, **more)

    async def count(self, zone: str, *changes: int, key: str = ""):
        taps = [(self.now_ms, people) for people in changes]
        return await self.act(service.count, self.operator, zone, taps, key=key)

    async def move(self, zone: str, to_zone: str, people: int):
        return await self.act(service.move, self.operator, zone, to_zone, people)

    async def undo(self, how_many: int = 1):
        return await self.act(service.undo_last, self.operator, how_many)

    async def recount(self, zone: str, people: int):
        return await self.act(service.recount, zone, people)

    def own(self):
        station = self.site.journal.station
        return self.site.read_now(own.own_taps, station, self.operator, self.operator, 1000)

    def totals(self) -> dict[str, int]:
        return {zone: self.site.read_now(reading.standing, zone).total for zone in ZONES}


@pytest.fixture
async def posts(hub, station):
    """The hub's own laptop, a desk and a counter's laptop, live, with the plan."""
    one = await hub()
    sites = [one.site, await station(one, "Desk", "desk"), await station(one, "Tally", "counter")]
    made = [Post(site, f"op{at}") for at, site in enumerate(sites)]
    await one.site.write(publish, PLAN, "Maria")
    for post in made:
        post.connect()
    await until(lambda: all(post.site.read_now(current) is not None for post in made))
    await until(lambda: all(post.is_live for post in made))
    for post in made:
        post.plan = post.site.read_now(current)
    yield made
    for post in made:
        await post.leave()
