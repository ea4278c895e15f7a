"""The work of one desk: where it stands, the attempts in their order, the figures after them.

It knows no widget: what comes of it is told to a `Board`, which the screen is.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from onsite.checkin.desk.kept import MOST, whose
from onsite.checkin.desk.looking import DeskLooking
from onsite.checkin.desk.news import ConflictNews
from onsite.checkin.desk.queue import Ask, AskQueue
from onsite.checkin.desk.source import DeskSource, Hits
from onsite.checkin.views import Fresh
from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.checkin.desk.hand_codes import Made
    from onsite.checkin.desk.kept import Kept
    from onsite.checkin.desk.source import Figures
    from onsite.checkin.views import Answer, Beside, Conflict
    from onsite.plan.model import Plan
    from onsite.scanner.hand.heard import Heard
    from onsite.wiring import Site

SETTLE_S = 0.1
"""So long after a scan the figures are read, so that a queue of scans is not held up by them."""
PATIENCE_S = 0.3
"""An attempt that takes longer is said to be waiting, so that no older answer is taken for its."""


class Board(Protocol):
    """Who is told what comes of the work."""

    def taken_above(self, text: str) -> bool:
        """Whether a scanned code is for what stands above the desk."""

    def is_locked(self) -> bool:
        """Whether an operator's PIN is awaited before anything else."""

    def show_kept(self, many: int) -> None:
        """So many scans were made since the desk was locked."""

    def show_answer(self, ask: Ask, answer: Answer) -> None:
        """An attempt was answered, and is on disk."""

    def show_waiting(self) -> None:
        """An attempt is taking longer than it should."""

    def show_hits(self, ask: Ask, hits: Hits) -> None:
        """What was typed may mean several people, or nobody."""

    def show_handed(self, fresh: Fresh) -> None:
        """A badge that had just been printed was scanned: it is handed over."""

    def show_made(self, made: Made) -> None:
        """A hand scanner has sent a code, or something that must be asked or scanned again."""

    def show_trouble(self, error: Exception) -> None:
        """An attempt was not recorded."""

    def show_place(self) -> None:
        """The plan, the checkpoint or the direction is another."""

    def show_moved(self, before: str, now: str) -> None:
        """A new plan lacks the checkpoint at which the desk stood; it stands elsewhere."""

    def show_figures(self, figures: Figures) -> None:
        """The figures were read again."""

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """It has come to light that these were let in twice here."""


