"""No ticket and no card is refused for a badge that is not there."""

from __future__ import annotations

import pytest

from onsite.badges.bulk.boxes import printed_of
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.facts import BadgeIssued
from onsite.badges.jobs.reading import job_of
from onsite.badges.service import Asked, ask
from onsite.badges.temporary import give
from onsite.checkin.facts import Outcome, Reason
from onsite.checkin.service import Attempt, scan
from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import Field
from onsite.roster.acts.service import transfer
from onsite.roster.service import attendee
from tests.checkin.badges.test_printing import ADMISSION, code_of, jane, plan, press
from tests.checkin.conftest import PLAN, Roll

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


def boxed(site, who) -> None:
    printed = printed_of(site.read_now(attendee, who).record)
    at_ms = to_ms(site.clock.now())
    fact = BadgeBoxed(attendee=who, generation=1, box="3", batch="b", printed=printed, at_ms=at_ms)
    record(site, BadgeIssued(attendee=who, generation=1), fact)


@pytest.fixture
def strict(site):
    """A ticket counts until there is a badge."""
    said = ADMISSION.replace("[printer_pools", 'tickets = "until_badge"\n\n[printer_pools')
    site.write_now(publish, PLAN + said, "Maria")
    return site.read_now(current)


def test_a_ticket_counts_until_the_badge_may_be_there(site, door, jane, strict, press) -> None:
    door("JANE")
    site.write_now(give, jane, "42", "Maria")
    assert door("JANE").verdict.reason is Reason.ALREADY_IN, "it only waits"
    press.done(site.read_now(job_of, jane).job)
    assert door("JANE").verdict.reason is Reason.REVOKED
    assert door("TEMP-42").verdict.reason is Reason.ALREADY_IN, "the card stands for the badge"


def test_whose_badge_lies_in_a_box_comes_in_with_their_ticket_once(
    site, door, jane, strict
) -> None:
    boxed(site, jane)
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    assert door("JANE").verdict.reason is Reason.REVOKED


@pytest.mark.parametrize("printed", ["ahead", "here"])
def test_a_ticket_that_is_another_persons_now_lets_them_in_until_they_have_a_badge(
    site, door, jane, strict, press, clock, printed
) -> None:
    if printed == "ahead":
        boxed(site, jane)
    else:
        press.done(site.write_now(ask, strict, Asked(jane), "Maria"))
    clock.advance(minutes=1)
    given = site.write_now(transfer, jane, {Field.NAME: "Zoe Young"}, Doer("Maria"))
    assert door(given.code).verdict.outcome is Outcome.ADMIT, "no badge bears their name yet"
    press.done(site.read_now(job_of, jane).job)
    assert door(given.code).verdict.reason is Reason.REVOKED


@pytest.mark.parametrize("tickets", ["always", "until_badge"])
def test_a_badge_with_the_tickets_own_code_lets_its_holder_in(site, door, jane, tickets) -> None:
    said = f'{PLAN}\n[badges]\ncode = "ticket"\ntickets = "{tickets}"\n'
    site.write_now(publish, said, "Maria")
    whom = Roll(site).add("Zed", "ZED")
    site.write_now(give, whom, "42", "Maria")
    record(site, BadgeIssued(attendee=whom, generation=1))
    text = code_of(site, site.read_now(current), whom)
    assert text == "ZED", "and not the card's, which ends with the badge"
    assert door(text).verdict.outcome is Outcome.ADMIT
