"""Badges that were asked for, and a printer that says what it is told."""

from __future__ import annotations

import asyncio

import pytest

from onsite.badges.facts import JobAccepted, JobDone, JobFailed, JobHeld, JobSent
from onsite.badges.printing.alone import Alone
from onsite.badges.service import Asked, ask
from onsite.badges_app import NOT_ASKED
from onsite.clock import to_ms
from onsite.plan.service import current, publish
from tests.checkin.conftest import PLAN, Roll

PRINTERS = """
[printers.left]
name = "Left printer"
address = "folder:left"
stock = 100

[printers.right]
name = "Right printer"
address = "folder:right"

[badges]
prints = "on_request"
"""


@pytest.fixture
def badge_plan(site):
    site.write_now(publish, PLAN + PRINTERS, "Maria")
    return site.read_now(current)


@pytest.fixture
def people(site, badge_plan) -> Roll:
    return Roll(site)


class Press:
    """Records what becomes of jobs in place of the station's agent, which waits for it to end."""

    def __init__(self, site, plan) -> None:
        self.site, self.plan = site, plan
        self.alone = Alone(site.data)
        assert self.alone.won()

    async def says(self, app, **kinds: str) -> None:
        """Let the printers say this, once the app's own agent has taken its place."""
        for _look in range(500):
            if app.printers is not NOT_ASKED:
                break
            await asyncio.sleep(0.01)
        app.printers = kinds

    def ask(self, attendee: str, **more) -> str:
        return self.site.write_now(ask, self.plan, Asked(attendee, **more), "Maria")

    def send(self, job: str, printer: str = "left", name: str = "") -> str:
        name = name or f"{job}-1"
        at_ms = to_ms(self.site.clock.now())
        self.tell(JobSent(job=job, name=name, printer=printer, at_ms=at_ms))
        self.tell(JobAccepted(job=job, name=name, number="7", at_ms=at_ms))
        return name

    def done(self, job: str, printer: str = "left") -> None:
        self.tell(JobDone(job=job, name=self.send(job, printer)))

    def held(self, job: str, state: str, printer: str = "left") -> None:
        name, codes = self.send(job, printer), ("media-empty-error",)
        self.tell(JobHeld(job=job, name=name, state=state, reasons=codes))

    def fail(self, job: str, why: str, printed: str, printer: str = "left") -> None:
        name = self.send(job, printer)
        self.tell(JobFailed(job=job, name=name, why=why, printed=printed))

    def tell(self, fact) -> None:
        self.site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))


@pytest.fixture
def press(site, badge_plan) -> Press:
    return Press(site, badge_plan)
