"""How soon a printer has a badge."""

from __future__ import annotations

import asyncio
from itertools import count
from statistics import quantiles
from time import perf_counter

from onsite.badges.printers.ipp.queue import IppQueue
from onsite.badges.printers.raw import zpl
from onsite.clock import SystemClock
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge
from tests.badges.printers.cups import PrintShop, needed

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
