"""Hands notices over beside whatever else goes on: each is begun on disk, handed over, and ended.

A kill in between leaves it begun: who comes back sends it once more, as a possible repeat.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.incidents.escalation.notices import Sent
from onsite.incidents.paging import outbox, recording
from onsite.incidents.paging.looking import Sending
from onsite.incidents.paging.message import message
from onsite.incidents.paging.recording import Begun
from onsite.sync.clock import moments

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.behind import Mistakes
    from onsite.incidents.escalation.notices import To
    from onsite.incidents.paging.looking import Looked
    from onsite.incidents.paging.message import Message
    from onsite.plan.model import Plan
    from onsite.wiring import Site

    Tell = Callable[[Plan, str, str, Message, str], Awaitable[str]]
    """Plan, person, channel, message and page; answers why it failed, as a code, or nothing."""

_MINUTE_MS = 60_000
_AFTER_TROUBLE_S = 2.0
_PAGE_BYTES = 8


class Sender:
    """The notices of one process that are on their way.

    Args:
        site: the open store.
        tell: hands one message over.
        mistakes: what went wrong in the program.
        told: called when something was recorded.
    """

    def __init__(
        self, site: Site, tell: Tell, mistakes: Mistakes, told: Callable[[], None]
    ) -> None:
        self._site = site
        self._tell = tell
        self._mistakes = mistakes
        self._told = told
        self._last: dict[To, Sent] = {}
        self._now: set[tuple[str, str, str]] = set()
        self._busy: Counter[outbox.Lane] = Counter()
        self._hurried: set[tuple[str, str, str]] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def sending(self) -> Sending:
        """What a look must know of it."""
        return Sending(frozenset(self._now), dict(self._last))

    def hurry(self, incident: str, person: str, channel: str) -> None:
        """Try at once what has failed."""
        self._hurried.add((incident, person, channel))

    async def begin(self, looked: Looked) -> int | None:
        """Begin to send what a look says; answers when something else is to be tried."""
        expires = {
            key: round(part.expires_min * _MINUTE_MS)
            for key, part in looked.plan.page_channels.items()
        }
        now_ms = to_ms(self._site.clock.now())
        drills = {key for key, incident in looked.incidents.items() if incident.drill}
        channels = outbox.Channels(expires, self._busy, self._hurried)
        found = outbox.ready(looked.look.notices, channels, drills, now_ms)
        if not found.now:
            return found.next_ms
        wanted = [
            Begun(each, tuple(secrets.token_hex(_PAGE_BYTES) for _line in each.lines))
            for each in found.now
        ]
        moment = moments.now(self._site.clock)
        begun = await self._site.write(recording.begin, moment, wanted, looked.entries)
        for each in begun:
            self._start(looked, each)
        if begun:
            self._told()
        return found.next_ms

    async def stop(self) -> None:
        """End what is under way; it stays begun."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _start(self, looked: Looked, begun: Begun) -> None:
        notice = begun.notice
        said = message(looked.plan, looked.incidents, notice, looked.plan.event.name)
        keys = {(line.incident, notice.person, notice.channel) for line in notice.lines}
        self._now |= keys
        self._hurried -= keys
        self._busy[outbox.lane(notice)] += 1
        task = asyncio.create_task(self._send(looked.plan, begun, said))
        self.tasks.add(task)

        def over(task: asyncio.Task[None]) -> None:
            self.tasks.discard(task)
            self._now -= keys
            self._busy[outbox.lane(notice)] -= 1

        task.add_done_callback(over)

    async def _send(self, plan: Plan, begun: Begun, said: Message) -> None:
        person, channel, _lines = begun.notice
        try:
            why = await self._tell(plan, person, channel, said, begun.pages[0])
        except Exception as error:  # noqa: BLE001 - a channel never stops what runs
            self._mistakes.note(error)
            why = f"mistake {type(error).__name__}"
        if not why:
            self._last[begun.notice.to] = Sent(to_ms(self._site.clock.now()), begun.notice.rank)
        await self._end(begun, why)

    async def _end(self, begun: Begun, why: str) -> None:
        """Record what came of it, however long the disk refuses: until then it is under way."""
        while True:
            try:
                moment = moments.now(self._site.clock)
                await self._site.write(recording.end, moment, begun, why)
            except Exception as error:  # noqa: BLE001 - as a full disk
                self._mistakes.note(error)
                await asyncio.sleep(_AFTER_TROUBLE_S)
            else:
                self._told()
                return
