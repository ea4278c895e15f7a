"""Carries out the print jobs of this station: one lane for each printer, none waits for another.

The desk never waits for it: it asks, which is on disk, and goes on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.badges.jobs.reading import limits, to_follow
from onsite.badges.printing import steps
from onsite.badges.printing.alone import Alone
from onsite.badges.printing.bench import Bench, Seen
from onsite.badges.printing.careful import Careful
from onsite.badges.printing.choosing import under_way
from onsite.badges.printing.lane import Lane
from onsite.badges.printing.late import LATE_MS
from onsite.badges.rules import may_send
from onsite.behind import Mistakes, woken_or_after
from onsite.clock import to_ms
from onsite.plan.printers import known
from onsite.plan.service import current

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from sqlalchemy import Connection

    from onsite.badges.printers.channel import Channel, Output
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan
    from onsite.plan.printers import PrinterPart
    from onsite.wiring import Site

IDLE_S = 1.0
"""How often it is looked for jobs that another program has asked for, in seconds."""
BUSY_S = 0.2
"""How often a printer is asked what it does, in seconds."""
ASK_S = 15.0
"""How often a printer that has nothing to do is asked how it is, in seconds."""
_AFTER_TROUBLE_S = 2.0


class Agent:
    """The printers of a station.

    Args:
        site: the open store.
        draw: makes what is printed of a job, for a printer of the plan.
        opened: the way to a printer of the plan; the real one where none is given.
        told: called when something was recorded.
        mistaken: called with a mistake of the program: the others go on.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        site: Site,
        draw: Callable[[Plan, Job, str], Awaitable[Output]],
        opened: Callable[[PrinterPart], Channel] | None = None,
        *,
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        wait: Callable[[asyncio.Event, float], Awaitable[object]] = woken_or_after,
    ) -> None:
        self._site = site
        self._opened = opened or self._really_opened
        self._channels: dict[str, tuple[PrinterPart, Channel]] = {}
        self._bench = Bench(site, draw, self._channel, told=told)
        self._lanes: dict[str, Lane] = {}
        self._working: dict[str, asyncio.Task[bool]] = {}
        self._woken = asyncio.Event()
        self._wait = wait
        self._mistakes = Mistakes(mistaken)
        self._ask_at: dict[str, float] = {}

    @property
    def kinds(self) -> Mapping[str, str]:
        """What each printer has said last, by its id; always the same mapping.

        Those that were not asked are left out.
        """
        return self._bench.readiness.kinds

    @property
    def reasons(self) -> Mapping[str, tuple[str, ...]]:
        """Why each says so, in codes, by its id; always the same mapping."""
        return self._bench.readiness.reasons

    async def round(self) -> bool:
        """Let each printer take one step; answers whether anything is left to do by itself."""
        seen = await self._look()
        if seen is None:
            return False
        await self._give_up_lost(seen)
        for printer in known(seen.plan.printers):
            await self._lane(printer).turn(seen)
        after = await self._look()
        return after is not None and self._is_busy(after)

    async def run(self) -> None:
        """Carry out jobs until it is cancelled; while another program does, wait for it to end."""
        alone = Alone(self._site.data)
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._site.written.append(wake)
        try:
            while True:
                pause = await self._begin_turns(alone)
                await self._wait(self._woken, pause)
                self._woken.clear()
        finally:
            self._site.written.remove(wake)
            for task in self._working.values():
                task.cancel()
            await asyncio.gather(*self._working.values(), return_exceptions=True)
            alone.give_up()

    async def _begin_turns(self, alone: Alone) -> float:
        """Begin a step of each printer that has ended its last; answers when to look again."""
        self._reap()
        try:
            seen = await self._look() if alone.won() else None
            if seen is None:
                return IDLE_S
            await self._give_up_lost(seen)
        except Exception as error:  # noqa: BLE001 - whatever it was, the printers go on
            self._mistakes.note(error)
            return _AFTER_TROUBLE_S
        now = asyncio.get_running_loop().time()
        for printer, part in known(seen.plan.printers).items():
            if printer in self._working:
                continue
            # Of a folder there is nothing to be told before something is to lie in it.
            asks = now >= self._ask_at.get(printer, 0.0) and part.where.kind != "folder"
            if asks:
                self._ask_at[printer] = now + ASK_S
            if asks or seen.jobs:
                step = asyncio.create_task(self._lane(printer).turn(seen, asks=asks))
                step.add_done_callback(self._step_ended)
                self._working[printer] = step
        station = self._site.journal.station
        return BUSY_S if under_way(seen.jobs, station) else IDLE_S

    def _step_ended(self, step: asyncio.Task[bool]) -> None:
        """Look again at once, but only where something has changed: else it would never end."""
        if not step.cancelled() and step.exception() is None and step.result():
            self._woken.set()

    def _reap(self) -> None:
        """Forget the steps that have ended; what is no mistake of anybody's mends itself."""
        for printer, task in list(self._working.items()):
            if not task.done():
                continue
            del self._working[printer]
            error = task.exception()
            if error is not None:
                # As a full disk, or a station that may record nothing: not again at once.
                self._mistakes.note(error)
                later_ms = self._bench.now_ms + round(_AFTER_TROUBLE_S * 1000)
                self._bench.readiness.not_before_ms[printer] = later_ms

    async def _look(self) -> Seen | None:
        since_ms = to_ms(self._site.clock.now()) - LATE_MS
        return await self._site.read(_seen, self._site.journal.station, since_ms)

    def _is_busy(self, seen: Seen) -> bool:
        station = self._site.journal.station
        return bool(under_way(seen.jobs, station)) or any(
            job.station == station and may_send(job) for job in seen.jobs
        )

    async def _give_up_lost(self, seen: Seen) -> None:
        """Of what was sent to a printer that the plan has no more, nothing will be heard."""
        for printer, (job, attempt) in under_way(seen.jobs, self._site.journal.station).items():
            if printer not in known(seen.plan.printers):
                lost = (job.job, attempt.name)
                await self._bench.write(steps.failed, lost, "stuck", "maybe")

    def _lane(self, printer: str) -> Lane:
        return self._lanes.setdefault(printer, Lane(self._bench, printer))

    def _channel(self, plan: Plan, printer: str) -> Channel:
        part = known(plan.printers)[printer]
        kept = self._channels.get(printer)
        if kept is None or kept[0] != part:
            careful = Careful(self._opened(part), self._mistakes.note)
            kept = self._channels[printer] = (part, careful)
        return kept[1]

    def _really_opened(self, part: PrinterPart) -> Channel:
        from onsite.badges.printers.opening import channel

        return channel(part, self._site.data, self._site.clock)


def _seen(rows: Connection, station: str, since_ms: int) -> Seen | None:
    plan = current(rows)
    if plan is None:
        return None
    return Seen(plan, to_follow(rows, station, since_ms), limits(plan))
