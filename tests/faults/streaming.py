"""A desk that scans without end, as a process of its own, told what to do by its arguments.

Run as `python -m tests.faults.streaming ACT DATA …`; every line `ok KEY` is a scan that returned.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from onsite.checkin.service import Attempt, scan
from onsite.errors import StoreFullError
from onsite.journal import features
from onsite.journal.journal import only_chain
from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.store.migrations import prepare
from onsite.wiring import Site, open_site

PEOPLE = 50
PLAN = """
[event]
name = "Storm"
zone = "UTC"
days = {days}
day_ends = "00:00"

[categories.regular]
name = "Regular"

[checkpoints.door]
name = "Main door"
"""


def fill(data: Path) -> None:
    """A store with a plan for today and people to scan."""
    site = open_site(data)
    furnish(site)
    site.close()


def furnish(site: Site, people: int = PEOPLE) -> None:
    """Record a plan for today and people to scan."""
    today = site.clock.now().date().isoformat()
    site.write_now(publish, PLAN.format(days=f"[{today}]"), "Maria")
    facts = [
        AttendeeListed(
            attendee=f"a{number}",
            source="test",
            source_key=str(number),
            record=Record(name=f"Guest {number}", category="Regular", codes=(f"C{number}",)),
        )
        for number in range(people)
    ]
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))


def one(site: Site, key: str, number: int) -> None:
    """One scan; once it has returned, its line is written at once."""
    plan = site.read_now(current)
    attempt = Attempt(key, "door", "Maria", code=f"C{number % PEOPLE}")
    site.write_now(scan, plan, attempt)
    os.write(1, f"ok {key}\n".encode())


def stream(data: Path, name: str, many: int) -> None:
    """So many scans, as fast as they go."""
    site = open_site(data)
    for number in range(many):
        one(site, f"{name}-{number}", number)
    site.close()


def killed(data: Path, kills: int, seed: int) -> None:
    """Start a desk and kill it, again and again; a fork starts in no time what is imported.

    Every second one is killed once it scans, so that a slow machine does not only kill openings.
    """
    chance = random.Random(seed)
    features.load()
    for kill in range(kills):
        scanning, at_work = os.pipe()
        child = os.fork()
        if child == 0:
            site = open_site(data)
            one(site, f"{kill}-0", 0)
            os.write(at_work, b".")
            for number in count(1):
                one(site, f"{kill}-{number}", number)
        if kill % 2:
            os.read(scanning, 1)
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        os.close(scanning)
        os.close(at_work)


def born(data: Path, kills: int, seed: int) -> None:
    """Kill a desk while it makes its store, again and again; then open that store."""
    chance = random.Random(seed)
    prepare(data / "warm" / "onsite.db")
    for kill in range(kills):
        child = os.fork()
        if child == 0:
            open_site(data / str(kill))
            time.sleep(60)
        time.sleep(chance.uniform(0.0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        site = open_site(data / str(kill))
        assert site.read_now(only_chain) == site.journal.station
        site.close()
        os.write(1, f"ok {kill}\n".encode())


def limited(data: Path) -> None:
    """Scan until files may not grow any more, then with room again; tells what was said."""
    import resource

    site = open_site(data)
    one(site, "first", 0)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = max(path.stat().st_size for path in data.iterdir()) + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    filled(site, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)))


def full(data: Path, ballast: Path) -> None:
    """Scan until the disk is full, then with the ballast gone; tells what was said."""
    filled(open_site(data), ballast.unlink)


def filled(site: Site, make_room) -> None:
    """Scan until there is no room; three times more; then make room, and scan again."""
    said = []
    for number in count():
        try:
            one(site, f"full-{number}", number)
        except StoreFullError as error:
            said.append(str(error))
            if len(said) == 3:
                break
    make_room()
    for number in range(20):
        one(site, f"after-{number}", number)
    site.close()
    os.write(1, f"said {json.dumps(said)}\n".encode())


ACTS = {"killed": killed, "born": born, "limited": limited, "full": full, "stream": stream}

if __name__ == "__main__":
    act, folder, *rest = sys.argv[1:]
    arguments = [int(each) if each.isdigit() else each for each in rest]
    if act == "full":
        arguments = [Path(rest[0])]
    ACTS[act](Path(folder), *arguments)
