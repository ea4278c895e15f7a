"""kill -9 of a real process right after it confirmed an act: it is there, the timer stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onsite.journal.audit import audit
from onsite.stage import history, reading
from onsite.stage.engine.acts import ActId, Added
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.stage.keeping import DAY, EARLY, Keeper

ROOT = Path(__file__).parents[2]
KILLS = 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_what_was_confirmed_is_there_after_kill_9(tmp_path):
    began = _prepared(tmp_path)
    told: list[ActId] = []
    for kill in range(KILLS):
        told += _killed_after(tmp_path, 5 + 2 * kill)

    site = open_site(tmp_path, operator="Thandi", clock=ManualClock(EARLY))
    keeper = Keeper(site, site.clock)
    keeper.at(30)
    edits = site.read_now(reading.edits, "main", DAY)
    kept = {line.id: line.came for line in history.history(keeper.kept, edits, keeper.now_ms)}
    try:
        assert len(told) == sum(5 + 2 * kill for kill in range(KILLS))
        assert {kept[act] for act in told} == {"took"}
        assert site.read_now(audit).good
        run = keeper.kept.show(keeper.now_ms).run("opening")
        assert (run.started_ms, run.ended_ms) == (began, None)
        given = {act.id: act.by_ms for act in keeper.kept.acts if isinstance(act, Added)}
        assert run.added_ms == sum(given.values()) > 0
        assert len({*told} & given.keys()) >= len(told) // 2
    finally:
        site.close()


def _prepared(data: Path) -> int:
    """A rundown whose opening runs; answers since when."""
    site = open_site(data, operator="Thandi", clock=ManualClock(EARLY))
    keeper = Keeper(site, site.clock)
    keeper.program()
    keeper.at(0)
    keeper.do("go")
    site.close()
    return keeper.nine_ms


def _killed_after(data: Path, lines: int) -> list[ActId]:
    """What a process confirmed before it was killed, right after so many acts."""
    asked = [sys.executable, "-m", "tests.stage.timekeeper_program", str(data)]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        said = [process.stdout.readline().split() for _line in range(lines)]
        process.send_signal(signal.SIGKILL)
    assert {line[0] for line in said} == {"took"}
    return [ActId(station, int(number)) for _took, station, number in said]
