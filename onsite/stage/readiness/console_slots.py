"""What the console does about an item whose speaker is not there: hold, swap, fill, note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.roster.acts.form import FormLine
from onsite.stage.console.asking import ConsoleAsking
from onsite.stage.console.showing import who
from onsite.stage.hours import hour
from onsite.ui.cells import width
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.console.board import Board
    from onsite.stage.readiness.reading import Readiness


class ConsoleSlots(ConsoleAsking):
    """Nothing is pulled forward that nobody has chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: Readiness = {}
        """How far the speakers are, as it was read last."""

    async def _about(self, board: Board, deed: str, item: str) -> None:
        from onsite.stage.editing import edit, held, swapped
        from onsite.stage.readiness.slots import filled

        press = self.press(board)
        if deed == "hold":
            fields = board.own.fields.get(item)
            on = fields is None or not fields.held
            await self.write(board, press, edit, [held(press, item, on=on)])
            told = _("The slot of {item} is held: it begins by hand only.")
            self._tell_done(told if on else _("The slot of {item} is not held any more."), item)
            return
        question = _("Which item takes the slot of “{item}”, which is left out then?")
        if deed == "swap":
            question = _("With which item does “{item}” change places?")
        other = await self._other(board, item, question.format(item=who(board.own, item)))
        if other is not None:
            made = filled if deed == "fill" else swapped
            await self.write(board, press, edit, made(board.own, press, item, other))
            if deed == "fill":
                told = _("{other} takes the slot of {item}, which is left out. u takes it back.")
                self._tell_done(told, item, other)

    def _tell_done(self, told: str, item: str, other: str = "") -> None:
        """Say it in plain words, where it was done."""
        if self.said_tone == "good" and self.board is not None:
            names = {key: f"“{who(self.board.own, key)}”" for key in (item, other)}
            self.tell(told.format(item=names[item], other=names[other]), "good")

    async def _other(self, board: Board, item: str, question: str) -> str | None:
        """Another item that is to come, chosen with how far its speakers are before one's eyes."""
        from onsite.stage.readiness import wording
        from onsite.stage.readiness.slots import others
        from onsite.stage.readiness.watching import of_item

        moment = self.moment_now()
        if moment is None:
            return None
        lines = []
        for other in others(moment.kept, moment.schedule, item):
            times, some = moment.schedule.of(other), self.ready.get(other, ())
            if times is None:
                continue
            stands = of_item(times, some, moment.now_ms, board.plan.stage)
            cells = (
                hour(times.planned_start_ms, board.plan, board.day),
                wording.cell([each.marks for each in some], stands),
                who(moment.kept, other),
            )
            lines.append(Line(other, cells))
        if not lines:
            self.tell(_("No other item is to come."), "warning")
            return None
        wide = max(width(line.cells[0]) for line in lines)
        columns = (Column(width=wide), Column(width=5), Column())
        return await self.app.push_screen_wait(Choose(question, lines, columns=columns))

    async def _note(self, board: Board, item: str) -> None:
        from onsite.stage.editing import changed, edit
        from onsite.stage.fields import ItemFields

        fields = board.own.fields.get(item)
        if fields is None:
            return
        lines = (
            FormLine("introduction", _("Introduction"), fields.introduction or ""),
            FormLine("moderator", _("Moderator"), fields.moderator or ""),
            FormLine("agreed", _("Warnings"), fields.agreed or "", hint=_("at 10 and 5 minutes")),
            FormLine("qa_form", _("Q&A"), fields.qa_form or "", hint=_("from the room, or none")),
        )
        before = {line.key: line.value for line in lines}

        async def record(written: Mapping[str, str]) -> None:
            press = self.press(board)
            said = {key: text.strip() for key, text in written.items() if text != before[key]}
            change = changed(press, item, ItemFields(**said))
            await self.write(board, press, edit, [change])

        await self._form(_("What is agreed for “{item}”").format(item=fields.title), lines, record)
