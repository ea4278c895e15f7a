"""Two stations that act on incidents and meet now and then: what holds whatever they do."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from onsite.errors import BadInputError
from onsite.incidents import parts, reading, running, service
from onsite.incidents.parts_tables import IncidentMergeRow, IncidentTaskRow, IncidentUnitRow
from onsite.incidents.tables import IncidentEntryRow, IncidentRow
from onsite.journal.fold import table_of
from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import PLAN, Log, meet

WHO = st.integers(0, 1)
STATES = st.sampled_from(["acknowledged", "on-scene", "on-hold", "on-backup", "new"])
SEVERITIES = st.sampled_from(["minor", "serious", "critical"])
TYPES = st.sampled_from(["medical", "crowd", "other"])
TEXTS = st.sampled_from(["fall", "smoke", "loud"])
TABLES = (IncidentRow, IncidentEntryRow, IncidentUnitRow, IncidentTaskRow, IncidentMergeRow)


class TwoStations(RuleBasedStateMachine):
    incidents = Bundle("incidents")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.logs = []
        for number, name in enumerate(("Maria", "Bo")):
            clock = ManualClock()
            site = open_site(self.folder / str(number), operator=name, clock=clock)
            self.logs.append(Log(site, clock, name))
        self.logs[0].site.write_now(publish, PLAN, "Maria")
        self.meet()
        self.plan = self.logs[0].plan
        self.numbers: dict[str, str] = {}
        self.texts: dict[tuple[int, str], list[str]] = {}

    def teardown(self) -> None:
        for log in self.logs:
            log.site.close()
        shutil.rmtree(self.folder)

    def act(self, who, service_, incident, *arguments, **more):
        """What comes of an act; None where the station has not heard of the incident yet."""
        with suppress(BadInputError):
            return self.logs[who].do(service_, incident, *arguments, **more)

    @rule(target=incidents, who=WHO, text=TEXTS, types=TYPES, drill=st.booleans())
    def report(self, who, text, types, drill):
        log = self.logs[who]
        log.clock.advance(seconds=7)
        # A clock that is set back brings the words of before back within seconds.
        done = log.report(f"{text} {len(self.numbers)}", types=(types,), drill=drill)
        assert done.what == "took"
        self.numbers[done.incident] = done.number
        return done.incident

    @rule(target=incidents, who=WHO)
    def report_twice(self, who):
        log = self.logs[who]
        log.clock.advance(seconds=7)
        text = f"twice {len(self.numbers)}"
        first, again = log.report(text), log.report(text)
        assert (again.what, again.incident) == ("same", first.incident)
        self.numbers[first.incident] = first.number
        return multiple()

    @rule(who=WHO, incident=incidents, text=TEXTS, struck=st.booleans())
    def write(self, who, incident, text, struck):
        text = f"{text} {len(self.texts.get((who, incident), ()))}"
        done = self.act(who, service.entry, incident, text)
        if done is not None:
            assert done.what == "took"
            self.texts.setdefault((who, incident), []).append(text)
            if struck:
                done = self.act(who, service.strike, incident, done.entry, "wrong")
                assert done.what == "took"

    @rule(who=WHO, incident=incidents, severity=SEVERITIES)
    def grade(self, who, incident, severity):
        before = self.logs[who].one(incident)
        done = self.act(who, running.set_severity, incident, severity, "since")
        if done is not None and done.what == "refused":
            assert (done.why, before.state) == ("closed", "closed")
        elif done is not None:
            assert done.what in ("took", "nothing")

    @rule(who=WHO, incident=incidents, state=STATES)
    def move(self, who, incident, state):
        before = self.logs[who].one(incident)
        done = self.act(who, running.set_state, incident, state, "since")
        if done is not None and done.what == "took":
            assert self.logs[who].one(incident).state == state
        elif done is not None:
            assert done.why in ("no-change", "never-new", "reason-needed", "clock-ahead")
            assert self.logs[who].one(incident).state == before.state

    @rule(who=WHO, incident=incidents)
    def add_task(self, who, incident):
        self.act(who, parts.add_task, incident, "Look")

    @rule(who=WHO, incident=incidents)
    def finish_task(self, who, incident):
        self.act(who, parts.set_task, incident, "1", done=True)

    @rule(who=WHO, incident=incidents, forced=st.booleans(), said=st.booleans())
    def close(self, who, incident, forced, said):
        ending = running.Ending(*(("home", "Lin") if said else ()), forced=forced, reason="over")
        done = self.act(who, running.close, incident, ending)
        if done is not None and done.what == "took":
            found = self.logs[who].one(incident)
            complete = said and not found.open_tasks and {*found.types} != {"other"}
            assert found.state == "closed"
            assert complete or found.forced or found.severity == "minor"

    @rule(who=WHO, incident=incidents, into=incidents)
    def merge(self, who, incident, into):
        self.logs[who].clock.advance(seconds=1)
        with suppress(BadInputError):
            self.logs[who].merge(incident, into)

    @rule(who=WHO, incident=incidents)
    def unmerge(self, who, incident):
        with suppress(BadInputError):
            self.logs[who].unmerge(incident)

    @rule(seconds=st.integers(-30, 30), who=WHO)
    def step_clock(self, seconds, who):
        self.logs[who].clock.advance(seconds=seconds)

    @rule()
    def meet(self):
        one, other = (log.site for log in self.logs)
        meet(one, other)
        assert rows(one) == rows(other)

    @invariant()
    def a_number_never_changes_and_is_nobody_elses(self):
        for log in self.logs:
            there = {each.id: each.number for each in everything(log)}
            assert there.items() <= self.numbers.items()
            assert len(set(there.values())) == len(there)

    @invariant()
    def what_was_written_stays(self):
        for who, log in enumerate(self.logs):
            found: dict[tuple[int, str], list[str]] = {}
            for row in rows(log.site)[1]:
                if row["kind"] == "incident.entry" and row["station"] == log.site.journal.station:
                    text = json.loads(row["fact"])["text"]
                    found.setdefault((who, row["incident"]), []).append(text)
            said = {key: texts for key, texts in self.texts.items() if key[0] == who}
            assert {key: sorted(texts) for key, texts in found.items()} == {
                key: sorted(texts) for key, texts in said.items()
            }

    @invariant()
    def who_goes_on_is_no_duplicate_and_no_real_one_is_an_exercise(self):
        for log in self.logs:
            there = {each.id: each for each in everything(log)}
            for each in there.values():
                if each.into in there:
                    assert not there[each.into].into
                    assert there[each.into].drill == each.drill
                    assert each.id in there[each.into].members
                    assert not each.is_open


def everything(log):
    return log.site.read_now(reading.all_of_them, log.plan)


def rows(site):
    def read(connection):
        return [
            sorted(
                (dict(row._mapping) for row in connection.execute(table_of(table).select())),
                key=repr,
            )
            for table in TABLES
        ]

    return site.read_now(read)


TestTwoStations = TwoStations.TestCase
# Each step asks two stores: to make a failure smaller takes longer than to read it.
TestTwoStations.settings = settings(
    max_examples=20, stateful_step_count=30, phases=[Phase.reuse, Phase.generate]
)
