"""The presence of an attendee, from the entries of stations whose clocks disagree."""

from __future__ import annotations

import pytest

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, ScanUndone, Verdict
from onsite.clock import from_ms, to_ms
from onsite.journal.entry import Signer
from onsite.journal.hlc import DRIFT_LIMIT_MS
from onsite.journal.journal import Journal
from onsite.store.migrations import prepare
from onsite.store.writer import Store
from tests.conftest import START, ManualClock

ADMITTED = Verdict(outcome=Outcome.ADMIT, reason=Reason.ADMITTED)
TOO_LATE = {"at_ms": 10**30}


def admitted(key):
    """A scan that let Ada in."""
    return ScanMade(
        key=key,
        at_ms=to_ms(START),
        checkpoint="door",
        direction=Direction.ENTRY,
        code="CODE-1",
        attendee="ada",
        verdict=ADMITTED,
    )


class Desk:
    """A station with a store and a clock of its own."""

    def __init__(self, path, seed: int, ahead_ms: int = 0) -> None:
        prepare(path)
        self.store = Store(path)
        self.clock = ManualClock(from_ms(to_ms(START) + ahead_ms))
        self._journal = Journal(Signer.from_seed(bytes([seed]) * 32), self.clock)
        self.store.write_now(self._journal.open_chain)

    def append(self, *facts):
        write = self._journal.append
        return self.store.write_now(lambda rows: write(rows, *facts, operator="Maria"))

    def receive(self, entries):
        self.store.write_now(lambda rows: self._journal.receive(rows, entries))

    def rows(self, query):
        return self.store.read_now(lambda rows: rows.exec_driver_sql(query).all())

    def state(self):
        return self.rows("SELECT key, undone FROM scan"), self.rows("SELECT inside FROM presence")


@pytest.fixture
def desks(tmp_path):
    made = [
        Desk(tmp_path / "here.db", 1),
        Desk(tmp_path / "ahead.db", 2, ahead_ms=2 * DRIFT_LIMIT_MS),
    ]
    yield made
    for desk in made:
        desk.store.close()


def test_a_scan_of_no_possible_time_is_kept_and_stops_nothing(desks):
    here, ahead = desks
    (good, bad) = ahead.append(admitted("good"), admitted("bad").model_copy(update=TOO_LATE))

    here.receive([good, bad])

    assert here.state() == ([("good", 0)], [(1,)])
    assert here.rows("SELECT number FROM journal_entry WHERE NOT folded") == [(bad.number,)]


def test_whoever_has_a_presence_is_the_subject_of_the_scan():
    scans = [admitted("k").model_copy(update={"attendee": who}) for who in ("ada", "", None)]

    assert [scan.subject for scan in scans] == ["attendee:ada", "attendee:", "code:CODE-1"]


def test_an_undo_holds_where_the_clock_of_the_scan_is_far_ahead(desks):
    here, ahead = desks
    here.receive(ahead.append(admitted("k")))
    assert here.state() == ([("k", 0)], [(1,)])

    undone = here.append(ScanUndone(key="k", attendee="ada", why="the wrong person"))
    ahead.receive(undone)

    assert here.state() == ahead.state() == ([("k", 1)], [])
