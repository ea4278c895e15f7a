"""One pass of the escalation engine over 500 open incidents with 20,000 entries: under 20 ms.

It waits for nothing, so what is measured is the time of the processor.

Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import time

import pytest

from onsite.incidents.escalation.entries import (
    Acked,
    Arming,
    Begun,
    Escalated,
    Fired,
    Handed,
    Opened,
    Progress,
    StateChanged,
)
from onsite.incidents.escalation.looking import About, Console, Known, Look, Ways
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.values import Need, Policy, Step
from onsite.incidents.escalation.watch import Now

GROUP = "500 open incidents with 20,000 entries"
INCIDENTS, ENTRIES = 500, 40
MINUTE = 60_000
SOON = INCIDENTS * 100 + ENTRIES * 1_000
"""When the last entry is made."""
LIMIT_S = 0.02
POLICY = Policy(
    "serious",
    "v1",
    tuple(Step((role, "lead"), 5 * MINUTE, Need.ALL) for role in ("medical", "security", "tech")),
    passes=3,
    ack_expires_ms=15 * MINUTE,
)
DUTY = {"medical": ("ann", "ben"), "security": ("cat",), "tech": ("dan", "eve"), "lead": ("fay",)}


def incident(number: int) -> list:
    """Told, acknowledged by one of all, escalated by hand again and again; nobody has it."""
    entries: list = []

    def did(kind, **about):
        at_ms = number * 100 + len(entries) * 1_000
        entries.append(
            kind(stamp=at_ms * 1000 + len(entries), station="one",
                 number=number * 100 + len(entries), at_ms=at_ms, **about)
        )  # fmt: skip
        return entries[-1].id

    leg = did(Opened, policy=POLICY, rank=number % 4)
    while True:
        fired = did(Fired, step=0, people=("ann", "ben", "fay"), armed_by=Arming(*leg, "v1"))
        for person in ("ann", "ben", "fay"):
            page = f"{number}-{len(entries)}"
            did(Begun, page=page, person=person, channel="sms", fired=fired)
            if len(entries) == ENTRIES:
                return entries
            did(Handed, page=page)
        did(Acked, person="ann")
        did(Progress)
        did(StateChanged, state="on-hold")
        leg = did(Escalated, step=0)


@pytest.fixture(scope="module")
def incidents() -> dict[str, list]:
    return {f"i{number}": incident(number) for number in range(INCIDENTS)}


class Engine:
    """A console that looks a little later each time."""

    def __init__(self, incidents: dict[str, list], at_ms: int) -> None:
        self.incidents = incidents
        self.console = Console("one")
        self.at_ms = at_ms

    def look(self) -> Look:
        self.at_ms += 1
        about = About(
            now=Now(self.at_ms, self.at_ms - 5),
            rank=0,
            on_duty=lambda role: DUTY.get(role, ()),
            channels=lambda _person: ("sms",),
        )
        known = [
            Known(name, len(entries), lambda entries=entries: entries, Ways(critical=False))
            for name, entries in self.incidents.items()
        ]
        return self.console.look(known, about)


@pytest.mark.benchmark(group=GROUP, timer=time.process_time)
def test_a_pass_where_nothing_is_new(benchmark, incidents):
    engine = Engine(incidents, SOON)
    engine.look()

    found = benchmark(engine.look)

    assert sum(map(len, incidents.values())) == 20_000
    assert (len(found.seen), found.fires) == (INCIDENTS, ())
    assert found.next_ms > engine.at_ms
    assert [len(notice.lines) for notice in found.notices] == [INCIDENTS]
    assert benchmark.stats.stats.median < LIMIT_S


@pytest.mark.benchmark(group=GROUP, timer=time.process_time)
def test_a_pass_where_ten_incidents_have_something_new(benchmark, incidents):
    engine = Engine({name: [*entries] for name, entries in incidents.items()}, SOON)
    engine.look()

    def anew():
        for name in list(engine.incidents)[:10]:
            last = engine.incidents[name][-1]
            engine.incidents[name].append(
                Progress(stamp=last.stamp + 1, station="two", number=last.stamp, at_ms=last.at_ms)
            )
        return engine.look()

    benchmark.pedantic(anew, rounds=30, warmup_rounds=2)
    assert benchmark.stats.stats.median < LIMIT_S


@pytest.mark.benchmark(group=GROUP, timer=time.process_time)
def test_a_pass_where_all_of_them_are_overdue(benchmark, incidents):
    """After a night with the lid closed: eight steps of each."""
    engine = Engine(incidents, SOON + 600 * MINUTE)
    engine.look()
    found = benchmark(engine.look)
    assert sum(len(each.due.steps) for each in found.fires) == INCIDENTS * 8
    assert benchmark.stats.stats.median < LIMIT_S


@pytest.mark.benchmark(group=GROUP, timer=time.process_time)
def test_the_replay_of_all_entries(benchmark, incidents):
    """Once, after a start."""
    chains = benchmark(lambda: [state(entries) for entries in incidents.values()])
    assert len(chains) == INCIDENTS
    assert benchmark.stats.stats.median < 0.3
