"""kill -9 and a full disk while somebody counts: what was confirmed is there, nothing is half."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from onsite.journal.audit import audit
from onsite.store.writer import Store
from onsite.zones.counting import acts, reading
from tests.faults import counting
from tests.faults.conftest import ROOT, confirmed
from tests.faults.test_full_disk import SENTENCE

KILLS = 40
POSIX = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no SIGKILL, no fork to kill quickly and no limit to a file"
)


class Door:
    """A store that is counted into, and what it holds."""

    def __init__(self, data) -> None:
        self.data = data
        counting.fill(data)

    def run(self, act: str, *arguments: int) -> list[str]:
        asked = [sys.executable, "-m", "tests.faults.counting", act, str(self.data)]
        done = subprocess.run(
            [*asked, *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()

    def held(self) -> tuple[set[str], dict[str, int]]:
        """The keys of the acts in the store, of which the audit must be good, and the totals."""
        store = Store(self.data / "onsite.db")
        try:
            result = store.read_now(audit)
            assert (result.good, result.stations) == (True, 1)
            query = "SELECT minute, acts FROM zone_batch"
            found = store.read_now(lambda rows: rows.exec_driver_sql(query).all())
            keys = [act.key for minute, lines in found for act in acts.read(lines, minute)]
            assert len(keys) == len(set(keys))
            totals = {
                zone: store.read_now(lambda rows, zone=zone: reading.standing(rows, zone)).total
                for zone in ("h1", "h2")
            }
            return set(keys), totals
        finally:
            store.close()


def totals_of(keys: set[str]) -> dict[str, int]:
    """Taps have even numbers and stand for three; transfers odd ones, for two."""
    moved = [key for key in keys if int(key.rpartition("-")[2]) % 2]
    return {"h1": 3 * (len(keys) - len(moved)) - 2 * len(moved), "h2": 2 * len(moved)}


@pytest.fixture
def door(tmp_path) -> Door:
    return Door(tmp_path / "data")


@POSIX
def test_nothing_confirmed_is_lost_by_kill_9(door):
    ok = confirmed(door.run("killed", KILLS, 20261124))
    keys, totals = door.held()
    assert ok - keys == set()
    # At each kill one act may have been on disk already and not yet told.
    assert len(keys - ok) <= KILLS
    assert {f"{kill}-0" for kill in range(KILLS)} <= ok
    assert totals == totals_of(keys)


@POSIX
def test_a_transfer_that_is_killed_anywhere_has_both_legs_or_neither(door):
    lines = door.run("between")
    found = [json.loads(line.removeprefix("after ")) for line in lines if line.startswith("after")]
    *killed, last = found
    assert (all(was_killed for was_killed, _legs in killed), last[0]) == (True, False)
    # Entry, head and the rows of both legs are several statements, of which none leaves a trace.
    assert [legs for _was_killed, legs in killed[:6]] == [[]] * 6
    # One that was killed after the end of its transaction is there, and whole.
    there = 0
    for _was_killed, legs in found:
        there += legs != whole(there)
        assert legs == whole(there)
    assert there > 0


def whole(transfers: int) -> list[list]:
    return [["h1", -2 * transfers], ["h2", 2 * transfers]] if transfers else []


@POSIX
def test_a_disk_that_is_full_is_said_and_the_same_presses_count_once_there_is_room(door):
    lines = door.run("limited")
    assert json.loads(lines[-1].removeprefix("said ")) == [SENTENCE] * 3
    ok = confirmed(lines)
    keys, totals = door.held()
    assert keys == ok > {f"after-{number}" for number in range(20)}
    assert totals == totals_of(keys)
