"""What an app does for a stage behind its screens: it fires the cues that are this station's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from onsite.at_leisure import site_at_leisure
from onsite.badges_app import BadgesApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.stage.cues.agent import CueAgent
    from onsite.ui.base import BaseScreen
    from onsite.wiring import Site


class CuesApp(BadgesApp):
    """An app around a site that fires cues when they are due, whatever it shows."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._cues: CueAgent | None = None

    def begin(self) -> None:
        """Open the store, and what goes on behind the screens from then on."""
        super().begin()
        self.run_worker(self._fire_cues(), group="cues", exclusive=True)

    def store_written(self, by: BaseScreen | None = None) -> None:
        """Tell the other work areas, the status bar and the cues that the store has changed."""
        super().store_written(by)
        if self._cues is not None:
            self._cues.wake()

    async def _fire_cues(self) -> None:
        """Fire what is due as long as the app runs; no screen and no timer waits for it."""
        site = await site_at_leisure(self)
        made = (site, self.bell, self._cue_told, self.report_error)
        self._cues = await asyncio.to_thread(_agent_of, *made)
        await self._cues.run()

    def _cue_told(self) -> None:
        super().store_written()


def _agent_of(
    site: Site,
    ring: Callable[[], None],
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
) -> CueAgent:
    from onsite.stage.cues.agent import CueAgent
    from onsite.stage.cues.reaching import Reach

    return CueAgent(Reach(site, ring), told=told, mistaken=mistaken)
