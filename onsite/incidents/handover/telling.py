"""Tells who is to take over that a handover is offered to them, over their page channels.

The board and whoever offers it tell them, too; so a page that is too late is not sent any more.
Of several consoles in touch the first one tells, and another one only where the first has not.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from onsite.behind import Rounds, woken_or_after
from onsite.incidents import wording
from onsite.incidents.contacts.resolving import channels
from onsite.incidents.handover import service
from onsite.incidents.handover.facts import HandoverTold
from onsite.incidents.outcomes import By
from onsite.incidents.paging.alone import Alone
from onsite.incidents.paging.message import Message
from onsite.incidents.paging.outbox import RETRIES_MS
from onsite.incidents.people import name_of, people
from onsite.language import _
from onsite.plan.service import current
from onsite.sync.clock import moments
from onsite.sync.membership import members
from onsite.sync.permission import may
from onsite.sync.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from onsite.behind import Wait
    from onsite.incidents.handover.reading import Handover
    from onsite.incidents.paging.sending import Tell
    from onsite.plan.model import Plan
    from onsite.sync.rules import Member
    from onsite.sync.turn import LinkNews
    from onsite.wiring import Site

LOCK_FILE = "handover.lock"
IDLE_S = 5.0
_SOON_S = 1.0
_EXPIRES_MS = 3_600_000
"""So long after the offer nobody is paged of it any more."""


class _Owed(NamedTuple):
    handover: Handover
    channel: str


class _Looked(NamedTuple):
    plan: Plan
    owed: tuple[_Owed, ...]
    names: Mapping[str, tuple[str, ...]]
    members: Mapping[str, Member]


class HandoverAgent(Rounds):
    """The offers at one station.

    Args:
        site: the open store.
        tell: hands one message over; see `paging.reach.Reach.tell`.
        link: how this station's link stands, and its last news.
        told: called when something was recorded.
        mistaken: called with a mistake of the program.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        tell: Tell,
        link: Callable[[], LinkNews],
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        *,
        wait: Wait = woken_or_after,
    ) -> None:
        super().__init__(site, told, mistaken, wait, IDLE_S)
        self._tell = tell
        self._alone = Alone(site.data, LOCK_FILE)
        self._turn = Turn(site.journal.station, link)

    def stop(self) -> None:
        """Let another console of this computer tell."""
        self._alone.give_up()

    async def _round(self) -> float:
        site, moment = self._site, moments.now(self._site.clock)
        if not await site.read(may, site.journal.station, HandoverTold):
            return IDLE_S
        looked = await site.read(_look, moment.at_ms)
        if looked is None or not looked.owed or not self._alone.won():
            self._turn.over(looked.members if looked is not None else {}, moment)
            return IDLE_S
        if self._turn.come(looked.members, moment):
            await asyncio.gather(*(self._send(looked, each) for each in looked.owed))
            self._told()
        return _SOON_S

    async def _send(self, looked: _Looked, owed: _Owed) -> None:
        """Hand it over, then record it: a kill in between tells once more rather than never."""
        found, plan = owed.handover, looked.plan
        said = message(plan, found, looked.names)
        page = f"{found.id}/{owed.channel}"
        why = await self._tell(plan, found.incoming, owed.channel, said, page)
        by = By("", moments.now(self._site.clock))
        await self._site.write(service.told, plan, by, found.id, owed.channel, why)


def message(plan: Plan, found: Handover, names: Mapping[str, tuple[str, ...]]) -> Message:
    """What who is to take over is told."""
    roles = _(", ").join(wording.role_name(plan, role) for role in found.roles)
    said = _(
        "{name} hands over to you: {roles}. Take it with g on the board; until then both of you "
        "are told of incidents."
    )
    outgoing = name_of(plan, found.outgoing, names)
    title = _("Handover offered to you")
    return Message(f"{title} · {plan.event.name}", said.format(name=outgoing, roles=roles))


def _look(rows: Connection, now_ms: int) -> _Looked | None:
    plan = current(rows)
    if plan is None:
        return None
    owed = tuple(
        _Owed(each, channel)
        for each in service.waiting(rows)
        if now_ms - each.offered_ms < _EXPIRES_MS
        for channel in channels(plan, each.incoming)
        if _is_due(each, channel, now_ms)
    )
    if not owed:
        return _Looked(plan, (), {}, {})
    return _Looked(plan, owed, people(rows, plan), members(rows))


def _is_due(found: Handover, channel: str, now_ms: int) -> bool:
    """Whether it was not told over a channel, and is to be tried now."""
    last = found.told.get(channel)
    if last is None:
        return True
    if not last["why"] or last["tries"] > len(RETRIES_MS):
        return False
    waited = now_ms - last["at_ms"]
    return not 0 <= waited < RETRIES_MS[last["tries"] - 1]
