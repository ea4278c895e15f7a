"""What an app does for badges behind its screens: keys for other stations, printers in sight."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onsite.at_leisure import site_at_leisure
from onsite.errors import OnsiteError
from onsite.site_app import SiteApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.badges.printing.agent import Agent
    from onsite.wiring import Site


NOT_ASKED: Mapping[str, str] = {}
"""What is known of the printers until somebody carries out jobs."""


class BadgesApp(SiteApp):
    """An app around a site that gives keys of badges away, and says how its printer is."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.printers: Mapping[str, str] = NOT_ASKED
        """What each printer of this station has said last, as `ready`; by their ids in the plan."""
        self.printer_reasons: Mapping[str, tuple[str, ...]] = {}
        """Why each says so, in codes."""

    def begin(self) -> None:
        """Open the store, and what goes on behind the screens from then on."""
        super().begin()
        self.run_worker(self._give_keys(), group="badge keys", exclusive=True)
        self.run_worker(self._carry_out_jobs(), group="print jobs", exclusive=True)

    def note_printer(self, text: str, *, trouble: bool) -> None:
        """Say in the status bar how the desk's printer is, in the language in use."""
        self.status = replace(self.status, printer=text, printer_trouble=trouble)

    async def _give_keys(self) -> None:
        """Give whoever lacks them the keys of badges, as long as the app runs."""
        site = await site_at_leisure(self)
        from onsite.badges.codes.giving import EVERY_S, Giver

        giver = Giver(site)
        while True:
            await asyncio.sleep(EVERY_S)
            if self.standing is not None and self.standing.joined:
                with suppress(OnsiteError):  # a full store is told by the scan that meets it
                    await giver.look()

    async def _carry_out_jobs(self) -> None:
        """Print what this station has to print, as long as the app runs; no screen waits for it."""
        site = await site_at_leisure(self)
        agent = await asyncio.to_thread(_agent_of, site, self.store_written, self.report_error)
        self.printers, self.printer_reasons = agent.kinds, agent.reasons
        await agent.run()


def _agent_of(
    site: Site, told: Callable[[], None], mistaken: Callable[[BaseException], None]
) -> Agent:
    from onsite.badges.printing.agent import Agent
    from onsite.badges.printing.output import drawing

    return Agent(site, drawing(site), told=told, mistaken=mistaken)
