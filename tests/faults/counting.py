"""Somebody who counts without end, as a process of its own, told what to do by its arguments.

Run as `python -m tests.faults.counting ACT DATA …`; every line `ok KEY` is an act that returned.
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

from onsite.clock import to_ms
from onsite.errors import StoreFullError
from onsite.journal import features
from onsite.plan.service import current, publish
from onsite.wiring import Site, open_site
from onsite.zones.acting import By
from onsite.zones.counting import service

PLAN = """
[event]
name = "Storm"
zone = "UTC"
days = {days}

[checkpoints.door]
name = "Main door"

[zones.h1]
name = "Hall 1"

[zones.h2]
name = "Hall 2"
"""


def fill(data: Path) -> None:
    """A store with a plan for today."""
    site = open_site(data)
    today = site.clock.now().date().isoformat()
    site.write_now(publish, PLAN.format(days=f"[{today}]"), "Maria")
    site.close()


def said(key: str) -> None:
    os.write(1, f"ok {key}\n".encode())


def tap(site: Site, key: str) -> None:
    """Three people come into the first hall; once that has returned, its line is written."""
    plan, now_ms = site.read_now(current), to_ms(site.clock.now())
    site.write_now(service.count, plan, By("Maria", now_ms, key), "c", "h1", [(now_ms, 1)] * 3)
    said(key)


def move(site: Site, key: str) -> None:
    """Two of them go to the second hall."""
    plan, now_ms = site.read_now(current), to_ms(site.clock.now())
    site.write_now(service.move, plan, By("Maria", now_ms, key), "c", "h1", "h2", 2)
    said(key)


def one(site: Site, key: str, number: int) -> None:
    (move if number % 2 else tap)(site, key)


def killed(data: Path, kills: int, seed: int) -> None:
    """Start a counter and kill it, again and again; a fork starts in no time what is imported."""
    chance = random.Random(seed)
    features.load()
    for kill in range(kills):
        counting, at_work = os.pipe()
        child = os.fork()
        if child == 0:
            site = open_site(data)
            one(site, f"{kill}-0", 0)
            os.write(at_work, b".")
            for number in count(1):
                one(site, f"{kill}-{number}", number)
        os.read(counting, 1)
        # Right after a tap that was confirmed, or a little later.
        time.sleep(chance.choice([0.0, chance.uniform(0.0, 0.05)]))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        os.close(counting)
        os.close(at_work)


def between(data: Path) -> None:
    """Kill a transfer before its first statement, another before its second, and so on.

    Tells of each what the store has of it afterwards; ends with one that is not killed.
    """
    features.load()
    for place in count(1):
        child = os.fork()
        if child == 0:
            site = open_site(data)
            site.store.write_now(lambda rows, at=place: _kill_at(rows, at))
            move(site, f"t{place}")
            site.close()
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        site = open_site(data)
        held = site.read_now(_held)
        site.close()
        os.write(1, f"after {json.dumps([os.WIFSIGNALED(status), held])}\n".encode())
        if not os.WIFSIGNALED(status):
            return


def _held(rows) -> list[tuple]:
    query = "SELECT zone, sum(came) - sum(left) FROM zone_flow GROUP BY zone ORDER BY zone"
    return [tuple(row) for row in rows.exec_driver_sql(query)]


def _kill_at(rows, place: int) -> None:
    """From the next transaction on, die before the statement of that number."""
    heard: list[str] = []

    def listen(statement: str) -> None:
        # The end of the transaction in which this is called is heard as well.
        if heard or statement != "COMMIT":
            heard.append(statement)
        if len(heard) == place:
            os.kill(os.getpid(), signal.SIGKILL)

    rows.connection.dbapi_connection.set_trace_callback(listen)


def limited(data: Path) -> None:
    """Count until files may not grow any more; the same presses again once there is room."""
    import resource

    site = open_site(data)
    one(site, "first-0", 0)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = max(path.stat().st_size for path in data.iterdir()) + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    failed = []
    for number in count():
        try:
            one(site, f"full-{number}", number)
        except StoreFullError as error:
            failed.append((number, str(error)))
            if len(failed) == 3:
                break
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    for number, _sentence in failed * 2:
        one(site, f"full-{number}", number)
    for number in range(20):
        one(site, f"after-{number}", number)
    site.close()
    os.write(1, f"said {json.dumps([sentence for _number, sentence in failed])}\n".encode())


ACTS = {"killed": killed, "between": between, "limited": limited}

if __name__ == "__main__":
    act, folder, *rest = sys.argv[1:]
    ACTS[act](Path(folder), *map(int, rest))
