"""From the key to `accepted` by CUPS on loopback: under 300 ms; and a store of 5,000 jobs."""

from __future__ import annotations

import asyncio
import statistics
import time

import pytest

from onsite.badges.facts import JobAccepted, JobAsked, JobDone, JobSent
from onsite.badges.jobs import reading
from onsite.plan.service import current, publish
from tests.badges.printers.cups import PrintShop, needed
from tests.badges.printing.conftest import PLAN
from tests.badges.printing.on_cups import OnCups

BADGES, JOBS = 20, 5000


async def _accepted_s(desk: OnCups) -> list[float]:
    taken = []
    async with desk.working():
        for number in range(BADGES + 1):
            begun = time.perf_counter()
            which = await desk.asked(f"Guest {number}")
            await desk.until(which, "accepted", "done", pause=0.002)
            taken.append(time.perf_counter() - begun)
            await desk.until(which, "done", "failed")
    return taken[1:]  # the first loads the fonts


@pytest.mark.benchmark(group="badge accepted by CUPS")
def test_from_the_key_to_accepted(benchmark, tmp_path):
    needed()
    shop = PrintShop()
    try:
        shop.open()
        desk = OnCups(tmp_path, shop)
        taken = benchmark.pedantic(lambda: asyncio.run(_accepted_s(desk)), rounds=1)
        desk.site.close()
    finally:
        shop.close()

    benchmark.extra_info["p95_ms"] = round(statistics.quantiles(taken, n=20)[-1] * 1000)
    benchmark.extra_info["median_ms"] = round(statistics.median(taken) * 1000)
    assert not benchmark.stats or statistics.quantiles(taken, n=20)[-1] < 0.300


@pytest.mark.benchmark(group="what a station has to see to")
def test_a_look_at_a_store_of_many_jobs(benchmark, site):
    site.write_now(publish, PLAN, "Bench")
    plan = site.read_now(current)
    facts = [
        fact
        for number in range(JOBS)
        for name in (f"j{number}",)
        for fact in (
            JobAsked(job=name, attendee=name, generation=1),
            JobSent(job=name, name=name, printer="left", at_ms=1),
            JobAccepted(job=name, name=name, number="1"),
            JobDone(job=name, name=name),
        )
    ]
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Bench"))
    station = site.journal.station

    looked = benchmark.pedantic(
        lambda: site.read_now(reading.to_follow, station, 0), rounds=20, warmup_rounds=2
    )

    assert looked == ()
    assert plan.badges.pool == "door"
    assert not benchmark.stats or benchmark.stats.stats.median < 0.005
