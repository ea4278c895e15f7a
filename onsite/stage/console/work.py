"""What the console reads, and when it shows it: once something was written, and on the second."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.stage.following import Following

if TYPE_CHECKING:
    from onsite.stage.console.board import Board, Moment
    from onsite.stage.console.clashes import Clash
    from onsite.stage.display.shown import Shown

_NEEDED = ("onsite.stage.console.board", "onsite.stage.service", "onsite.stage.display.anchoring")
_ALL_MS = 5_000
"""So often all stages are worked out anew: who is double-booked changes slowly."""


class ConsoleWork(Following):
    """Knows the rundowns. Its widgets are in `screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        """The id of the stage before the timekeeper; empty for the plan's first."""
        self.day = ""
        """Of its rundown, as ISO date; empty for the one that is wanted now."""
        self.board: Board | None = None
        """What the store says; None until it was read, or while there is no plan."""
        self.opened = False
        """Whether the store was read."""
        self.moment: Moment | None = None
        self.moments: dict[str, Moment] = {}
        """Of every stage, as they were worked out last."""
        self.clashes: tuple[Clash, ...] = ()
        self.shown: Shown | None = None
        """What the display of the stage shows."""
        self._worked_ms = 0
        self._settled_ms = 0

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        raise NotImplementedError

    def found_other(self) -> None:
        """Another thing stands in the store than before."""

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read as long as it is there."""
        await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        await self.follow()

    async def read(self) -> None:
        """Read the store; one that is busy is read the next time."""
        from onsite.plan.service import current
        from onsite.stage.console.board import board, day_to_show

        site, now_ms = self.onsite.site, to_ms(self.onsite.clock.now())
        with suppress(OnsiteError):
            plan = await site.read(current)
            found = None
            if plan is not None:
                stage = self.stage if self.stage in plan.stages else next(iter(plan.stages), "")
                day = self.day or await site.read(day_to_show, plan, stage, now_ms)
                found = await site.read(board, plan, stage, day, site.operator)
            other, self.opened = found != self.board or not self.opened, True
            if other:
                self.board, self._worked_ms = found, 0
                self.found_other()
                self.tick()

    def tick(self) -> None:
        """Show this instant, and come again when the timer or the time of day changes."""
        if not self.is_mounted or not self.is_current:
            return
        now_ms = to_ms(self.onsite.clock.now())
        again_ms = now_ms + 1_000
        if self.board is not None and self.board.stage:
            again_ms = self._work_out(self.board, now_ms)
        self.show_all()
        self.come_again(again_ms - now_ms)

    def _work_out(self, board: Board, now_ms: int) -> int:
        """What holds at an instant; answers when something else does."""
        from zoneinfo import ZoneInfo

        from onsite.stage.console.board import at, double_booked
        from onsite.stage.display.anchoring import Scene, anchors
        from onsite.stage.display.shown import next_change, shown

        self.moment = at(board.own, now_ms)
        scene = Scene(board.name, board.plan.event.zone, board.own, board.told)
        counted = anchors(scene, now_ms)
        self.shown = shown(counted, now_ms, ZoneInfo(counted.zone))
        if not 0 <= now_ms - self._worked_ms < _ALL_MS:
            self._worked_ms = now_ms
            self.moments = {stage: at(kept, now_ms) for stage, kept in board.kept.items()}
            self.clashes = double_booked(board, self.moments, now_ms)
        self.moments[board.stage] = self.moment
        self._settle(board, now_ms)
        return next_change(counted, now_ms)

    def _settle(self, board: Board, now_ms: int) -> None:
        """Have written down what has begun or ended by the clock alone, once."""
        if not board.may or self.moment is None or not self.moment.show.owed:
            return
        last_ms = self.moment.show.owed[-1].at_ms
        if last_ms != self._settled_ms:
            self._settled_ms = last_ms
            self.run_worker(self._write_settled(board, now_ms), group="settle")

    async def _write_settled(self, board: Board, now_ms: int) -> None:
        from onsite.stage.outcomes import Press
        from onsite.stage.service import settle

        site = self.onsite.site
        press = Press(board.stage, board.day, now_ms)
        await site.write(settle, board.plan, press, site.operator)
        await self.read()
