"""The list of the problem desk with 2,000 open cases: read, and shown; under 50 ms."""

from __future__ import annotations

import pytest

from onsite.cases import reading
from onsite.cases.facts import CaseOpened
from onsite.cases.showing import CaseLines, case_line
from onsite.plan.service import publish
from tests.checkin.conftest import PLAN

MANY, VISIBLE = 2000, 40


@pytest.fixture
def desk(site):
    """2,000 open cases."""
    site.write_now(publish, PLAN, "Bench")
    facts = [
        CaseOpened(case=f"c{number}", type="unpaid", attendee=f"a{number}", stops=True)
        for number in range(MANY)
    ]
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Bench"))
    return site


@pytest.mark.benchmark(group="list of 2,000 cases")
def test_list(benchmark, desk):
    now = desk.clock.now()

    def shown():
        survey = desk.read_now(reading.survey, "Bench")
        lines = CaseLines(survey.waiting, lambda case: case_line(case, survey, now))
        return len(lines), [lines[place] for place in range(VISIBLE)]

    many, visible = benchmark.pedantic(shown, rounds=20, warmup_rounds=2)

    assert (many, len(visible)) == (MANY, VISIBLE)
    assert not benchmark.stats or benchmark.stats.stats.median < 0.050
