"""A kill while somebody is being told."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

from onsite.incidents import reading
from onsite.incidents.paging.agent import PagingAgent
from onsite.plan.service import current
from onsite.wiring import open_site

ROOT = Path(__file__).parents[3]


def test_whom_a_kill_interrupts_is_told_once_more_as_a_possible_repeat(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        server.settimeout(30)
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.incidents.paging.agent_program", tmp_path, port],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            connection, _address = server.accept()
            connection.recv(1)
        finally:
            program.kill()
            program.wait()
        connection.close()
    told = []

    async def tell(_plan, person, channel, message, _page) -> str:
        told.append((person, channel, message.text.startswith("Possible repeat.")))
        return ""

    site = open_site(tmp_path, operator="Maria")
    try:
        agent = PagingAgent(site, tell)
        for _round in range(2):
            asyncio.run(agent.round())
        plan = site.read_now(current)
        (incident,) = site.read_now(reading.open_ones, plan)
        kinds = [each.kind for each in site.read_now(reading.entries, plan, incident.id)]
    finally:
        site.close()
    assert told == [("lin", "way", True)]
    assert [kind.rpartition(".")[2] for kind in kinds] == [
        *("reported", "policy", "fired", "page_begun", "page_begun", "page_handed"),
    ]
