"""Who is to take over is paged about the offer, once, and again only where that failed."""

from __future__ import annotations

import asyncio

import pytest

from onsite.incidents import outcomes
from onsite.incidents.handover import reading, service, wording
from onsite.incidents.handover.telling import LOCK_FILE, HandoverAgent
from onsite.incidents.paging.alone import Alone
from onsite.plan.service import publish
from onsite.sync.clock import moments
from onsite.sync.link.state import LinkState, Phase
from tests.incidents.conftest import PLAN, Log

REACHED = """
[operators.cem]
name = "Cem Oz"
roles = ["coordinator"]

[contacts.cem-radio]
name = "Cem on the radio"
operator = "cem"
email = "cem@example.org"
pages = ["mail"]

[page_channels.mail]
kind = "webhook"
address = "https://example.org/{email}"
"""


class Shift(Log):
    """A log with its agent, which tells nobody but the list."""

    def __init__(self, site, clock) -> None:
        super().__init__(site, clock, "ana")
        self.sent: list[tuple[str, str, str, str]] = []
        self.why = ""
        self.agent = HandoverAgent(site, self.tell, lambda: (Phase.ALONE, LinkState()))

    async def tell(self, _plan, person, channel, message, page):
        self.sent.append((person, channel, message.text, page))
        return self.why

    def offer(self):
        by = outcomes.By("ana", moments.now(self.clock))
        roles = ["coordinator"]
        return self.site.write_now(service.offer, self.plan, by, "cem", "ana", roles)

    def run(self, seconds: int) -> int:
        """Let time pass; answers how many were sent in all."""
        for _second in range(seconds):
            self.clock.advance(seconds=1)
            asyncio.run(self.agent.round())
        return len(self.sent)


@pytest.fixture
def shift(site, clock):
    site.write_now(publish, PLAN + REACHED, "Maria")
    made = Shift(site, clock)
    made.run(10)
    return made


def test_who_is_to_take_over_is_paged_once(shift):
    offered = shift.offer()

    assert shift.run(120) == 1

    (sent,) = shift.sent
    assert sent[:2] == ("cem-radio", "mail")
    assert sent[2].startswith("Ana Lima hands over to you: Incident coordinator. Take it with g")
    assert sent[3] == f"{offered.id}/mail"
    (found,) = shift.site.read_now(reading.handovers)
    assert wording.line(shift.plan, found, {}).split(" · ")[-1].startswith("told at ")


def test_what_failed_is_tried_again_for_a_while_and_the_list_says_so(shift):
    shift.why = "timeout"
    shift.offer()
    assert shift.run(5) == 1
    (found,) = shift.site.read_now(reading.handovers)
    assert wording.line(shift.plan, found, {}).endswith("could not be told: call them")
    assert shift.run(15) == 2
    shift.why = ""
    assert shift.run(60) == 3
    assert shift.run(120) == 3


def test_what_was_taken_back_or_is_old_is_not_told(shift):
    shift.why = "timeout"
    offered = shift.offer()
    shift.run(2)
    by = outcomes.By("ana", moments.now(shift.clock))
    shift.site.write_now(service.withdraw, shift.plan, by, offered.id)
    assert shift.run(30) == 1
    shift.offer()
    shift.clock.advance(minutes=61)
    assert shift.run(30) == 1


def test_of_two_programs_of_a_laptop_one_tells(shift):
    other = Alone(shift.site.data, LOCK_FILE)
    assert other.won()
    shift.offer()
    assert shift.run(10) == 0
    other.give_up()
    assert shift.run(10) == 1