class DeskWork(DeskLooking):
    """One desk at one checkpoint, in one direction."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.direction = "entry"
        self.figures: Figures | None = None
        self.wrote = False
        """Whether something was recorded since this was last made False."""
        self.names: Mapping[str, str] = {}
        """What stations are called, by their ids, as far as is known."""
        self.kept: list[Ask] = []
        """The last scans since the desk was locked."""
        self._news = ConflictNews()
        self._board = board
        self._asks = AskQueue()
        self._opened = asyncio.Event()
        self._stale = asyncio.Event()

    @property
    def leaving(self) -> bool:
        """Whether the desk records exits."""
        return self.direction == "exit"

    @property
    def checkpoint_name(self) -> str:
        """What the plan calls the checkpoint; empty before there is a plan."""
        known = self.plan is not None and self.checkpoint in self.plan.checkpoints
        return self.plan.checkpoints[self.checkpoint].name if self.plan and known else ""

    async def open(self, site: Site) -> None:
        """Begin to answer; what was asked before is answered now, in its order."""
        source = DeskSource(site)
        await source.ready()
        self._source = source
        await self._read_plan()
        self._opened.set()
        self._board.show_place()
        self.refresh()

    def ask(
        self, *, code: str = "", attendee: str = "", typed: str = "", heard: Heard | None = None
    ) -> bool:
        """Make an attempt, here and in this direction. It has its key from now on.

        It is none, and the answer is False, where what was scanned is for what stands above
        the desk, as a staff badge, and where the desk is locked.
        """
        ask = Ask(self.checkpoint, self.direction, code, attendee, typed, heard)
        scanned = heard.text if heard is not None else code
        if scanned and self._board.taken_above(scanned):
            return False
        if self._board.is_locked():
            self.kept = [*self.kept, ask][-MOST:]
            self._board.show_kept(len(self.kept))
            return False
        self._asks.put(ask)
        return True

    def put(self, ask: Ask) -> None:
        """Make an attempt that has its key already, wherever the desk stands."""
        self._asks.put(ask)

    async def whose_kept(self) -> Kept | None:
        """Who was scanned while the desk was locked; None if nobody was. They are forgotten."""
        kept, self.kept = self.kept, []
        if not kept or self.plan is None or self._source is None:
            return None
        return await whose(self._source, self.plan, kept, self.checkpoint)

    def refresh(self) -> None:
        """The store has changed: read plan and figures again, soon."""
        self._stale.set()

    def turn(self) -> None:
        """Entry to exit, exit to entry."""
        self.direction = "entry" if self.direction == "exit" else "exit"
        self._board.show_place()

    def go_to(self, checkpoint: str) -> None:
        """Stand at another checkpoint."""
        self.checkpoint = checkpoint
        self._right_direction()
        self._board.show_place()
        self.refresh()

    async def serve(self) -> None:
        """Answer attempts for ever."""
        await self._opened.wait()
        await self._asks.serve(self._answer)

    async def keep_figures(self) -> None:
        """Read the figures after every change, for ever; never in the way of an attempt."""
        await self._opened.wait()
        while True:
            await self._stale.wait()
            await self._asks.answered()
            self._stale.clear()
            await self._read()
            await asyncio.sleep(SETTLE_S)

    async def answered(self) -> None:
        """Return once every attempt so far is answered."""
        await self._asks.answered()

    async def beside(self, taken: str, others: Sequence[str]) -> Sequence[Beside]:
        """Who else has a code in view, once the scan of `taken` is answered."""
        await self._asks.answered()
        if self.plan is None or self._source is None:
            return ()
        return await self._source.beside(self.plan, taken, others, self.checkpoint)

    async def undo(self, key: str, why: str) -> Answer:
        """Take a passage back.

        Raises:
            OnsiteError: nothing was taken back; with the sentence for the user.
        """
        plan, source = self._needed()
        answer = await source.undo(plan, key, why)
        self.wrote = True
        self.refresh()
        return answer

    async def _answer(self, ask: Ask) -> None:
        slow = asyncio.get_running_loop().call_later(PATIENCE_S, self._board.show_waiting)
        try:
            plan, source = self._needed()
            ask = self._placed(ask)
            if ask.heard is not None:
                made = await source.make_of(plan, ask, ask.heard)
                self._board.show_made(made)
                ask = replace(ask, code=made.code)
            if not (ask.code or ask.attendee or ask.typed):
                return
            result = await source.answer(plan, ask)
        except Exception as error:  # noqa: BLE001 - the next scan must be answered whatever this was
            self._board.show_trouble(error)
            return
        finally:
            slow.cancel()
        if isinstance(result, Hits):
            self._board.show_hits(ask, result)
            return
        self.wrote = True
        if isinstance(result, Fresh):
            self._board.show_handed(result)
        else:
            self._board.show_answer(ask, result)
        self.refresh()

    def _needed(self) -> tuple[Plan, DeskSource]:
        if self.plan is None or self._source is None:
            raise NotPossibleError(
                _("No plan has been published here yet."),
                _("Start one with “onsite plan init”, then run “onsite plan publish event.toml”."),
            )
        return self.plan, self._source

    def _placed(self, ask: Ask) -> Ask:
        return ask if ask.checkpoint else replace(ask, checkpoint=self.checkpoint)

    async def _read(self) -> None:
        try:
            await self._read_plan()
            if self.plan is not None and self._source is not None:
                checkpoint = self.checkpoint
                self.figures = await self._source.figures(self.plan, checkpoint)
                self._board.show_figures(self.figures)
                news = self._news.since_last(checkpoint, self.figures.conflicts)
                if news:
                    self._board.show_conflicts(news)
        except OnsiteError:
            # A full or busy store is told by the scan that meets it; figures may be old.
            return

    async def _read_plan(self) -> None:
        plan = await self._source.plan() if self._source is not None else None
        if plan is self.plan:
            return
        before, self.plan = self.checkpoint_name, plan
        if plan is not None and self.checkpoint not in plan.checkpoints:
            self.checkpoint = next(iter(plan.checkpoints), "")
            self._right_direction()
            if before:
                self._board.show_moved(before, self.checkpoint_name)
        self._board.show_place()

    def _right_direction(self) -> None:
        if self.plan is None or self.checkpoint not in self.plan.checkpoints:
            return
        only = self.plan.checkpoints[self.checkpoint].direction
        self.direction = "entry" if only == "both" else only
