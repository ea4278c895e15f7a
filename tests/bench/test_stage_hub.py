"""A key at one console until the other console's show has it, both at one hub over loopback.

Run: `uv run pytest tests/bench/test_stage_hub.py --benchmark-only`. The links run in processes of
their own, as at a stage.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from onsite.plan.service import current, publish
from onsite.stage import editing, reading, service
from onsite.stage.fields import ItemFields
from onsite.stage.outcomes import press
from onsite.sync.link import homing
from tests.bench.test_sync import linked, ready
from tests.faults.network.rig import Rig
from tests.stage.keeping import DAY, MINUTE_MS, NINE_MS, PLAN

if TYPE_CHECKING:
    from pathlib import Path

PRESSES = 60
ITEMS = 40
WITHIN_S = 0.250


@pytest.mark.benchmark(group="a key at one console, the show at another")
def test_from_key_to_the_other_console(benchmark, tmp_path):
    took = benchmark.pedantic(lambda: asyncio.run(delays(tmp_path)), rounds=1)
    shown = {"p50": took[len(took) // 2], "p95": took[len(took) * 95 // 100], "max": took[-1]}
    benchmark.extra_info.update({name: round(s * 1000, 1) for name, s in shown.items()})
    assert shown["p95"] < WITHIN_S


async def delays(folder: Path) -> list[float]:
    """How long each press took, its own writing included."""
    async with Rig(folder) as rig:
        await rig.lead.site.write(publish, PLAN, "lead")
        stage = await rig.station("stage", "stage", connect=False)
        await rig.lead.site.write(homing.go_to, rig.lead.proxy.address)
        async with linked([rig.lead, stage]):
            await rig.until(lambda: all(ready(each) for each in (rig.lead, stage)), 60)
            await rig.lead.site.write(programme)
            both = [rig.lead.site, stage.site]
            await seen(both[1], lambda kept: len(kept.fields) == ITEMS)
            return sorted([await pressed(*both[:: 1 - 2 * (n % 2)], n) for n in range(PRESSES)])


def programme(journal, rows) -> None:
    plan, by = current(rows), press(journal.clock, "main", DAY)
    edits, before = [], ""
    for number in range(ITEMS):
        fields = ItemFields(start_ms=NINE_MS + number * MINUTE_MS, length_ms=MINUTE_MS)
        edits.append(editing.added(by, fields, after=before, item=f"i{number}"))
        before = f"i{number}"
    editing.edit(journal, rows, plan, by, "lead", edits)
    service.go(journal, rows, plan, press(journal.clock, "main", DAY), "lead")


async def pressed(one, other, number: int) -> float:
    began = time.perf_counter()
    by = press(one.clock, "main", DAY)
    plan = await one.read(current)
    done = await one.write(service.add, plan, by, "Thandi", (number + 1) * 1_000)
    assert done.what == "took"
    await seen(other, lambda kept: done.id in kept.show(by.at_ms).fates)
    return time.perf_counter() - began


async def seen(site, condition) -> None:
    plan = await site.read(current)
    while not condition(await site.read(reading.rundown, plan, "main", DAY)):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
