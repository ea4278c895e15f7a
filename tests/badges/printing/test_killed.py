"""A real program, a real connection, and kill -9 in the middle of it."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from onsite.badges import service
from onsite.badges.printing.waiting import settled
from onsite.badges.rules import State
from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.badges.printers.sink import hs, listening
from tests.badges.printing.conftest import PLAN
from tests.checkin.conftest import Roll

if sys.platform == "win32":
    pytest.skip("Windows has no kill -9", allow_module_level=True)

COMMAND = (sys.executable, "-m", "onsite", "badges", "print", "ADA-1", "--json")


async def program(data):
    environment = {**os.environ, "ONSITE_DATA": str(data), "ONSITE_LANGUAGE": "en"}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*COMMAND, env=environment, stdout=pipe, stderr=pipe)


async def test_a_badge_whose_program_was_killed_is_not_sent_again(tmp_path):
    data = tmp_path / "data"
    # It answers before and is silent after: the program waits for it when it is killed.
    async with listening(hs(), hs(), b"") as sink:
        plan = PLAN.replace("folder:left", f"zpl://127.0.0.1:{sink.port}")
        site = open_site(data, operator="Maria")
        site.write_now(publish, plan, "Maria")
        ada = Roll(site).add("Ada Lovelace", "ADA-1")
        printing = await program(data)
        for _look in range(3000):
            if b"^XZ" in sink.received:
                break
            await asyncio.sleep(0.01)
        printing.kill()
        await printing.wait()
        assert site.read_now(service.job_of, ada).state is State.SENT

        left = site.read_now(service.job_of, ada)
        job = await settled(site, left.job, 20)
        site.close()

    assert sink.received.count(b"^XZ") == 1
    assert (job.state, job.printed, job.last.why) == (State.FAILED, "maybe", "restarted")
