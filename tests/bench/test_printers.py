"""How soon a printer has a badge."""

from __future__ import annotations

import asyncio
from itertools import count
from statistics import quantiles
from time import perf_counter

from onsite.badges.jobs.reading import jobs
from onsite.badges.jobs.refusals import found
from onsite.badges.printers.ipp.queue import IppQueue
from onsite.badges.printers.raw import zpl
from onsite.badges.printing.agent import Agent
from onsite.badges.printing.output import drawing
from onsite.badges.rules import State
from onsite.badges.service import ask_test
from onsite.clock import SystemClock
from onsite.plan.printers import PrinterPart
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from tests.badges.printers.badge import Badge
from tests.badges.printers.cups import PrintShop, needed
from tests.checkin.conftest import PLAN

ACCEPTED_S, ENCODED_S = 0.3, 0.06
"""From the output to the printer's number; from an A6 at 300 dpi to ZPL."""


class Ready:
    """A badge whose PDF is there."""

    title, width_mm, height_mm = "Badge", 105.0, 148.0

    def __init__(self) -> None:
        self._pdf = Badge().pdf()

    def pdf(self) -> bytes:
        return self._pdf


def test_cups_on_loopback_has_taken_a_badge_within_300_ms(benchmark):
    needed()
    shop, badge, numbers = PrintShop(), Ready(), count()
    try:
        shop.open()
        shop.server.run("cupsdisable", "badges")  # it is the taking that is measured
        part = PrinterPart(name="Left", address=shop.server.address("badges"))
        way = IppQueue(part, SystemClock())
        with asyncio.Runner() as runner:
            benchmark.pedantic(
                lambda: runner.run(way.submit(badge, f"onsite-{next(numbers)}")),
                rounds=40,
                warmup_rounds=1,
            )
    finally:
        shop.close()
    assert not benchmark.stats or p95(benchmark.stats.stats.data) < ACCEPTED_S


class Agents:
    """A station that prints at a queue; `ask` answers once the queue has taken the page."""

    def __init__(self, folder, address: str) -> None:
        self._site = open_site(folder, operator="Bench", clock=SystemClock())
        text = f'{PLAN}\n[printers.left]\nname = "Left"\naddress = "{address}"\n'
        self._site.write_now(publish, text, "Bench")
        self._plan = self._site.read_now(current)
        self._agent = None

    async def ask(self) -> None:
        if self._agent is None:
            self._agent = asyncio.create_task(Agent(self._site, drawing(self._site)).run())
        job = await self._site.write(ask_test, self._plan, "left", "Bench")
        await self._until(job, {State.ACCEPTED, State.DONE})

    async def rest(self) -> None:
        """Until all that was asked for is printed."""
        for job in await self._site.read(jobs):
            await self._until(job.job, {State.DONE})

    async def _until(self, job: str, states: set[State]) -> None:
        while (await self._site.read(found, job)).state not in states:  # noqa: ASYNC110 - others'
            await asyncio.sleep(0.002)

    async def close(self) -> None:
        self._agent.cancel()
        await asyncio.gather(self._agent, return_exceptions=True)
        self._site.close()


def test_a_badge_that_is_asked_for_is_in_the_queue_within_300_ms(benchmark, tmp_path):
    needed()
    shop = PrintShop()
    try:
        shop.open()
        station = Agents(tmp_path / "data", shop.server.address("badges"))
        with asyncio.Runner() as runner:
            benchmark.pedantic(
                lambda: runner.run(station.ask()),
                setup=lambda: runner.run(station.rest()),
                rounds=20,
                warmup_rounds=2,
            )
            runner.run(station.close())
    finally:
        shop.close()
    assert not benchmark.stats or benchmark.stats.stats.median < ACCEPTED_S


def test_an_a6_badge_becomes_zpl_within_60_ms(benchmark):
    image = Badge().images(300, True)[0]
    for graphic in ("hex", "z64"):
        began = perf_counter()
        zpl.label([image], "onsite-1", graphic)
        assert perf_counter() - began < ENCODED_S
    benchmark(zpl.label, [image], "onsite-1", "hex")
    assert not benchmark.stats or p95(benchmark.stats.stats.data) < ENCODED_S


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]
