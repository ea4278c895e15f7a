"""Watches behind the screens at which level of its capacity each zone stands.

Of several stations in touch that run incidents the first one records a crossing and tells of it,
and another one only where the first has not.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from onsite.behind import Rounds, woken_or_after
from onsite.clock import from_ms
from onsite.plan.service import current
from onsite.sync.clock import moments
from onsite.sync.membership import members
from onsite.sync.permission import may
from onsite.sync.turn import Turn
from onsite.zones.levels import service
from onsite.zones.levels.facts import LevelPassed
from onsite.zones.preparing import prepare
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from onsite.behind import Wait
    from onsite.plan.model import Plan
    from onsite.sync.rules import Member
    from onsite.sync.turn import LinkNews
    from onsite.wiring import Site
    from onsite.zones.views import Survey, ZoneView

IDLE_S = 5.0
"""It is looked so often: people sign off, and the clock checks people out."""
SOON_S = 1.0
"""And so often at most, whatever is counted: a look reads every zone."""


class _Looked(NamedTuple):
    plan: Plan
    survey: Survey
    members: Mapping[str, Member]


class LevelsAgent(Rounds):
    """The levels at one station.

    Args:
        site: the open store.
        link: how this station's link stands, and the last news.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        risen: called with each zone that has come to a higher level, whoever has recorded it.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        link: Callable[[], LinkNews],
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        *,
        risen: Callable[[ZoneView], None] = lambda _view: None,
        wait: Wait = woken_or_after,
    ) -> None:
        super().__init__(site, told, mistaken, wait, IDLE_S)
        self._risen = risen
        self._woken = asyncio.Event()
        self._turn = Turn(site.journal.station, link)
        self._was: dict[str, int | None] = {}
        """By zone, its capacity at the last look."""
        self._levels: dict[str, int] = {}
        """By zone, its level at the last look; empty before the first one."""

    def wake(self) -> None:
        """Look again: something was written. To be called in the thread of the event loop."""
        self._woken.set()

    async def run(self) -> None:
        """Watch until it is cancelled."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._site.written.append(wake)
        try:
            while True:
                self._woken.clear()
                began = loop.time()
                pause = await self.round()
                await self._wait(self._woken, pause)
                if self._woken.is_set():
                    await asyncio.sleep(max(0.0, SOON_S - (loop.time() - began)))
        finally:
            self._site.written.remove(wake)

    async def _round(self) -> float:
        site, moment = self._site, moments.now(self._site.clock)
        if not await site.read(may, site.journal.station, LevelPassed):
            return IDLE_S
        await prepare(site)
        looked = await site.read(_look, moment.at_ms)
        if looked is None:
            self._turn.over({}, moment)
            return IDLE_S
        self._tell_risen(looked)
        if not service.crossings(looked.survey, looked.plan, self._was):
            self._turn.over(looked.members, moment)
            self._was = _capacities(looked.survey)
            return IDLE_S
        if self._turn.come(looked.members, moment):
            if await site.write(service.record, looked.plan, moment, self._was):
                self._told()
            self._was = _capacities(looked.survey)
        return SOON_S

    def _tell_risen(self, looked: _Looked) -> None:
        """Tell of zones that stand higher than at the last look; at the first one, of none."""
        before, self._levels = self._levels, {}
        for each in looked.survey.zones:
            stood = before.get(each.id, 0)
            self._levels[each.id] = level = service.stands_at(each, looked.plan, stood)
            if before and level > stood:
                self._risen(each)


def _look(rows: Connection, now_ms: int) -> _Looked | None:
    plan = current(rows)
    if plan is None or not plan.zones:
        return None
    return _Looked(plan, survey(rows, plan, from_ms(now_ms)), members(rows))


def _capacities(seen: Survey) -> dict[str, int | None]:
    return {each.id: each.capacity.people for each in seen.zones}
