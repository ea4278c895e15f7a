"""What the console reads, and when it shows it: once something was written, and on the second."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.stage.console.unseen import Unseen
from onsite.stage.following import Following

if TYPE_CHECKING:
    from onsite.stage.clock.present import Present
    from onsite.stage.clock.steady import Reading
    from onsite.stage.console.board import Board
    from onsite.stage.console.clashes import Clash
    from onsite.stage.display.shown import Shown
    from onsite.stage.engine.phases import Announcer
    from onsite.stage.moment import Moment

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
        self.present: Present | None = None
        """Both clocks of this station; None until the store is open."""
        self._announcer: Announcer | None = None
        self._announced_of = ""
        self.unseen = Unseen()

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        raise NotImplementedError

    def found_other(self) -> None:
        """Another thing stands in the store than before."""

    def tell(self, said: str, tone: str = "") -> None:
        """Say something where the last outcome stands."""
        raise NotImplementedError

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read as long as it is there."""
        site = await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        from onsite.stage.clock.present import Present

        self.present = Present(site.clock, site.journal.station)
        await self.follow()

    async def read(self) -> None:
        """Read the store; one that is busy is read the next time."""
        from onsite.plan.service import current
        from onsite.stage.console.board import board
        from onsite.stage.moment import day_to_show

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
        # It goes on behind a dialog: whoever fills in a form must not see a timer that stands.
        if not self.is_mounted or self not in self.app.screen_stack:
            return
        in_ms = 1_000
        self._mind_clock()
        if self.board is not None and self.board.stage and self.present is not None:
            in_ms = self._work_out(self.board, self.present.read())
        self.show_all()
        self.come_again(in_ms)

    def moment_now(self) -> Moment | None:
        """The rundown at this very instant; None where there is none."""
        from onsite.stage.moment import at

        board = self.board
        if board is None or not board.stage or self.present is None:
            return None
        return at(board.own, self.present.read())

    def _work_out(self, board: Board, now: Reading) -> int:
        """What holds now; answers in how many milliseconds something else does."""
        from zoneinfo import ZoneInfo

        from onsite.stage.console.board import double_booked
        from onsite.stage.display.anchoring import Scene, anchors
        from onsite.stage.display.shown import next_change, shown
        from onsite.stage.moment import at

        now_ms = now.at_ms
        self.moment = at(board.own, now)
        scene = Scene(board.name, board.plan.event.zone, board.own, board.told)
        counted = anchors(scene, self.moment)
        self.shown = shown(counted, now_ms, ZoneInfo(counted.zone))
        if not 0 <= now_ms - self._worked_ms < _ALL_MS:
            self._worked_ms = now_ms
            self.moments = {stage: at(kept, now) for stage, kept in board.kept.items()}
            self.clashes = double_booked(board, self.moments, now_ms)
        self.moments[board.stage] = self.moment
        self._settle(board)
        self._announce(self.moment)
        if self.unseen.rings(board.told, now_ms):
            self.onsite.sound("refuse")
        in_ms = self.unseen.changes_in(board.told, now_ms)
        return min(next_change(counted, now_ms) - now_ms, in_ms or _ALL_MS)

    def _announce(self, moment: Moment) -> None:
        """Tell of a phase that has begun, each once."""
        from onsite.stage.console.announcing import announced, announcer

        if self._announcer is None or self._announced_of != moment.kept.subject:
            self._announcer, self._announced_of = announcer(moment), moment.kept.subject
        found = announced(self._announcer, moment)
        if found is not None:
            self.onsite.sound(found.sound)
            self.tell(found.text, found.tone)

    def _mind_clock(self) -> None:
        """Tell of a sleep, or of a clock that was set: the timers are right all the same."""
        gap = self.present.gap() if self.present is not None else None
        if gap is None or not any(gap):
            return
        from onsite.stage.wording import length

        if gap.stepped_ms:
            told = _("The clock of this computer was set by {by}. The timers go on as they must.")
            self.tell(told.format(by=length(gap.stepped_ms, signed=True)), "warning")
        else:
            told = _("This computer slept for {long}. The timers stand where they must.")
            self.tell(told.format(long=length(gap.slept_ms)), "warning")

    def _settle(self, board: Board) -> None:
        """Have written down what has begun or ended by the clock alone, once."""
        if not board.may or self.moment is None or not self.moment.show.owed:
            return
        last_ms = self.moment.show.owed[-1].at_ms
        if last_ms != self._settled_ms:
            self._settled_ms = last_ms
            self.run_worker(self._write_settled(board), group="settle")

    async def _write_settled(self, board: Board) -> None:
        from onsite.stage.outcomes import press
        from onsite.stage.service import settle

        site = self.onsite.site
        now = press(self.onsite.clock, board.stage, board.day)
        await site.write(settle, board.plan, now, site.operator)
        await self.read()
