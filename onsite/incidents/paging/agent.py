"""Carries out what is due at this station, and tells people; no screen waits for it.

It sleeps until something is due, and looks anew once something was written.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.behind import Mistakes, woken_or_after
from onsite.clock import to_ms
from onsite.incidents.paging import recording
from onsite.incidents.paging.alarm import Alarm
from onsite.incidents.paging.alone import Alone
from onsite.incidents.paging.facts import Escalated
from onsite.incidents.paging.looking import Looker
from onsite.incidents.paging.sending import Sender
from onsite.sync import touch
from onsite.sync.clock import moments
from onsite.sync.link.state import LinkState, Phase
from onsite.sync.permission import may

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.incidents.paging.alarm import Ring
    from onsite.incidents.paging.looking import Looked
    from onsite.incidents.paging.sending import Tell
    from onsite.wiring import Site

LONGEST_S = 1.0
"""It is looked again so often while something is open: consoles meet and part, clocks are set."""
IDLE_S = 5.0
"""And so often while nothing is: who looks less often seems to have slept, see `touch.GAP_MS`."""
BREATH_S = 0.05
"""The least pause between two looks: what is written in a rush is looked at once."""
_BREATHS = 10
"""And so many times as long as the look itself has taken: others need the store, too."""
_AFTER_TROUBLE_S = 2.0
_OTHER_PROGRAM_S = 2.0
_OTHERWISE_S = 0.3
"""So soon it is looked again where all had changed before it was carried out."""


def _no_link() -> tuple[Phase | None, LinkState]:
    return Phase.ALONE, LinkState()


async def _silent(_ring: Ring) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Around:
    """What the agent has to do with, besides the store and the channels."""

    link: Callable[[], tuple[Phase | None, LinkState]] = _no_link
    """How this station's link stands, and its last news."""
    sound: Callable[[Ring], Awaitable[None]] = _silent
    """Sounds something; never waits for its end."""
    told: Callable[[], None] = lambda: None
    """Called when something was recorded."""
    mistaken: Callable[[BaseException], None] = lambda _error: None
    """Called with a mistake of the program: the other incidents go on."""


class PagingAgent:
    """Escalation at one station.

    Args:
        site: the open store.
        tell: hands one message over; see `reach.Reach.tell`.
        around: what else it has to do with.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        tell: Tell,
        around: Around | None = None,
        *,
        wait: Callable[[asyncio.Event, float], Awaitable[object]] = woken_or_after,
    ) -> None:
        self._site = site
        self._around = around or Around()
        self._mistakes = Mistakes(self._around.mistaken)
        self._wait = wait
        self._woken = asyncio.Event()
        self._looker = Looker(site.journal.station)
        self._sender = Sender(site, tell, self._mistakes, self._recorded)
        self._settling = touch.Settling()
        self._alarm = Alarm()
        self._alone = Alone(site.data)
        self._rank = 0
        self._waiting = False
        """Whether anything was open when it could be looked at last."""
        self._stuck: frozenset[str] = frozenset()
        """Those of which nobody could be told, since nothing can be recorded, as on a full disk."""
        self.alarms: tuple[str, ...] = ()
        """The numbers of those of which everybody was told, or nobody can be, and nobody has."""
        self.exercises: tuple[str, ...] = ()
        """The same of exercises."""

    def wake(self) -> None:
        """Look again: something was written. To be called in the thread of the event loop."""
        self._woken.set()

    def hurry(self, incident: str, person: str, channel: str) -> None:
        """Try at once what has failed, instead of when its time comes."""
        self._sender.hurry(incident, person, channel)
        self.wake()

    async def run(self) -> None:
        """Carry out what is due until it is cancelled."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._site.written.append(wake)
        try:
            while True:
                self._woken.clear()
                began = loop.time()
                pause = await self._round()
                took = loop.time() - began
                await self._wait(self._woken, pause)
                if self._woken.is_set():
                    breath = min(max(BREATH_S, _BREATHS * took), LONGEST_S)
                    await asyncio.sleep(max(0.0, breath - (loop.time() - began)))
        finally:
            self._site.written.remove(wake)
            await self._sender.stop()
            self._alone.give_up()

    async def round(self) -> float:
        """Look, carry out, send, and wait for what comes of it; answers the pause, in seconds."""
        while True:
            pause = await self._round()
            if self._sender.tasks:
                await asyncio.gather(*self._sender.tasks, return_exceptions=True)
            elif pause:
                return pause

    async def _round(self) -> float:
        """Do what is to be done now; answers when to look again, in seconds."""
        try:
            if not self._alone.won():
                return _OTHER_PROGRAM_S
            return await self._look()
        except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
            self._mistakes.note(error)
            if self._waiting and self._alarm.calls(to_ms(self._site.clock.now())):
                await self._around.sound("alarm")
            return _AFTER_TROUBLE_S

    async def _look(self) -> float:
        site = self._site
        phase, state = self._around.link()
        moment = moments.now(site.clock)
        if not await site.read(may, site.journal.station, Escalated):
            return IDLE_S
        looked = await site.read(self._looker.look, moment, self._rank, self._sender.sending)
        if looked is None:
            return IDLE_S
        self._waiting = bool(looked.incidents)
        for mistake in looked.duty.mistakes:
            self._mistakes.note(mistake)
        calling = [
            looked.incidents[each.incident]
            for each in looked.look.seen
            if (each.due.alarm or each.incident in self._stuck)
            and each.incident in looked.incidents
        ]
        self.alarms = tuple(each.number for each in calling if not each.drill)
        self.exercises = tuple(each.number for each in calling if each.drill)
        await self._ring(looked, moment.at_ms)
        settled = self._settling.settled(phase, moment.steady_ms, joined=bool(looked.members))
        rank = touch.rank(site.journal.station, looked.members, state, phase, moment.at_ms)
        if rank != self._rank:
            self._rank = rank
            return 0.0
        if not settled:
            return LONGEST_S if looked.incidents else IDLE_S
        try:
            pause = await self._carry_out(looked)
        except Exception:
            owed = {line.incident for each in looked.look.notices for line in each.lines}
            self._stuck = frozenset(owed.union(each.incident for each in looked.look.fires))
            raise
        self._stuck = frozenset()
        return pause

    async def _carry_out(self, looked: Looked) -> float:
        if looked.look.fires or looked.look.lapsed:
            now, look = moments.now(self._site.clock), looked.look
            done = await self._site.write(recording.fire, now, look, looked.entries)
            if done:
                self._around.told()
            return 0.0 if done else _OTHERWISE_S
        return self._pause(looked, await self._sender.begin(looked))

    async def _ring(self, looked: Looked, now_ms: int) -> None:
        stuck = not self._stuck.isdisjoint(looked.incidents)
        for ring in self._alarm.rings(looked.look, looked.incidents, now_ms, stuck=stuck):
            await self._around.sound(ring)

    def _pause(self, looked: Looked, again_ms: int | None) -> float:
        moments_ms = [each for each in (looked.look.next_ms, again_ms) if each is not None]
        if not looked.incidents:
            return IDLE_S
        if not moments_ms:
            return LONGEST_S
        # A thousandth later than it is due rather than one too early.
        left_s = (min(moments_ms) - to_ms(self._site.clock.now()) + 1) / 1000
        return min(max(left_s, 0.001), LONGEST_S)

    def _recorded(self) -> None:
        self._woken.set()
        self._around.told()
