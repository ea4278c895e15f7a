"""What the console asks before what is to come is another: delays, cuts, following the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.cleaning import clean
from onsite.language import _
from onsite.roster.acts.form import ActForm, FormLine
from onsite.stage.console.acts import ConsoleActs
from onsite.stage.console.form import LONGEST
from onsite.stage.console.showing import who
from onsite.stage.hours import as_typed, hour
from onsite.stage.wording import length
from onsite.ui.cells import width
from onsite.ui.dialogs import Choose, Confirm
from onsite.ui.line_list import Column, Line
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence

    from onsite.stage.console.board import Board
    from onsite.stage.engine.backtiming import Proposal


class ConsolePlanning(ConsoleActs):
    """Shows what would be planned before the key that does it."""

    def action_delay(self) -> None:
        """Let the item under the cursor, and all after it, begin later."""
        if self.has_item():
            self._ask(self._delay)

    def action_apply_delay(self) -> None:
        """Make the delays the plan."""
        self._ask(self._apply_delay)

    def action_backtime(self) -> None:
        """Propose cuts so that everything is over in time."""
        self._ask(self._backtime)

    def action_follow(self) -> None:
        """Items begin by the clock, or by hand again."""
        if self.moment is not None and self.moment.show.follow:
            self._act("follow", on=False)
        else:
            self._ask(self._follow)

    def action_reason(self) -> None:
        """Note why the item under the cursor was late."""
        if self.has_item():
            self._ask(self._reason)

    def _ask(self, ask: Callable[[Board], Coroutine[Any, Any, None]]) -> None:
        board = self.board
        if board is not None and board.stage and not is_busy(self.app.workers, "stage-ask"):
            self.run_worker(self._guarded(ask(board)), group="stage-ask")

    async def _form(
        self,
        title: str,
        lines: Sequence[FormLine],
        act: Callable[[Mapping[str, str]], Awaitable[None]],
    ) -> None:
        await self.app.push_screen_wait(ActForm(title, lines, act))

    async def _delay(self, board: Board) -> None:
        from onsite.stage.service import delay
        from onsite.stage.shell.finding import span

        item = self.item_at

        async def record(written: Mapping[str, str]) -> None:
            by_ms = span(written["by"])
            await self.write(board, self.press(board), delay, by_ms, item)

        title = _("From “{item}” on, everything begins later by:").format(item=who(board.own, item))
        hint = _("minutes: 10 – less again: -10")
        await self._form(title, (FormLine("by", _("Delay"), hint=hint),), record)

    async def _apply_delay(self, board: Board) -> None:
        from onsite.stage.engine.delays import applied
        from onsite.stage.service import apply_delay

        show = self.moment.show if self.moment is not None else None
        delayed = {each.item for each in show.delays} if show is not None else set()
        first = next((each.id for each in board.own.rundown.items if each.id in delayed), "")
        if not first or show is None:
            self.tell(_("There is no delay to put into the plan. d makes one."), "warning")
            return
        lines = [
            Line(
                each.item,
                (
                    hour(each.start_ms, board.plan, board.day),
                    length(each.length_ms),
                    who(board.own, each.item),
                ),
            )
            for each in applied(board.own.rundown, show, first)
        ]
        question = _("Put the delay into the plan? It would be planned so:")
        if await self._looked_at(question, lines):
            await self.write(board, self.press(board), apply_delay, first)

    async def _backtime(self, board: Board) -> None:
        from onsite.stage.cutting import cut, what_if
        from onsite.stage.shell.finding import instant

        moment = self.moment
        if moment is None or moment.schedule.ends_ms is None:
            self.tell(_("The rundown is empty."), "warning")
            return
        rundown = board.own.rundown
        planned_ms = moment.schedule.ends_ms - moment.schedule.over_end_ms
        wanted_ms = rundown.must_end_ms if rundown.must_end_ms is not None else planned_ms
        asked: list[int] = []

        async def take(written: Mapping[str, str]) -> None:
            asked.append(instant(board.plan, board.day, written["end"]))

        line = FormLine("end", _("All over at"), value=as_typed(wanted_ms, board.plan, board.day))
        await self._form(_("Cut what is to come, in proportion"), (line,), take)
        if not asked:
            return
        found = what_if(board.own, self.press(board).at_ms, asked[0])
        if not any(each.changed for each in found.lines):
            self.tell(_("Nothing needs to be cut, or nothing can be."), "warning")
        elif await self._looked_at(_cut_question(board, found), _cut_lines(board, found)):
            await self.write(board, self.press(board), cut, asked[0])

    async def _follow(self, board: Board) -> None:
        from onsite.stage.by_clock import what_if
        from onsite.stage.service import follow

        press = self.press(board)
        if self.held.is_held("follow", press.at_ms):
            return
        kept = self.moment.kept if self.moment is not None else board.own
        lost = what_if(kept, board.plan, press.at_ms)
        question = "\n".join([*lost, _("Follow the clock all the same?")])
        if not lost or await self.app.push_screen_wait(Confirm(question, careful=True)):
            await self.write(board, self.press(board), follow, on=True)

    async def _reason(self, board: Board) -> None:
        from onsite.stage.editing import changed, edit
        from onsite.stage.fields import ItemFields

        item = self.item_at

        async def record(written: Mapping[str, str]) -> None:
            press = self.press(board)
            said = ItemFields(late_reason=clean(written["reason"])[:LONGEST])
            await self.write(board, press, edit, [changed(press, item, said)])

        fields = board.own.fields.get(item)
        known = (fields.late_reason if fields is not None else "") or ""
        question = _("Why was “{item}” late?").format(item=who(board.own, item))
        await self._form(question, (FormLine("reason", _("Reason"), known),), record)

    async def _looked_at(self, question: str, lines: Sequence[Line]) -> bool:
        """Whether somebody who has looked at it wants it so: Enter."""
        wide = max([13, *(width(line.cells[0]) for line in lines)])
        columns = (Column(width=wide), Column(width=14), Column(share=1))
        return await self.app.push_screen_wait(Choose(question, lines, columns=columns)) is not None


def _cut_question(board: Board, found: Proposal) -> str:
    told = _("Enter cuts it so; Esc leaves it. Everything would be over at {at}.").format(
        at=hour(found.ends_ms, board.plan, board.day)
    )
    if found.uncut_ms:
        late = _("That is {long} too late: nothing may be cut any more.")
        told += " " + late.format(long=length(found.uncut_ms))
    return told


def _cut_lines(board: Board, found: Proposal) -> list[Line]:
    return [
        Line(
            each.item,
            (
                f"{hour(each.planned_start_ms, board.plan, board.day)} → "
                + hour(each.start_ms, board.plan, board.day),
                f"{length(each.planned_length_ms)} → {length(each.length_ms)}",
                who(board.own, each.item),
            ),
            "" if each.changed else "muted",
        )
        for each in found.lines
    ]
