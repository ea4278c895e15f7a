"""A published plan, people on the roster, and acts of the problem desk."""

from __future__ import annotations

import pytest

from onsite.cases import listing, service
from onsite.cases.service import NewCase, Resolution
from onsite.checkin.service import Attempt, scan
from onsite.plan.service import current, publish
from tests.checkin.conftest import PLAN, Roll

OWN_TYPES = """
[case_types.lost-child]
name = "Lost child"
stops_checkin = true
target_min = 2
steps = ["Ask for the name", "Call the lead"]
resolutions = ["With the parents"]

[case_types.unpaid]
target_min = 4
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN + OWN_TYPES, "Maria")
    return site.read_now(current)


@pytest.fixture
def roll(site, plan) -> Roll:
    return Roll(site)


class Desk:
    """Acts at one station."""

    def __init__(self, site, operator: str = "Maria") -> None:
        self.site = site
        self.operator = operator
        self.plan = site.read_now(current)

    def open(self, kind: str = "unpaid", attendee: str = "", **about) -> str:
        return self._do(service.open_case, NewCase(kind, attendee, **about))

    def take(self, case: str):
        return self._do(service.take, case)

    def put_back(self, case: str):
        return self._do(service.put_back, case)

    def step(self, case: str, step: str, *, done: bool = True) -> None:
        write = self.site.write_now
        write(service.step_done, self.plan, case, step, self.operator, done=done)

    def note(self, case: str, text: str) -> None:
        self._do(service.note, case, text)

    def resolve(self, case: str, code: str = "solved", note: str = ""):
        return self._do(service.resolve, case, Resolution(code, note))

    def one(self, case: str):
        return self.site.read_now(listing.one, self.plan, case)

    def whole(self, case: str):
        return self.site.read_now(listing.whole, self.plan, case)

    def waiting(self):
        return self.site.read_now(listing.waiting, self.plan)

    def scan(self, code: str, key: str = "", **where):
        attempt = Attempt(key or f"k-{code}", "door", self.operator, code=code, **where)
        return self.site.write_now(scan, self.plan, attempt)

    def _do(self, act, *arguments):
        return self.site.write_now(act, self.plan, *arguments, self.operator)


@pytest.fixture
def desk(site, plan) -> Desk:
    return Desk(site)
