"""kill -9 at random moments: what was confirmed is there, and the journal is whole."""

from __future__ import annotations

import os

import pytest

from tests.faults.conftest import confirmed

KILLS = 60


POSIX = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no SIGKILL and no fork to kill quickly"
)


@POSIX
def test_nothing_confirmed_is_lost_by_kill_9(storm):
    lines = storm.run("killed", KILLS, 20261124)
    ok = confirmed(lines)
    kept = storm.scans()
    assert ok - kept == set()
    # At each kill one scan may have been on disk already and not yet told.
    assert len(kept - ok) <= KILLS
    desks = {key.partition("-")[0] for key in ok}
    assert len(desks) > KILLS / 4


@POSIX
def test_a_store_that_was_killed_at_its_birth_opens(storm):
    lines = storm.run("born", 20, 20261125)
    assert lines == [f"ok {kill}" for kill in range(20)]
