"""A station whose printer is a queue of a real CUPS."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from onsite.badges import service
from onsite.badges.printing.agent import Agent
from onsite.badges.printing.output import drawing
from onsite.clock import SystemClock
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from tests.badges.printing.conftest import PLAN
from tests.checkin.conftest import Roll

if TYPE_CHECKING:
    from pathlib import Path

    from tests.badges.printers.cups import PrintShop

LIMIT_S = 30


class OnCups:
    """Asks for badges and waits for them, as a desk and its printer do."""

    def __init__(self, folder: Path, shop: PrintShop) -> None:
        self.site = open_site(folder / "data", operator="Maria", clock=SystemClock())
        address = shop.server.address("badges")
        plan = PLAN.replace("folder:left", address).replace('["left", "right"]', '["left"]')
        self.site.write_now(publish, plan, "Maria")
        self.plan = self.site.read_now(current)
        self._roll = Roll(self.site)

    async def asked(self, name: str) -> str:
        attendee = self._roll.add(name, f"CODE-{name}", company="Engines")
        asked = service.Asked(attendee)
        return await self.site.write(service.ask, self.plan, asked, "Maria")

    async def until(self, which: str, *states: str, pause: float = 0.01):
        async with asyncio.timeout(LIMIT_S):
            while (job := await self.site.read(service.job, which)).state.value not in states:  # noqa: ASYNC110 - another task changes it
                await asyncio.sleep(pause)
        return job

    @asynccontextmanager
    async def working(self):
        agent = Agent(self.site, drawing(self.site))
        running = asyncio.create_task(agent.run())
        try:
            yield agent
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
