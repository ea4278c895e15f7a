"""A plan with people who answer, and acts of one station."""

from __future__ import annotations

import pytest

from onsite.incidents import duplicates, outcomes, parts, reading, running, service
from onsite.incidents.board import chains
from onsite.incidents.board.chains import Looking
from onsite.incidents.escalation.replay import state
from onsite.incidents.running import Ending
from onsite.incidents.service import NewIncident
from onsite.plan.service import current, publish
from onsite.sync.clock import moments
from onsite.wiring import open_site
from tests.conftest import ManualClock

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[zones.h2]
name = "Hall 2"

[zones.foyer]
name = "Foyer"

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[operators.bo]
name = "Bo Stern"

[contacts.lin]
name = "Dr. Lin"
call_sign = "Medic 1"
phone = "+49 170 1"

[policies.medics]
steps = [
  { roles = ["medical"], wait_min = 2 },
  { roles = ["lead"], wait_min = 4, need = "all" },
]
ends_on = "on-scene"

[response_roles.medical]
people = ["lin"]

[incident_types.medical]
policy = { serious = "medics", critical = "medics" }
"""


class Log:
    """Acts at one station."""

    def __init__(self, site, clock, operator: str = "Maria") -> None:
        self.site = site
        self.clock = clock
        self.operator = operator

    @property
    def plan(self):
        return self.site.read_now(current)

    def by(self, **more):
        return outcomes.By(self.operator, moments.now(self.clock), **more)

    def report(self, text: str = "", **about):
        new = NewIncident(moments.now(self.clock), text, **about)
        return self.site.write_now(service.report, self.plan, self.by(), new)

    def reported(self, text: str = "", **about) -> str:
        """The id of what was reported; never the same as one before."""
        self.clock.advance(seconds=30)
        return self.report(text, **about).incident

    def do(self, act, incident: str, *arguments, by=None, **more):
        self.clock.advance(seconds=10)
        by = by or self.by()
        return self.site.write_now(act, self.plan, by, incident, *arguments, **more)

    def entry(self, incident: str, text: str, **more):
        by = more.pop("by", None) or self.by()
        return self.site.write_now(service.entry, self.plan, by, incident, text, **more)

    def close(self, incident: str, outcome: str = "", responsible: str = "", **more):
        return self.do(running.close, incident, Ending(outcome, responsible, **more))

    def merge(self, incident: str, into: str, reason: str = ""):
        return self.do(duplicates.merge, incident, into, reason)

    def unmerge(self, incident: str):
        return self.do(duplicates.unmerge, incident)

    def task(self, incident: str, text: str = "Look") -> str:
        self.do(parts.add_task, incident, text)
        return self.one(incident).tasks[-1].id

    def one(self, incident: str):
        return self.site.read_now(reading.one, self.plan, incident)

    def named(self, text: str):
        return self.site.read_now(reading.named, self.plan, text)

    def timeline(self, incident: str):
        return self.site.read_now(reading.timeline, self.plan, self.one(incident))

    def chain(self, incident: str):
        """How its escalation stands."""
        here = Looking("nobody").place(moments.now(self.clock))
        refused = self.site.read_now(reading.merges).refused
        there = self.site.read_now(chains.read, self.plan, [incident], refused, {}, here)
        return state(there[incident].entries)

    def kinds(self, incident: str) -> list[str]:
        return [line.kind.removeprefix("incident.") for line in self.timeline(incident)]


@pytest.fixture
def log(site, clock) -> Log:
    site.write_now(publish, PLAN, "Maria")
    return Log(site, clock)


@pytest.fixture
def station(tmp_path, log):
    """Another station of the event; what one says the other hears when they meet."""
    clock = ManualClock(log.clock.now())
    opened = open_site(tmp_path / "other", operator="Bo", clock=clock)
    meet(log.site, opened)
    yield Log(opened, clock, "Bo")
    opened.close()


def meet(one, other) -> None:
    """Each hears all that the other has to say."""
    from onsite.journal.journal import entries_of

    for speaker, hearer in ((one, other), (other, one)):
        said = speaker.read_now(_everything, entries_of)
        hearer.write_now(lambda journal, rows, said=said: journal.receive(rows, said))


def _everything(rows, entries_of):
    from sqlalchemy import select

    from onsite.journal.fold import table_of
    from onsite.journal.tables import StationRow

    stations = rows.execute(select(table_of(StationRow).c.station)).scalars().all()
    return [entry for each in stations for entry in entries_of(rows, each)]
