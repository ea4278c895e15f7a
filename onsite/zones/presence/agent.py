"""Watches behind the screens whether people in the zones and people inside by the gates agree.

Of several stations in touch that run incidents the first one records a difference, and another
one only where the first has not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onsite.behind import Rounds, woken_or_after
from onsite.clock import from_ms
from onsite.plan.service import current
from onsite.sync.clock import moments
from onsite.sync.membership import members
from onsite.sync.permission import may
from onsite.sync.turn import Turn
from onsite.zones.preparing import prepare
from onsite.zones.presence import reading, service
from onsite.zones.presence.facts import GatesCompared
from onsite.zones.presence.rules import changed
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from onsite.behind import Wait
    from onsite.plan.model import Plan
    from onsite.sync.rules import Member
    from onsite.sync.turn import LinkNews
    from onsite.wiring import Site
    from onsite.zones.presence.views import Balance, BalanceRecorded

LOOKS_S = 5.0
"""It is looked so often: more seldom, a station would count as one that was asleep."""
LASTS_MS = 60_000
"""A difference is recorded once it has lasted so long: people are on their way from the gates to
the zones, and are in neither count meanwhile."""


class _Looked(NamedTuple):
    plan: Plan
    alarm: bool | None
    recorded: BalanceRecorded | None
    members: Mapping[str, Member]
    balance: Balance | None


class GatesAgent(Rounds):
    """Zones and gates at one station.

    Args:
        site: the open store.
        link: how this station's link stands, and the last news.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        changed: called with each alarm and its end, whoever has recorded it.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        link: Callable[[], LinkNews],
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        *,
        changed: Callable[[BalanceRecorded], None] = lambda _recorded: None,
        wait: Wait = woken_or_after,
    ) -> None:
        super().__init__(site, told, mistaken, wait, LOOKS_S)
        self._changed = changed
        self._turn = Turn(site.journal.station, link)
        self._since_ms: int | None = None
        """Since when there is something to record."""
        self._known: int | None = None
        """How many were recorded at the last look; None before the first one."""

    async def _round(self) -> float:
        site, moment = self._site, moments.now(self._site.clock)
        if not await site.read(may, site.journal.station, GatesCompared):
            return LOOKS_S
        await prepare(site)
        looked = await site.read(_look, moment.at_ms)
        if looked is None:
            return LOOKS_S
        if self._known is None:
            self._tell_of_old(looked)
        self._tell(looked.recorded)
        if looked.alarm is None:
            self._since_ms = None
        elif self._since_ms is None:
            self._since_ms = moment.steady_ms
        if self._since_ms is None or moment.steady_ms - self._since_ms < LASTS_MS:
            self._turn.over(looked.members, moment)
        elif self._turn.come(looked.members, moment):
            done = await site.write(service.record, looked.plan, moment)
            if done is not None:
                self._told()
                self._tell(done)
        return LOOKS_S

    def _tell_of_old(self, looked: _Looked) -> None:
        """At the first look, tell of an alarm that still holds, with the figures of now."""
        recorded, balance = looked.recorded, looked.balance
        self._known = recorded.turn if recorded is not None else 0
        if recorded is None or not recorded.alarm or balance is None or not balance.alarms:
            return
        now = replace(recorded, in_zones=balance.in_zones, by_gates=balance.by_gates)
        self._changed(replace(now, tolerance=balance.tolerance, incomplete=balance.incomplete))

    def _tell(self, recorded: BalanceRecorded | None) -> None:
        """Tell of what was recorded since the last look."""
        turn = recorded.turn if recorded is not None else 0
        before, self._known = self._known, turn
        if recorded is not None and turn != before:
            self._changed(recorded)


def _look(rows: Connection, now_ms: int) -> _Looked | None:
    plan = current(rows)
    if plan is None or not plan.zones:
        return None
    balance, recorded = survey(rows, plan, from_ms(now_ms)).balance, reading.recorded(rows)
    alarm = changed(balance, recorded) if balance is not None else None
    return _Looked(plan, alarm, recorded, members(rows), balance)
