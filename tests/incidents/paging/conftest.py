"""A plan whose people have page channels, and the agent of one station."""

from __future__ import annotations

import asyncio

import pytest

from onsite.incidents.paging.agent import Around, PagingAgent
from onsite.incidents.paging.looking import Looker
from onsite.plan.service import publish
from onsite.sync.clock import moments
from tests.incidents.conftest import Log

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[zones.h2]
name = "Hall 2"

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[contacts.lin]
name = "Dr. Lin"
call_sign = "Medic 1"
channel = "3"
phone = "+49 170 1"
pages = ["sms", "mail"]

[contacts.kim]
name = "Kim"
phone = "+49 170 3"
operator = "ana"
pages = ["sms"]

[contacts.boss]
name = "The boss"
phone = "+49 170 2"

[page_channels.sms]
kind = "webhook"
address = "http://127.0.0.1:1/{phone}"

[page_channels.mail]
kind = "webhook"
address = "http://127.0.0.1:1/mail"
timeout_s = 2

[policies.medics]
steps = [
  { roles = ["medical"], wait_min = 2 },
  { roles = ["coordinator", "management"], wait_min = 4 },
]
ends_on = "on-scene"
ack_expires_min = 10

[response_roles.medical]
people = ["lin"]

[response_roles.management]
people = ["boss"]

[incident_types.medical]
policy = { serious = "medics", critical = "medics" }
"""


class Paging(Log):
    """A station with its agent; what it tells is kept."""

    def __init__(self, site, clock, operator: str = "Maria") -> None:
        super().__init__(site, clock, operator)
        self.told: list[tuple[str, str, str]] = []
        self.answers: dict[str, str] = {}
        self.rings: list[str] = []
        self.links = None
        self.agent = self.new_agent()

    def new_agent(self) -> PagingAgent:
        around = Around(sound=self._sound)
        if self.links is not None:
            around = Around(link=self.links, sound=self._sound)
        return PagingAgent(self.site, self.tell, around)

    async def _sound(self, ring) -> None:
        self.rings.append(ring)

    async def tell(self, plan, person, channel, message, page) -> str:
        self.told.append((person, channel, message.text))
        return self.answers.get(channel, "")

    def round(self) -> list[tuple[str, str]]:
        """Whom one round has told, over what."""
        before = len(self.told)
        asyncio.run(self.agent.round())
        return sorted(each[:2] for each in self.told[before:])

    def looked(self):
        return self.site.read_now(Looker(self.site.journal.station).look, moments.now(self.clock))


@pytest.fixture
def paging(site, clock) -> Paging:
    site.write_now(publish, PLAN, "Maria")
    return Paging(site, clock)
