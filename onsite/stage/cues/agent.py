"""Fires the cues of this station when they are due; the timer never waits for it.

It sleeps until the next one is due, and looks anew once something was written.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.behind import Mistakes, woken_or_after
from onsite.clock import from_ms, to_ms
from onsite.plan.service import current
from onsite.stage import reading
from onsite.stage.cues.firing import carry_out
from onsite.stage.cues.present import Presence
from onsite.stage.cues.reading import cues, rundowns_with_cues
from onsite.stage.cues.rules import fires_alone, next_due_ms
from onsite.stage.cues.service import claim_due
from onsite.stage.outcomes import clocks, press

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading
    from onsite.stage.cues.cue import Standing
    from onsite.stage.cues.reaching import Reach
    from onsite.stage.cues.service import Claim

LONGEST_S = 2.0
"""It is looked again so often while something is to come: a clock may have been set."""
IDLE_S = 30.0
"""And so often while nothing is."""
BREATH_S = 0.05
"""The least pause between two looks: what is written in a rush is looked at once."""
_AFTER_TROUBLE_S = 2.0
_NEAR_DAYS = 2
"""Rundowns of other days than so near ones have nothing to fire."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be done at a moment."""

    plan: Plan | None = None
    due: tuple[tuple[str, str, Standing], ...] = ()
    """Stage, day and cue."""
    next_ms: int | None = None
    """When the next one is due; None while nothing is to come."""


class CueAgent:
    """The cues of a station.

    Args:
        reach: what they reach.
        told: called when something was recorded.
        mistaken: called with a mistake of the program: the other cues go on.
        wait: lets time pass, until the event is set or so many seconds are over.
    """

    def __init__(
        self,
        reach: Reach,
        *,
        told: Callable[[], None] = lambda: None,
        mistaken: Callable[[BaseException], None] = lambda _error: None,
        wait: Callable[[asyncio.Event, float], Awaitable[object]] = woken_or_after,
    ) -> None:
        self._reach = reach
        self._site = reach.site
        self._told = told
        self._mistakes = Mistakes(mistaken)
        self._wait = wait
        self._woken = asyncio.Event()
        self._firing: set[asyncio.Task[None]] = set()
        self._prepared: Plan | None = None
        self._preparing: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look again: something was written. To be called in the thread of the event loop."""
        self._woken.set()

    async def run(self) -> None:
        """Fire what is due until it is cancelled."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._site.written.append(wake)
        presence = Presence(self._site.data)
        try:
            while True:
                presence.hold()
                self._woken.clear()
                looked = loop.time()
                pause = await self._look()
                await self._wait(self._woken, pause)
                if self._woken.is_set():
                    await asyncio.sleep(max(0.0, BREATH_S - (loop.time() - looked)))
        finally:
            self._site.written.remove(wake)
            presence.give_up()
            tasks = [*self._firing, *([self._preparing] if self._preparing else [])]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def round(self) -> int:
        """Fire what is due now, and wait for what comes of it; answers how many there were."""
        before = set(self._firing)
        await self._look()
        begun = self._firing - before
        await asyncio.gather(*begun, return_exceptions=True)
        return len(begun)

    async def _look(self) -> float:
        """Begin to fire what is due; answers when to look again, in seconds."""
        try:
            seen = await self._site.read(_seen, self._now, self._site.journal.station)
            self._prepare(seen.plan)
            for stage, day, each in seen.due:
                await self._begin(seen.plan, stage, day, each.cue.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the cues go on
            self._mistakes.note(error)
            return _AFTER_TROUBLE_S
        if seen.next_ms is None:
            return IDLE_S
        # A thousandth later than it is due rather than one too early.
        left_s = (seen.next_ms - to_ms(self._site.clock.now()) + 1) / 1000
        return min(max(left_s, 0.001), LONGEST_S)

    def _prepare(self, plan: Plan | None) -> None:
        """See to it, beside all else, that the first cue is as quick as all others."""
        if plan is not None and plan is not self._prepared:
            self._prepared = plan
            self._preparing = asyncio.create_task(self._reach.prepare(plan))

    @property
    def _now(self) -> Reading:
        return clocks(self._site.clock, self._site.journal.station)

    async def _begin(self, plan: Plan | None, stage: str, day: str, cue: str) -> None:
        """Take a cue, and carry it out beside whatever else goes on."""
        if plan is None:
            return
        site, pressed = self._site, press(self._site.clock, stage, day)
        claimed = await site.write(claim_due, plan, pressed, site.operator, cue)
        if claimed is None:
            return
        self._told()
        task = asyncio.create_task(self._carry_out(claimed))
        self._firing.add(task)
        task.add_done_callback(self._firing.discard)

    async def _carry_out(self, claimed: Claim) -> None:
        try:
            await carry_out(self._reach, claimed)
        except Exception as error:  # noqa: BLE001 - as a full disk
            self._mistakes.note(error)
        self._told()


def _seen(rows: Connection, now: Reading, station: str) -> Seen:
    near = _near(now.at_ms)
    found = [(stage, day) for stage, day in rundowns_with_cues(rows) if day in near]
    plan = current(rows) if found else None
    if plan is None:
        return Seen()
    due: list[tuple[str, str, Standing]] = []
    coming: list[int] = []
    for stage, day in found:
        if stage not in plan.stages:
            continue
        mine = _mine(rows, plan, (stage, day), now, station)
        due += [(stage, day, each) for each in fires_alone(mine)]
        next_ms = next_due_ms(mine)
        coming += [next_ms] if next_ms is not None else []
    return Seen(plan, tuple(due), min(coming, default=None))


def _near(now_ms: int) -> set[str]:
    today = from_ms(now_ms).date()
    return {(today + timedelta(days=off)).isoformat() for off in range(-_NEAR_DAYS, _NEAR_DAYS + 1)}


def _mine(
    rows: Connection, plan: Plan, where: tuple[str, str], now: Reading, station: str
) -> list[Standing]:
    """How the cues of a rundown stand that are this station's to fire."""
    known = cues(rows, *where)
    kept = reading.rundown(rows, plan, *where, now)
    show = kept.show(now.at_ms)
    told = known.standings(kept, show, now.at_ms)
    wanted = [each for each in told if each.state in ("due", "coming", "standby")]
    mine = {
        item: known.keeper(kept, show, item) == station for item in {e.cue.item for e in wanted}
    }
    return [each for each in wanted if mine[each.cue.item]]
