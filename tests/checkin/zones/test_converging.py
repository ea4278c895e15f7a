"""Desks that were apart: whatever comes when, a zone holds who an oracle of sets says."""

from __future__ import annotations

import itertools
from datetime import timedelta
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, ScanUndone, Verdict
from onsite.checkin.zones.desks import by_gates, in_zones, minutes
from onsite.clock import to_ms
from onsite.journal.entry import Signer
from onsite.journal.journal import Journal
from onsite.plan.reading import read
from onsite.store.migrations import prepare
from onsite.store.writer import Store
from tests.checkin.zones.test_presence import PLAN
from tests.conftest import START, ManualClock

PLAN_READ = read(PLAN)
ADMITTED = Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED)
PEOPLE = ("ada", "bo", "cem")
CHECKPOINTS = ("north", "south", "lab", "door")
LEADS = {"hall": {"north", "south"}, "lab": {"lab"}, "": {"door"}}
TURN_MS = to_ms(START + timedelta(hours=1))
"""When "south" checks everybody out."""

scans = st.builds(
    SimpleNamespace,
    desk=st.integers(0, 2),
    who=st.sampled_from(PEOPLE),
    where=st.sampled_from(CHECKPOINTS),
    way=st.sampled_from(Direction),
    minute=st.integers(0, 70),
    undone=st.booleans() | st.none(),
)
"""`undone`: by the desk itself (True) or by another one (None)."""


class Desk:
    """A station with a store of its own, or in memory without one: what it says is signed."""

    def __init__(self, path, seed):
        prepare(path)
        self.store = Store(path)
        self.clock = ManualClock()
        self.journal = Journal(Signer.from_seed(bytes([seed]) * 32), self.clock)
        self.store.write_now(self.journal.open_chain)

    def append(self, fact):
        write = self.journal.append
        return self.store.write_now(lambda rows: write(rows, fact, operator="Maria"))

    def receive(self, entries):
        return self.store.write_now(lambda rows: self.journal.receive(rows, entries))

    def cut(self, station, after):
        return self.store.write_now(lambda rows: self.journal.cut(rows, station, after))

    def flow(self, now):
        """Who came to the lab in the last hour, less who left it."""
        now_ms = to_ms(now)
        begin_ms = max(now_ms - 3_600_000, to_ms(START) - 1)
        found = self.store.read_now(
            lambda rows: minutes(rows, PLAN_READ, "lab", begin_ms, now_ms + 1)
        )
        return sum(came - left for _at, came, left in found)

    def zones(self, now):
        found = self.store.read_now(lambda rows: in_zones(rows, PLAN_READ, now))
        gates = self.store.read_now(lambda rows: by_gates(rows, PLAN_READ, now))
        # Before the first passage nobody can say how many.
        return {"": gates or 0, **{zone: each.people for zone, each in found.items()}}


def came_less_left(entries, now_ms):
    """What the minutes of the last hour must add up to, by the sets before and after it."""
    begin_ms = max(now_ms - 3_600_000, to_ms(START) - 1)
    past = _known(entries, lambda fact: fact.at_ms < begin_ms)
    return oracle(entries, now_ms)["lab"] - oracle(past, begin_ms)["lab"]


def _known(entries, then):
    return [each for each in entries if isinstance(each.fact, ScanUndone) or then(each.fact)]


def oracle(entries, now_ms):
    """The sets, from everything that is known: in the order of the passages, not of arrival."""
    undone = {entry.fact.key for entry in entries if isinstance(entry.fact, ScanUndone)}
    made = [each for each in entries if isinstance(each.fact, ScanMade)]
    kept = [each for each in made if each.fact.key not in undone]
    inside = {zone: {} for zone in LEADS}
    for each in sorted(kept, key=_place):
        for zone, checkpoints in LEADS.items():
            if each.fact.checkpoint in checkpoints:
                inside[zone].pop(each.fact.attendee, None)
                if each.fact.direction is Direction.ENTRY:
                    inside[zone][each.fact.attendee] = each.fact
    return {
        zone: sum(not _checked_out(fact, now_ms) for fact in people.values())
        for zone, people in inside.items()
    }


def _place(each):
    return each.fact.order_ms, each.fact.checkpoint, each.station, each.fact.key


def _checked_out(fact, now_ms):
    return fact.checkpoint == "south" and fact.at_ms < TURN_MS <= now_ms


def _said(stations, made):
    """What the stations sign, each in the order in which it has happened to it."""
    said = []
    for number, scan in enumerate(made):
        at_ms = to_ms(START) + scan.minute * 60_000
        fact = ScanMade(
            key=f"k{number}",
            at_ms=at_ms,
            checkpoint=scan.where,
            direction=scan.way,
            code="",
            attendee=scan.who,
            verdict=ADMITTED,
            again="always",
        )
        said.append((scan.desk, fact))
        if scan.undone is not False:
            other = scan.desk if scan.undone else (scan.desk + 1) % 3
            said.append((other, ScanUndone(key=fact.key, attendee=scan.who, why="mistake")))
    entries = []
    for desk, fact in said:
        (entry,) = stations[desk].append(fact)
        entries.append(SimpleNamespace(entry=entry, fact=fact, station=entry.station))
    return entries


@settings(max_examples=60)
@given(made=st.lists(scans, max_size=14), data=st.data())
def test_desks_that_were_apart_come_to_the_same_sets(tmp_path_factory, made, data):
    folder = tmp_path_factory.mktemp("apart")
    stations = [Desk(folder / f"{seed}.db", seed + 1) for seed in range(3)]
    readers = [Desk(folder / f"reader{seed}.db", seed + 9) for seed in range(2)]
    try:
        entries = _said(stations, made)
        for reader in readers:
            order = data.draw(st.permutations(entries))
            heard = []
            left = iter(order)
            while batch := list(itertools.islice(left, data.draw(st.integers(1, 5)))):
                reader.receive([each.entry for each in batch])
                heard += batch
                now = START + timedelta(minutes=data.draw(st.integers(71, 200)))
                assert reader.zones(now) == oracle(heard, to_ms(now))
                assert reader.flow(now) == came_less_left(heard, to_ms(now))
        for desk in stations:
            desk.receive([each.entry for each in entries])
        now = START + timedelta(hours=2)
        everywhere = [each.zones(now) for each in (*stations, *readers)]
        assert everywhere == [oracle(entries, to_ms(now))] * 5
        _cut_and_heard_again(readers[0], entries, now)
    finally:
        for desk in (*stations, *readers):
            desk.store.close()


def _cut_and_heard_again(reader, entries, now):
    """What is taken out of the journal again is nobody's passage any more."""
    if not entries:
        return
    station = entries[0].station
    reader.cut(station, 0)
    rest = [each for each in entries if each.station != station]
    assert reader.zones(now) == oracle(rest, to_ms(now))
    reader.receive([each.entry for each in entries])
    assert reader.zones(now) == oracle(entries, to_ms(now))
