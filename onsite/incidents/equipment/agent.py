"""Reports behind the screens what should have been looked at by now and was not.

Of several consoles in touch the first one does so, and another one only where the first has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.behind import Rounds, woken_or_after
from onsite.incidents.equipment import reading, service
from onsite.incidents.equipment.facts import RoundMissed
from onsite.incidents.equipment.rounds import next_due_ms
from onsite.incidents.outcomes import By
from onsite.plan.service import current
from onsite.sync.clock import moments
from onsite.sync.membership import members
from onsite.sync.permission import may
from onsite.sync.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from onsite.behind import Wait
    from onsite.plan.model import Plan
    from onsite.sync.rules import Member
    from onsite.sync.turn import LinkNews
    from onsite.wiring import Site

IDLE_S = 30.0
"""It is looked so often: a plan may be published, and clocks be set."""
_SOON_S = 1.0


class _Looked(NamedTuple):
    plan: Plan
    late: bool
    next_ms: int | None
    members: Mapping[str, Member]


class EquipmentAgent(Rounds):
    """The checklists at one station.

    Args:
        site: the open store.
        link: how this station's link stands, and its last news.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        link: Callable[[], LinkNews],
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        *,
        wait: Wait = woken_or_after,
    ) -> None:
        super().__init__(site, told, mistaken, wait, IDLE_S)
        self._turn = Turn(site.journal.station, link)

    async def _round(self) -> float:
        site = self._site
        moment = moments.now(site.clock)
        if not await site.read(may, site.journal.station, RoundMissed):
            return IDLE_S
        looked = await site.read(_look, moment.at_ms)
        if looked is None or not looked.late:
            self._turn.over(looked.members if looked is not None else {}, moment)
            return _until(looked.next_ms if looked is not None else None, moment.at_ms)
        if not self._turn.come(looked.members, moment):
            return _SOON_S
        if await site.write(service.report_late, looked.plan, By("", moment)):
            self._told()
        return _SOON_S


def _look(rows: Connection, now_ms: int) -> _Looked | None:
    plan = current(rows)
    if plan is None or not plan.checklists:
        return None
    late = bool(reading.late(rows, plan, now_ms))
    return _Looked(plan, late, next_due_ms(plan, now_ms), members(rows))


def _until(due_ms: int | None, now_ms: int) -> float:
    if due_ms is None:
        return IDLE_S
    # A thousandth later than it is due rather than one too early.
    return min(IDLE_S, max(0.001, (due_ms - now_ms + 1) / 1000))
