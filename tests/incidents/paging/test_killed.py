"""A kill while somebody is being told, and one in the middle of a chain."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from onsite.clock import SystemClock
from onsite.incidents import reading
from onsite.incidents.paging.agent import PagingAgent
from onsite.plan.service import current
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.paging.servers import web

ROOT = Path(__file__).parents[3]


def told_by(tmp_path, clock=None) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Whom the next process tells, over what, how it begins; and all that is on record then."""
    told = []

    async def tell(_plan, person, channel, message, _page) -> str:
        told.append((person, channel, message.text.split()[0]))
        return ""

    site = open_site(tmp_path, operator="Maria", clock=clock)
    try:
        agent = PagingAgent(site, tell)
        for _round in range(2):
            asyncio.run(agent.round())
        plan = site.read_now(current)
        (incident,) = site.read_now(reading.open_ones, plan)
        found = site.read_now(reading.entries, plan, incident.id)
    finally:
        site.close()
    return told, [each.kind.rpartition(".")[2] for each in found]


@contextmanager
def station(tmp_path, port: int):
    """A process that reports an incident and tells people; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.incidents.paging.agent_program", tmp_path, str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def test_whom_a_kill_interrupts_is_told_once_more_as_a_possible_repeat(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        with station(tmp_path, server.getsockname()[1]):
            connection, _address = server.accept()
            connection.recv(1)
        connection.close()
    told, kinds = told_by(tmp_path)
    assert told == [("lin", "way", "Possible")]
    assert kinds == [
        *("reported", "policy", "fired", "page_begun", "page_begun", "page_handed"),
    ]


def test_killed_in_the_middle_of_a_chain_it_tells_once_what_is_overdue_by_then(tmp_path):
    handed = "SELECT count(*) FROM incident_entry WHERE kind = 'incident.page_handed'"
    with web() as server, station(tmp_path, server.server_address[1]):
        began = time.monotonic()
        while not server.taken or not asked(tmp_path, handed):
            assert time.monotonic() - began < 30
            time.sleep(0.05)
    # The second step, the third one, which has nobody, and the first one of the second pass.
    told, kinds = told_by(tmp_path, ManualClock(SystemClock().now() + timedelta(minutes=10)))
    assert told == [("lin", "way", "Late:")]
    assert kinds[4:] == ["page_handed", *["fired"] * 3, "page_begun", "page_handed"]


def asked(data: Path, query: str) -> int:
    with closing(sqlite3.connect(data / "onsite.db")) as store:
        return store.execute(query).fetchone()[0]
