"""The engine of a stage at the size of a very long day: 900 items, 300 of which have run.

Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import pytest

from onsite.stage.engine.acts import Paused, Resumed, Started
from onsite.stage.engine.backtiming import proposal
from onsite.stage.engine.items import Item, Kind, Rundown
from onsite.stage.engine.replay import Replay, state
from onsite.stage.engine.schedule import expected
from onsite.stage.engine.slack import slack

ITEMS, RUNS = 900, 300
MINUTE = 60_000
LIMIT_S = 0.005


def item(number: int) -> Item:
    """Every fifth is an elastic break; after some there is a gap."""
    rest = number % 5 == 4
    return Item(
        f"i{number}",
        kind=Kind.BREAK if rest else Kind.TALK,
        start_ms=number * 30 * MINUTE,
        length_ms=(25 if number % 7 == 0 else 30) * MINUTE,
        shortest_ms=10 * MINUTE if rest else None,
        qa_ms=0 if rest else 5 * MINUTE,
        warn_ms=5 * MINUTE,
        danger_ms=MINUTE,
    )


@pytest.fixture(scope="module")
def rundown() -> Rundown:
    return Rundown("main", tuple(map(item, range(ITEMS))), ITEMS * 30 * MINUTE)


@pytest.fixture(scope="module")
def acts() -> list:
    """Each item is begun a little late, paused and resumed."""
    found = []
    for number in range(RUNS):
        at_ms = number * 30 * MINUTE + number * 1_000
        before = f"i{number - 1}" if number else ""
        for kind, later, about in (
            (Started, 0, {"before": before}),
            (Paused, 5, {}),
            (Resumed, 6, {}),
        ):
            found.append(
                kind(
                    stamp=len(found), station="one", number=len(found),
                    at_ms=at_ms + later * MINUTE, item=f"i{number}", run="1", **about,
                )
            )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def now(acts) -> int:
    return acts[-1].at_ms + 4 * MINUTE


@pytest.mark.benchmark(group="a rundown of 900 items")
def test_expected_times(benchmark, rundown, acts, now):
    show = state(rundown, acts, now)
    schedule = benchmark(expected, rundown, show, now)
    assert (schedule.current, schedule.behind_ms) == ("i299", MINUTE)
    assert benchmark.stats.stats.median < LIMIT_S


@pytest.mark.benchmark(group="a rundown of 900 items")
def test_slack(benchmark, rundown, acts, now):
    show = state(rundown, acts, now)
    schedule = expected(rundown, show, now)
    found = benchmark(slack, rundown, show, now, schedule)
    assert found.end.left_ms > 0
    assert benchmark.stats.stats.median < LIMIT_S


@pytest.mark.benchmark(group="a rundown of 900 items")
def test_back_timing(benchmark, rundown, acts, now):
    show = state(rundown, acts, now)
    found = benchmark(proposal, rundown, show, now, (ITEMS - 1) * 30 * MINUTE)
    assert found.uncut_ms == 0
    assert benchmark.stats.stats.median < 2 * LIMIT_S


@pytest.mark.benchmark(group="a rundown of 900 items")
def test_replay_of_all_acts(benchmark, rundown, acts, now):
    """Only where an act has come: timers and expected times are recomputed from what it gave."""
    show = benchmark(state, rundown, acts, now)
    assert show.running == "i299"
    assert benchmark.stats.stats.median < 0.03


@pytest.mark.benchmark(group="a rundown of 900 items")
def test_another_second_of_what_was_replayed(benchmark, rundown, acts, now):
    """What a console asks for every second in which nothing was done."""
    replayed = Replay(rundown, acts)
    show = benchmark(replayed.show, now)
    assert show.running == "i299"
    assert benchmark.stats.stats.median < LIMIT_S
