"""What an app does for incidents behind its screens: it carries out what is due, and tells people.

It reports what nobody has looked at in time, too. It does so at stations with the duty to run
incidents; at others it only looks.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from onsite.at_leisure import site_at_leisure
from onsite.cues_app import CuesApp
from onsite.language import _, ngettext
from onsite.ui.told import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onsite.incidents.equipment.agent import EquipmentAgent
    from onsite.incidents.handover.telling import HandoverAgent
    from onsite.incidents.paging.agent import PagingAgent
    from onsite.incidents.paging.alarm import Sounding
    from onsite.sync.link.state import LinkState, Phase
    from onsite.ui.base import BaseScreen
    from onsite.wiring import Site

_MOST = 5
"""So many numbers stand in the line above every screen."""


class IncidentsApp(CuesApp):
    """An app around a site that escalates incidents, whatever it shows."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._paging: PagingAgent | None = None

    def begin(self) -> None:
        """Open the store, and what goes on behind the screens from then on."""
        super().begin()
        self.run_worker(self._escalate(), group="paging", exclusive=True)
        for group, made_by in (
            ("equipment", _equipment_agent_of),
            ("handovers", _handover_agent_of),
        ):
            self.run_worker(self._run_at_leisure(made_by), group=group, exclusive=True)

    def store_written(self, by: BaseScreen | None = None) -> None:
        """Tell the other work areas, the status bar, the cues and the incidents of a change."""
        super().store_written(by)
        if self._paging is not None:
            self._paging.wake()

    def send_again(self, incident: str, person: str, channel: str) -> None:
        """Try at once what could not be sent, instead of when its time comes."""
        if self._paging is not None:
            self._paging.hurry(incident, person, channel)

    def validate_notice(self, notice: Notice) -> Notice:
        """Above every screen: what nobody has, though everybody was told, stays until it ends."""
        return Notice(f"{urgent} {notice.text}".strip()) if (urgent := self.urgent) else notice

    @property
    def urgent(self) -> str:
        """What stands on a locked screen, too: numbers alone; empty for nothing."""
        said = []
        if self._paging is not None and (alarms := self._paging.alarms):
            real = ngettext(
                "Nobody has {numbers}: Shift+F4 shows it.",
                "Nobody has {numbers}: Shift+F4 shows them.",
                len(alarms),
            )
            said.append(real.format(numbers=_numbers(alarms)))
        if self._paging is not None and (drills := self._paging.exercises):
            drill = _("EXERCISE: nobody has {numbers}.")
            said.append(drill.format(numbers=_numbers(drills)))
        return " ".join(said)

    async def _escalate(self) -> None:
        """Carry out what is due as long as the app runs; no screen waits for it."""
        site = await self.site_ready()
        from onsite.incidents.paging.alarm import Sounding

        sounding = Sounding(self.bell, lambda: not self.sounds.is_off)
        made = (site, self._how_linked, sounding, self._paging_told, self.report_error)
        self._paging = await asyncio.to_thread(_agent_of, *made)
        await self._paging.run()

    async def _run_at_leisure(self, made_by: Callable[..., EquipmentAgent | HandoverAgent]) -> None:
        """Run an agent that can wait for the first screen, as long as the app runs."""
        site = await site_at_leisure(self)
        made = (site, self._how_linked, self._paging_told, self.report_error)
        agent = await asyncio.to_thread(made_by, *made)
        await agent.run()

    def _paging_told(self) -> None:
        super().store_written()

    def _how_linked(self) -> tuple[Phase | None, LinkState]:
        from onsite.sync.link.state import LinkState

        if self.link is None:
            return None, LinkState()
        return self.link.phase(), self.link.state


def _numbers(found: Sequence[str]) -> str:
    """The first of them, as they are said."""
    return _(", ").join(found[:_MOST]) + (" …" if len(found) > _MOST else "")


def _agent_of(
    site: Site,
    link: Callable[[], tuple[Phase | None, LinkState]],
    sounding: Sounding,
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
) -> PagingAgent:
    from onsite.incidents.paging.agent import Around, PagingAgent
    from onsite.incidents.paging.reach import Reach

    around = Around(link, sounding.sound, told, mistaken)
    return PagingAgent(site, Reach().tell, around)


def _equipment_agent_of(
    site: Site,
    link: Callable[[], tuple[Phase | None, LinkState]],
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
) -> EquipmentAgent:
    from onsite.incidents.equipment.agent import EquipmentAgent

    return EquipmentAgent(site, link, told, mistaken)


def _handover_agent_of(
    site: Site,
    link: Callable[[], tuple[Phase | None, LinkState]],
    told: Callable[[], None],
    mistaken: Callable[[BaseException], None],
) -> HandoverAgent:
    from onsite.incidents.handover.telling import HandoverAgent
    from onsite.incidents.paging.reach import Reach

    return HandoverAgent(site, Reach().tell, link, told, mistaken)
