"""What the screen for ticks asks of the store; everything heavy is imported where it is used."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from onsite.checkin.paper.lists import ListMade, Ticked
    from onsite.checkin.paper.ticks import Entered, Whom
    from onsite.plan.model import Plan
    from onsite.wiring import Site

RECENT = 50


@dataclass
class TickDesk:
    """The list whose ticks are entered, and the acts on it, each awaited."""

    site: Site
    plan: Plan | None = None
    lists: Sequence[ListMade] = ()
    of: ListMade | None = None
    people: dict[int, str] = field(default_factory=dict)
    """The attendees of the list by their numbers."""
    ticks: Sequence[Ticked] = ()
    """What was entered of it, the newest first."""
    many: int = 0
    """How many ticks of it are entered."""
    by: str = ""
    """Who has ticked on paper."""
    day: date | None = None
    """The day of the event of the times; None for today."""
    last: datetime | None = None
    """The time of the tick that was entered last."""

    async def open(self, label: str = "") -> None:
        """Read the plan and the lists, and take up one: the newest, or that of the label."""
        await asyncio.to_thread(import_module, "onsite.checkin.paper.ticks")
        from onsite.checkin.paper.lists import lists
        from onsite.plan.service import current

        self.plan = await self.site.read(current)
        self.lists = await self.site.read(lists)
        wanted = label or (self.of.label if self.of is not None else "")
        chosen = [each for each in self.lists if each.label == wanted] or list(self.lists[:1])
        if chosen and (self.of is None or self.of.label != chosen[0].label):
            await self.choose(chosen[0])
        else:
            await self.refresh()

    async def choose(self, of: ListMade) -> None:
        """Take up another list, where it was left."""
        from onsite.checkin.paper.lists import people_of

        self.of = of
        self.day = None
        self.people = await self.site.read(people_of, of.label)
        await self.refresh()
        self.last = self._newest()

    async def refresh(self) -> None:
        """Read again what was entered."""
        from onsite.checkin.paper.lists import how_many, ticks

        if self.of is not None:
            self.ticks = await self.site.read(ticks, self.of.label, RECENT)
            self.many = await self.site.read(how_many, self.of.label)

    async def find(self, text: str) -> tuple[tuple[Whom, ...], bool]:
        """Who may be meant, and whether it can only be the first.

        Raises:
            OnsiteError: these are too few letters for the operator's role.
        """
        from onsite.checkin.paper.ticks import find

        plan, _of = self._opened()
        return await self.site.read(find, plan, self.people, text, self.site.operator)

    async def enter(self, whom: Whom, at: datetime) -> Entered:
        """Record a tick; when this returns, it is on disk.

        Raises:
            OnsiteError: nothing was recorded; with the sentence for the user.
        """
        from onsite.checkin.paper.ticks import Tick, enter

        plan, of = self._opened()
        tick = Tick(whom, at, self.by)
        done = await self.site.write(enter, plan, of, tick, self.site.operator)
        if done.outcome != "duplicate":
            self.last = at
        await self.refresh()
        return done

    async def undo(self) -> Ticked | None:
        """Take back what this station has entered last; None where there is nothing left.

        Raises:
            OnsiteError: it could not be taken back.
        """
        from onsite.checkin.service import undo

        plan, _of = self._opened()
        mine = (each for each in self.ticks if not each.undone and each.station == self._station)
        last = next(mine, None)
        if last is None:
            return None
        await self.site.write(undo, plan, last.key, "by_mistake", self.site.operator)
        await self.refresh()
        self.last = self._newest()
        return last

    def instant(self, text: str) -> datetime | None:
        """The instant of a time as it was typed; empty for that of the last tick.

        Raises:
            OnsiteError: it is no time.
        """
        from onsite.checkin.paper import times

        plan, _of = self._opened()
        if not text.strip() and self.last is not None:
            return self.last
        at = times.read(text)
        if at is None:
            raise times.not_a_time(text.strip())
        return times.on_day(plan, self.day or plan.day_of(self.site.clock.now()), at)

    def offered(self) -> datetime | None:
        """The time that is offered for the next tick; None before the first."""
        from onsite.checkin.paper.ticks import next_time

        return next_time(self.last, self.site.clock.now())

    def days(self) -> list[date]:
        """The days on which the list can have been used, today first."""
        from datetime import timedelta

        plan, of = self._opened()
        today, first = plan.day_of(self.site.clock.now()), plan.day_of(of.made)
        many = min(max((today - first).days, 0), 30)
        return [today - timedelta(days=back) for back in range(many + 1)]

    def _newest(self) -> datetime | None:
        """The time of the last tick of this station that still stands."""
        mine = (each for each in self.ticks if not each.undone and each.station == self._station)
        last = next(mine, None)
        return last.at if last is not None else None

    @property
    def _station(self) -> str:
        return self.site.journal.station

    def _opened(self) -> tuple[Any, Any]:
        if self.plan is None or self.of is None:
            raise RuntimeError("no list is open")
        return self.plan, self.of
