"""How a key of the console becomes an act: pressed, written, told; told again if it was late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.errors import OnsiteError
from onsite.stage.console.work import ConsoleWork
from onsite.stage.engine.held import HeldKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from onsite.stage.console.board import Board
    from onsite.stage.outcomes import Outcome, Press

_KEPT_ACTS = 20
"""So many of the last acts are looked after: whether somebody else was first after all."""


class ConsoleDeeds(ConsoleWork):
    """Each act is on disk before its outcome is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        """What came of the last key, in the language in use."""
        self.said_tone = ""
        """`good`, `warning` or `bad`."""
        self.held = HeldKeys()
        self._mine: list[Outcome] = []

    def press(self, board: Board) -> Press:
        """A press of a key now, with what its presser sees."""
        from onsite.stage.outcomes import press

        seen = self.moment.show.running if self.moment is not None else None
        return press(self.onsite.clock, board.stage, board.day, seen=seen)

    def tell(self, said: str, tone: str = "") -> None:
        """Say what came of a key, where the last outcome stands."""
        self.said, self.said_tone = said, tone
        self.show_all()

    async def told(self, said: str) -> None:
        """Say that something is done that is no act of the rundown."""
        self.said, self.said_tone = said, "good"
        await self.read()
        self.show_all()
        self.onsite.store_written(self)

    async def done(self, outcome: Outcome) -> None:
        """Tell an outcome, and show what has come of it."""
        if outcome.what == "took" and outcome.id is not None and outcome.deed != "undo":
            self._mine = [*self._mine[-_KEPT_ACTS:], outcome]
        tone = {"took": "good", "refused": "bad"}.get(outcome.what, "warning")
        self.said, self.said_tone = self.words_of(outcome), tone
        await self.read()
        self.show_all()
        self.onsite.store_written(self)

    def words_of(self, outcome: Outcome) -> str:
        """An outcome in words."""
        from onsite.stage import wording

        board = self.board
        if board is None:
            return ""
        told = wording.outcome(outcome, board.plan, self.onsite.names)
        advice = wording.advice(outcome) if outcome.what == "refused" else ""
        return f"{told} {advice}".strip()

    def look_after_own(self) -> None:
        """Tell when an act that was done here did not count after all: somebody was first."""
        from onsite.stage.service import fates

        board = self.board
        if board is None or not board.stage or not self._mine:
            return
        acts = [(each.id, each.deed) for each in self._mine if each.id is not None]
        known = {act.id for act in board.own.acts}
        now_ms = self.moment.now_ms if self.moment is not None else 0
        for outcome in fates(board.own, now_ms, [each for each in acts if each[0] in known]):
            if outcome.what == "already":
                self._mine = [each for each in self._mine if each.deed != outcome.deed]
                self.said, self.said_tone = self.words_of(outcome), "warning"
                self.notify(self.said, severity="warning", timeout=15, markup=False)

    async def write(
        self,
        board: Board,
        press: Press,
        service: Callable[..., Outcome],
        *arguments: Any,
        **options: Any,
    ) -> None:
        """Run a service with a press, and tell what came of it."""
        site = self.onsite.site
        await self.done(
            await site.write(service, board.plan, press, site.operator, *arguments, **options)
        )

    def _run(self, act: Callable[[Board, Press], Coroutine[Any, Any, None]]) -> None:
        """Do something about the rundown; the press is of this very moment."""
        board = self.board
        if board is not None and board.stage:
            doing = self._guarded(act(board, self.press(board)))
            self.run_worker(doing, group="stage-act")

    async def _guarded(self, act: Coroutine[Any, Any, None]) -> None:
        try:
            await act
        except OnsiteError as error:
            self.tell(str(error), "bad")
