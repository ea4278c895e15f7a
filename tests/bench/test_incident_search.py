"""A search among 500 open incidents with 20,000 entries.

Read once when the search begins: under 1 s. Each key after that: under 50 ms, whatever the pattern.
Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import pytest

from onsite.incidents import outcomes, service
from onsite.incidents.facts import EntryAdded
from onsite.incidents.search.finding import find, read
from onsite.incidents.search.records import records
from onsite.incidents.search.service import known
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import PLAN

INCIDENTS, ENTRIES = 500, 40
READ_S, KEY_S = 1.0, 0.05


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
def site(tmp_path_factory):
    clock = ManualClock()
    opened = open_site(tmp_path_factory.mktemp("search"), operator="Maria", clock=clock)
    opened.write_now(publish, PLAN, "Maria")
    opened.write_now(_fill, opened.read_now(current), clock)
    yield opened
    opened.close()


@pytest.mark.benchmark(group="search: 500 open incidents with 20,000 entries")
def test_reading_all_of_them(benchmark, site):
    plan = site.read_now(current)
    found = benchmark(lambda: site.read_now(records, plan, sees=True))
    assert len(found) == INCIDENTS
    assert sum(len(each.passages) for each in found) == INCIDENTS * ENTRIES
    assert benchmark.stats.stats.median < READ_S


@pytest.mark.parametrize(
    ("line", "many"),
    [
        ("word 37 is:open", INCIDENTS),
        ("/(w+o+)+r(d| )*7$/ -zone:h2", INCIDENTS),
        ("“fall 499”", 1),
    ],
)
@pytest.mark.benchmark(group="search: 500 open incidents with 20,000 entries")
def test_a_key(benchmark, site, line, many):
    plan = site.read_now(current)
    there = site.read_now(records, plan, sees=True)
    terms = site.read_now(known, plan, site.clock.now())
    found = benchmark(lambda: find(there, read(line, terms)))
    assert len(found) == many
    assert benchmark.stats.stats.median < KEY_S
