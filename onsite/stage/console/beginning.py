"""Nothing of another day's rundown is begun unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.stage.console.days import days_ahead, in_words
from onsite.stage.console.deeds import ConsoleDeeds
from onsite.ui.dialogs import Confirm
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.stage.console.board import Board


class ConsoleBeginning(ConsoleDeeds):
    """Asks once per visit whether another day's rundown is meant."""

    def __init__(self) -> None:
        super().__init__()
        self.sure_of = ("", "")
        """The stage and day that were meant though it is another day."""

    def begin(self, act: Callable[[], None]) -> None:
        """Begin something, once it is sure that this day's rundown is meant."""
        board = self.board
        if board is None or not self.is_other_day(board):
            act()
        elif board.stage and not is_busy(self.app.workers, "stage-ask"):
            self.run_worker(self._guarded(self._begin_asked(board, act)), group="stage-ask")

    async def _begin_asked(self, board: Board, act: Callable[[], None]) -> None:
        if await self.is_day_meant(board):
            act()

    def is_other_day(self, board: Board) -> bool:
        """Whether it has to be asked first if that day is meant.

        What runs on after its own day has ended is; so is a day that was asked about before.
        """
        moment = self.moment
        if moment is None or self.sure_of == (board.stage, board.day):
            return False
        ahead = days_ahead(board.day, board.plan, moment.now_ms)
        return ahead > 0 or (ahead < 0 and not moment.show.running)

    async def is_day_meant(self, board: Board) -> bool:
        """Ask, once per visit, whether another day's rundown is to begin now."""
        moment = self.moment
        if moment is None or not self.is_other_day(board):
            return True
        question = _("This rundown is of another day: {day}. Begin it now all the same?").format(
            day=in_words(board.day, board.plan, moment.now_ms)
        )
        if not await self.app.push_screen_wait(Confirm(question, careful=True)):
            self.tell(_("Nothing was begun. F4 shows today’s rundown."), "warning")
            return False
        self.sure_of = (board.stage, board.day)
        return True
