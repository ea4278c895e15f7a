"""The questions of the screen for ticks: who has ticked, which list, which day, and the undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.paper import tick_words
from onsite.language import _
from onsite.ui.base import BaseScreen
from onsite.ui.line_list import Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from onsite.checkin.paper.desk import TickDesk
    from onsite.ui.line_list import Tone


class TickAsking(BaseScreen):
    """Asks what is beside the lines themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: TickDesk | None = None

    def say(self, text: str, tone: Tone) -> None:
        """Say what became of the last line."""

    def await_who(self) -> None:
        """Wait for the next line."""

    def show_all(self) -> None:
        """Everything as it is now."""

    def action_by(self) -> None:
        """Say who has ticked."""
        self._ask(self._ask_by)

    def action_list(self) -> None:
        """Take another list."""
        self._ask(self._ask_list)

    def action_day(self) -> None:
        """Take another day."""
        self._ask(self._ask_day)

    def action_undo(self) -> None:
        """Take the last tick back."""
        self._ask(self._undo)

    async def _undo(self) -> None:
        desk = self.desk
        if desk is None or desk.plan is None or desk.of is None:
            return
        last = await desk.undo()
        if last is None:
            self.say(_("There is nothing to take back."), "muted")
        else:
            self.say(tick_words.taken_back(last, desk.plan), "warning")
            self.onsite.store_written(self)
        self.show_all()

    async def _ask_by(self) -> None:
        from onsite.ui.dialogs import AskReason

        if self.desk is not None:
            question = _("Who has ticked on paper? It is kept with each tick.")
            name = await self.app.push_screen_wait(AskReason(question, value=self.desk.by))
            self.desk.by = self.desk.by if name is None else name
            self.show_all()

    async def _ask_list(self) -> None:
        desk = self.desk
        if desk is None or desk.plan is None or not desk.lists:
            return
        by_label = {each.label: each for each in desk.lists}
        lines = [Line(each.label, (tick_words.list_line(each, desk.plan),)) for each in desk.lists]
        label = await self._chosen(_("Which list?"), lines)
        if label is not None:
            await desk.choose(by_label[label])
            self.await_who()
            self.show_all()

    async def _ask_day(self) -> None:
        desk = self.desk
        if desk is None or desk.of is None:
            return
        days = {day.isoformat(): day for day in desk.days()}
        lines = [Line(key, (tick_words.day(day),)) for key, day in days.items()]
        chosen = await self._chosen(_("On which day was it ticked?"), lines)
        if chosen is not None:
            desk.day, desk.last = days[chosen], None
            self.show_all()

    async def _chosen(self, question: str, lines: list[Line]) -> str | None:
        from onsite.ui.dialogs import Choose

        return await self.app.push_screen_wait(Choose(question, lines))

    def _ask(self, dialog: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A key that is held comes again before the dialog stands.
        if not is_busy(self.app.workers, "dialog"):
            self.run_worker(dialog(), group="dialog")
