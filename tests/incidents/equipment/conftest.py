"""A plan with two checklists that are due at the same time, and the acts of one station."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.incidents import outcomes, reading
from onsite.incidents.equipment import reading as checklists
from onsite.incidents.equipment import service
from onsite.plan.service import publish
from onsite.sync.clock import moments
from tests.incidents.conftest import PLAN, Log

CHECKLISTS = """
[stages.main]
name = "Main stage"
zone = "h2"

[checklists.sound]
name = "Sound"
stage = "main"
role = "technical"
items = [
  { text = "Hand-held microphones", backup = "Lectern microphone" },
  { text = "Monitors" },
]
patrol_min = 60

[checklists.light]
name = "Light"
zone = "foyer"
items = [{ text = "Follow spot" }]
"""
EARLY = datetime(2026, 11, 24, 6, tzinfo=UTC)
"""Half an hour before the first rounds are over."""
TIMES = 'start = "09:30"\nend = "18:00"\n'


class Equipment(Log):
    """Acts on checklists."""

    def at(self, checklist: str = "sound", **of):
        return service.round_of(self.plan, self.by(), checklist, **of)

    def look_at(self, item: str, result: str = "ok", note: str = "", **of):
        return self._do(service.look_at, self.at(**of), item, result, note)

    def take_backup(self, item: str, operator: str | None = None, **of):
        return self._do(service.take_backup, self.at(**of), item, operator=operator)

    def report_late(self) -> str:
        return self._do(service.report_late, operator="")

    def sheet(self, checklist: str = "sound", **of):
        return self.site.read_now(checklists.sheet, self.plan, self.at(checklist, **of))

    def everything(self):
        return self.site.read_now(reading.all_of_them, self.plan)

    def texts(self, incident: str) -> list[str]:
        return [
            line.details["text"]
            for line in self.timeline(incident)
            if line.kind in ("incident.entry", "incident.reported")
        ]

    def _do(self, act, *arguments, operator=None):
        self.clock.advance(seconds=10)
        who = self.operator if operator is None else operator
        by = outcomes.By(who, moments.now(self.clock))
        return self.site.write_now(act, self.plan, by, *arguments)


def plan_text() -> str:
    return PLAN.replace('zone = "Europe/Berlin"\n', f'zone = "Europe/Berlin"\n{TIMES}') + CHECKLISTS


@pytest.fixture
def equipment(site, clock) -> Equipment:
    clock.set(EARLY)
    site.write_now(publish, plan_text(), "Maria")
    return Equipment(site, clock)
