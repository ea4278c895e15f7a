"""An act of a timekeeper, from its call until it is on disk; and a rundown read back."""

from __future__ import annotations

import pytest

from onsite.stage import editing
from onsite.stage.fields import ItemFields
from tests.stage.keeping import EARLY, MINUTE_MS, Keeper

MANY = 900
DONE = 200
"""So many acts have been done that day before."""


@pytest.fixture(params=[40, MANY], ids=["40 items", "900 items"])
def keeper(request, site, clock):
    """A rundown in the middle of its day."""
    clock.set(EARLY)
    keeper = Keeper(site, clock)
    pressed, before, edits = keeper.press(), "", []
    for number in range(request.param):
        fields = ItemFields(
            title=f"Item {number}",
            start_ms=keeper.nine_ms + number * MINUTE_MS,
            length_ms=MINUTE_MS,
        )
        edits.append(editing.added(pressed, fields, after=before, item=f"i{number:03}"))
        before = edits[-1].item
    assert keeper.do("edit", edits, at=pressed).what == "took"
    keeper.at(0)
    keeper.do("go")
    for number in range(DONE):
        keeper.clock.advance(seconds=1)
        assert keeper.do("add", (number % 7 + 1) * 1_000).what == "took"
    return keeper


@pytest.mark.benchmark(group="an act, durable")
def test_from_call_to_disk(benchmark, keeper):
    def act():
        keeper.clock.advance(seconds=1)
        assert keeper.do("add", 1_000).what == "took"

    benchmark.pedantic(act, rounds=40, warmup_rounds=3)

    most = 0.050 if len(keeper.order) < MANY else 0.100
    assert not benchmark.stats or benchmark.stats.stats.median < most


@pytest.mark.benchmark(group="a rundown read")
def test_read(benchmark, keeper):
    kept = benchmark.pedantic(lambda: keeper.kept, rounds=40, warmup_rounds=3)

    assert len(kept.acts) == DONE + 1
    assert not benchmark.stats or benchmark.stats.stats.median < 0.050
