"""Whose badge is handed over by its scan, and who gets none for their ticket."""

from __future__ import annotations

import pytest

from onsite.badges.codes.facts import BadgeMet
from onsite.badges.jobs.reading import job_of, jobs_of
from onsite.badges.service import Asked, ask
from onsite.checkin.badges.printing import fresh_of
from onsite.checkin.desk.queue import Ask
from onsite.checkin.facts import Outcome
from onsite.checkin.service import Attempt, scan
from onsite.plan.service import current
from tests.checkin.badges.test_printing import code_of, jane, plan, press

__all__ = ["jane", "plan", "press"]


@pytest.fixture
def door(site):
    """Scans at the main door, as the plan in force has it: `door(code)`."""
    made = iter(range(100))

    def at_door(code: str):
        attempt = Attempt(f"key-{next(made)}", "door", "Maria", code=code)
        return site.write_now(scan, site.read_now(current), attempt)

    return at_door


def record(site, *facts) -> None:
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))


async def test_only_what_was_just_printed_is_handed_over_and_only_on_the_way_in(
    site, plan, door, jane, press, clock
) -> None:
    door("JANE")
    press.done(site.read_now(job_of, jane).job)
    text = code_of(site, plan, jane)

    assert await fresh_of(site, plan, Ask("door", "exit", code=text)) is None, "they leave"
    clock.advance(minutes=11)
    assert await fresh_of(site, plan, Ask("door", "entry", code=text)) is None, "passed back?"
    clock.advance(minutes=-2)
    assert await fresh_of(site, plan, Ask("door", "entry", code=text)) is not None


def test_whose_badge_was_only_met_gets_no_other_for_their_ticket(site, plan, door, jane) -> None:
    record(site, BadgeMet(attendee=jane, generation=2))
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    assert site.read_now(jobs_of, jane) == ()
    asked = site.write_now(ask, plan, Asked(jane), "Maria")  # a person decides
    assert site.read_now(job_of, jane).job == asked
