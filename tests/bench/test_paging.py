"""A console's look at 500 open incidents with 20,000 entries in its store, and its start.

A look where nothing is new: under 20 ms. From the start to the steps that are overdue on record:
under 2 s. Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from onsite.incidents import outcomes, service
from onsite.incidents.facts import EntryAdded
from onsite.incidents.paging import recording
from onsite.incidents.paging.looking import Looker
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.paging.conftest import PLAN

INCIDENTS, ENTRIES = 500, 40
LOOK_S, START_S = 0.02, 2.0


def _fill(journal, rows, plan, clock):
    for number in range(INCIDENTS):
        clock.advance(seconds=1)
        moment = moments.now(clock)
        new = NewIncident(moment, f"fall {number}", types=("medical",))
        done = service.report(journal, rows, plan, outcomes.By("Maria", moment), new)
        said = {"incident": done.incident, **moment._asdict(), "happened_ms": moment.at_ms}
        # Besides the report and the policy.
        facts = [EntryAdded(**said, text=f"word {each}") for each in range(ENTRIES - 2)]
        journal.append(rows, *facts, operator="Maria")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The data folder of a console that was gone for an hour, and its clock."""
    data, clock = tmp_path_factory.mktemp("paging"), ManualClock()
    site = open_site(data, operator="Maria", clock=clock)
    site.write_now(publish, PLAN, "Maria")
    site.write_now(_fill, site.read_now(current), clock)
    site.close()
    clock.set(clock.now() + timedelta(hours=1))
    return data, clock


@pytest.mark.benchmark(group="paging: 500 open incidents with 20,000 entries")
def test_a_look_where_nothing_is_new(benchmark, full):
    data, clock = full
    site = open_site(data, operator="Maria", clock=clock)
    try:
        looker = Looker(site.journal.station)

        def look():
            return site.read_now(looker.look, moments.now(clock))

        assert len(look().look.fires) == INCIDENTS
        assert sum(look().entries.values()) == INCIDENTS * ENTRIES
        benchmark(look)
    finally:
        site.close()
    assert benchmark.stats.stats.median < LOOK_S


@pytest.mark.benchmark(group="paging: 500 open incidents with 20,000 entries")
def test_a_start_with_all_of_them_overdue(benchmark, full):
    data, clock = full

    def start() -> int:
        site = open_site(data, operator="Maria", clock=clock)
        try:
            moment = moments.now(clock)
            looked = site.read_now(Looker(site.journal.station).look, moment)
            return site.write_now(recording.fire, moment, looked.look.fires, looked.entries)
        finally:
            site.close()

    assert benchmark.pedantic(start, rounds=1) == INCIDENTS * 2
    assert benchmark.stats.stats.median < START_S
