"""What a crowd makes of incidents: opened once, gone on with, never closed."""

from __future__ import annotations

import pytest

from onsite.incidents import crowding, outcomes
from onsite.incidents.crowding import Crowd, incident_id, severity_of
from onsite.plan.service import publish
from onsite.sync.clock import moments
from tests.incidents.conftest import PLAN

ONE_SEVERITY = """
[severities.grave]
name = "Grave"
rank = 9
colour = "#d70000"
"""


def tell(log, turn: int, text: str, *, rises: bool = True, below: int = 1, before: str = "") -> str:
    log.clock.advance(seconds=30)
    crowd = Crowd("h2", turn, text, rises, below, before)
    by = outcomes.By("", moments.now(log.clock))
    return log.site.write_now(crowding.tell, log.plan, by, crowd)


def test_it_opens_an_incident_of_the_zone(log):
    key = tell(log, 0, "≥ 90 %")
    one = log.one(key)
    assert key == incident_id("h2", 0)
    assert (one.types, one.severity, one.zone, one.text) == (("crowd",), "serious", "h2", "≥ 90 %")
    assert (one.author, one.state) == ("", "new")


def test_the_same_said_twice_is_one_incident(log):
    first = tell(log, 0, "≥ 90 %")
    assert tell(log, 0, "≥ 90 %, 455") == first
    assert log.kinds(first).count("reported") == 1


def test_two_zones_and_two_turns_are_two(log):
    assert len({incident_id("h2", 0), incident_id("h2", 1), incident_id("foyer", 0)}) == 3


def test_while_it_is_open_it_goes_on_there_and_graver_is_told_again(log):
    key = tell(log, 0, "≥ 80 %", below=2)
    assert tell(log, 1, "≥ 100 %", below=0, before=key) == key
    one = log.one(key)
    assert (one.severity, one.text) == ("critical", "≥ 80 %")
    assert log.kinds(key) == ["reported", "policy", "entry", "severity", "policy"]
    assert log.chain(key).rank == 3


def test_as_grave_as_before_it_is_only_written_down(log):
    key = tell(log, 0, "≥ 90 %")
    tell(log, 2, "≥ 90 % again", before=key)
    tell(log, 3, "≥ 80 %", below=2, before=key)
    assert log.kinds(key) == ["reported", "policy", "entry", "entry"]
    assert log.one(key).severity == "serious"


def test_falling_back_lowers_and_closes_nothing(log):
    key = tell(log, 0, "≥ 100 %", below=0)
    assert tell(log, 1, "< 80 %", rises=False, below=9, before=key) == key
    assert (log.one(key).state, log.one(key).severity) == ("new", "critical")


def test_falling_back_opens_nothing(log):
    assert tell(log, 1, "< 80 %", rises=False) == ""


def test_what_was_written_down_by_no_person_holds_no_acknowledgement(log):
    """It says that nobody has told of progress: what a machine writes is none."""
    key = tell(log, 0, "≥ 90 %")
    before = log.chain(key).renewed_ms
    tell(log, 1, "≥ 90 % again", before=key)
    assert log.chain(key).renewed_ms == before


def test_once_closed_another_is_opened(log):
    key = tell(log, 0, "≥ 80 %", below=2)
    log.close(key, "Emptied", "Ana")
    other = tell(log, 1, "≥ 90 %", before=key)
    assert (other, log.one(key).state) == (incident_id("h2", 1), "closed")


def test_of_a_duplicate_it_is_written_where_that_goes_on(log):
    key, other = tell(log, 0, "≥ 80 %", below=2), log.reported("Too many", zone="h2")
    log.merge(key, other)
    assert tell(log, 1, "≥ 90 %", before=key) == other
    assert log.one(other).severity == "serious"


@pytest.mark.parametrize(
    ("below", "severity"), [(0, "critical"), (1, "serious"), (2, "minor"), (7, "minor")]
)
def test_the_severities_of_the_plan_are_counted_from_the_gravest(log, below, severity):
    assert severity_of(log.plan, below) == severity


def test_where_the_plan_has_one_severity_it_is_that(log):
    policies = 'policy = { serious = "medics", critical = "medics" }'
    text = PLAN.replace(policies, 'policy = { grave = "medics" }') + ONE_SEVERITY
    log.site.write_now(publish, text, "Maria")
    assert [severity_of(log.plan, each) for each in (0, 1, 2)] == ["grave"] * 3
