"""What an app does for zones behind its screens: it watches their levels, and warns."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from onsite.at_leisure import site_at_leisure
from onsite.incidents_app import IncidentsApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.notifications import SeverityLevel

    from onsite.sync.turn import LinkNews
    from onsite.ui.base import BaseScreen
    from onsite.wiring import Site
    from onsite.zones.camera.agent import CameraAgent
    from onsite.zones.levels.agent import LevelsAgent
    from onsite.zones.presence.agent import GatesAgent
    from onsite.zones.presence.views import BalanceRecorded
    from onsite.zones.views import ZoneView

_SHOWN_S = 30.0


class ZonesApp(IncidentsApp):
    """An app around a site that watches its zones, whatever it shows."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._levels: LevelsAgent | None = None

    def begin(self) -> None:
        """Open the store, and what goes on behind the screens from then on."""
        super().begin()
        self.run_worker(self._watch_levels(), group="levels", exclusive=True)
        self.run_worker(self._watch_gates(), group="gates", exclusive=True)
        self.run_worker(self._watch_cameras(), group="zone-cameras", exclusive=True)

    def store_written(self, by: BaseScreen | None = None) -> None:
        """Tell everybody who is told of a change, and whoever watches the zones."""
        super().store_written(by)
        if self._levels is not None:
            self._levels.wake()

    async def _watch_levels(self) -> None:
        """Warn as long as the app runs; no screen waits for it."""
        site = await site_at_leisure(self)
        made = (site, self._how_linked, self._level_told, self.report_error, self._warn)
        self._levels = await asyncio.to_thread(_agent_of, *made)
        await self._levels.run()

    async def _watch_gates(self) -> None:
        """Compare zones and gates as long as the app runs; no screen waits for it."""
        site = await site_at_leisure(self)
        made = (site, self._how_linked, self._level_told, self.report_error, self._gates_told)
        agent = await asyncio.to_thread(_gates_agent_of, *made)
        await agent.run()

    async def _watch_cameras(self) -> None:
        """Watch the cameras of the plan as long as the app runs; no screen waits for it."""
        site = await site_at_leisure(self)
        made = (site, self._level_told, self.report_error)
        agent = await asyncio.to_thread(_camera_agent_of, *made)
        await agent.run()

    def _gates_told(self, recorded: BalanceRecorded) -> None:
        """Zones and gates differ, or agree again: said once, above whatever else is shown."""
        from onsite.zones.presence.wording import alarm

        if self._shows_zones:
            return

        severity: SeverityLevel = "warning" if recorded.alarm else "information"
        self.notify(alarm(recorded), severity=severity, timeout=_SHOWN_S, markup=False)

    @property
    def _shows_zones(self) -> bool:
        """Whether the overview is in front: it says itself what calls, and a note would hide it."""
        return self.current_mode == "zones"

    def _level_told(self) -> None:
        super().store_written()

    def _warn(self, view: ZoneView) -> None:
        """A zone has come to a higher level: said once, above whatever else is shown."""
        from onsite.zones.levels.wording import risen

        worse: SeverityLevel = "error" if view.stop_entry else "warning"
        if not self._shows_zones:
            self.notify(risen(view), severity=worse, timeout=_SHOWN_S, markup=False)
        if not self.sounds.is_off:
            self.bell()


def _agent_of(
    site: Site,
    link: Callable[[], LinkNews],
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
    risen: Callable[[ZoneView], None],
) -> LevelsAgent:
    from onsite.zones.levels.agent import LevelsAgent

    return LevelsAgent(site, link, told, mistaken, risen=risen)


def _gates_agent_of(
    site: Site,
    link: Callable[[], LinkNews],
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
    changed: Callable[[BalanceRecorded], None],
) -> GatesAgent:
    from onsite.zones.presence.agent import GatesAgent

    return GatesAgent(site, link, told, mistaken, changed=changed)


def _camera_agent_of(
    site: Site, told: Callable[[], None], mistaken: Callable[[BaseException], None]
) -> CameraAgent:
    from onsite.zones.camera.agent import CameraAgent
    from onsite.zones.camera.watching import begun

    return CameraAgent(site, begun(site.clock), told, mistaken)
