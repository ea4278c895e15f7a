"""A job carried out from the shell: by this program, or by the app where that is running."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.badges.jobs.refusals import found
from onsite.badges.printing.agent import Agent
from onsite.badges.printing.output import drawing
from onsite.badges.rules import UNDER_WAY, WAITING, may_retry

if TYPE_CHECKING:
    from onsite.badges.rules import Job
    from onsite.wiring import Site

_LOOK_S = 0.1


async def settled(site: Site, which: str, seconds: float) -> Job:
    """The job once it is printed or has failed, or as it stands after so many seconds."""
    working = asyncio.create_task(Agent(site, drawing(site)).run())
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    try:
        while True:
            job = await site.read(found, which)
            goes_on = job.state in WAITING | UNDER_WAY or may_retry(job)
            if not goes_on or working.done() or loop.time() >= until:
                return job
            await asyncio.sleep(_LOOK_S)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
