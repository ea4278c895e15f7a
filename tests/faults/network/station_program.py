"""A desk and its link as two processes that are killed again and again.

Run as `python -m tests.faults.network.station_program DATA KILLS SEED`. Every line `ok KEY` is a
scan that returned; `calm` means that from now on nothing is killed. The link then works on until
standard input ends. A fork starts in no time what was imported once.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from onsite.journal import features
from onsite.sync.link import agent, attendant, link
from onsite.wiring import open_site
from tests.faults.streaming import one

_PAUSE_S = 0.004
_AT_WORK = 0.8
"""So many of the kills come only after the desk has scanned, however busy the machine is."""


def main(data: Path, kills: int, seed: int) -> None:
    """Kill one, the other, or both, so many times at random moments."""
    features.load()
    chance = random.Random(seed)
    working: dict[str, int] = {}
    for kill in range(kills):
        if "link" not in working:
            working["link"] = forked(lambda: agent.main(["--data", str(data)]))
        if "desk" not in working:
            at_work, told = os.pipe()
            working["desk"] = forked(lambda key=f"{seed}-{kill}", told=told: desk(data, key, told))
            if chance.random() < _AT_WORK:
                os.read(at_work, 1)
        time.sleep(chance.uniform(0.1, 0.6))
        for name in chance.choice((["link"], ["desk"], ["link", "desk"])):
            ended(working.pop(name))
    for process in working.values():
        ended(process)
    os.write(1, b"calm\n")
    agent.main(["--data", str(data)])


def desk(data: Path, name: str, told: int) -> None:
    """Scan without end; tells the first time."""
    site = open_site(data)
    for number in count():
        one(site, f"{name}-{number}", number)
        if not number:
            os.write(told, b".")
        time.sleep(_PAUSE_S)


def forked(work) -> int:
    """Start a process that does this; answers its id."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def ended(process: int) -> None:
    """Kill a process, which must have been at work."""
    os.kill(process, signal.SIGKILL)
    _pid, status = os.waitpid(process, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


PARTS = (attendant, link)
"""Imported here, that no fork has to."""

if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
