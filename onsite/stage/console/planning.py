"""What the console asks before what is to come is another: delays, cuts, following the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.cleaning import clean
from onsite.language import _, ngettext
from onsite.roster.acts.form import ActForm, FormLine
from onsite.stage.console.acts import ConsoleActs
from onsite.stage.console.form import LONGEST
from onsite.stage.console.showing import MINUTE_MS, who
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

        item, moment, runs = self.item_at, self.moment, ""
        if moment is not None and moment.show.run(item) is not None and item != moment.show.armed:
            if item == moment.show.running:
                runs = _("“{item}” runs: F8 gives it time.").format(item=who(board.own, item))
            # What has begun cannot begin later.
            item = moment.schedule.next
            if not item:
                self.tell(runs or _("Nothing is left to come."), "warning")
                return

        async def record(written: Mapping[str, str]) -> None:
            by_ms = span(written["by"])
            await self.write(board, self.press(board), delay, by_ms, item)

        title = _("From “{item}” on, everything begins later by:").format(item=who(board.own, item))
        hint = _("minutes: 10 – less again: -10")
        await self._form(
            f"{runs} {title}".strip(), (FormLine("by", _("Delay"), hint=hint),), record
        )

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
        if not found.helps:
            self.tell(_cut_refused(board, found), "warning")
        elif await self._looked_at(_cut_question(board, found), _cut_lines(board, found)):
            await self.write(board, self.press(board), cut, asked[0])

    async def _follow(self, board: Board) -> None:
        from onsite.stage.by_clock import what_if
        from onsite.stage.service import follow

        if self.held.is_held("follow", self.press(board).at_ms):
            return
        if not await self.is_day_meant(board):
            return
        press = self.press(board)
        kept = self.moment.kept if self.moment is not None else board.own
        lost = what_if(kept, board.plan, press.at_ms)
        question = "\n".join([*lost, _("Follow the clock all the same?")])
        if not lost or await self.app.push_screen_wait(Confirm(question, careful=True)):
            await self.write(board, self.press(board), follow, on=True)

    async def _reason(self, board: Board) -> None:
        from onsite.stage.editing import changed, edit
        from onsite.stage.fields import ItemFields

        item = self._late_item()

        async def record(written: Mapping[str, str]) -> None:
            press = self.press(board)
            said = ItemFields(late_reason=clean(written["reason"])[:LONGEST])
            await self.write(board, press, edit, [changed(press, item, said)])

        fields = board.own.fields.get(item)
        known = (fields.late_reason if fields is not None else "") or ""
        question = _("Why was “{item}” late?").format(item=who(board.own, item))
        await self._form(question, (FormLine("reason", _("Reason"), known),), record)

    def _late_item(self) -> str:
        """The item under the cursor; where it has not begun, what runs late, or was over last."""
        at, moment = self.item_at, self.moment
        if moment is None or moment.show.run(at) is not None or not moment.show.last:
            return at
        show, schedule = moment.show, moment.schedule
        running = schedule.of(show.running)
        if running is not None and max(running.over_ms, running.over_end_ms) >= MINUTE_MS:
            return show.running
        ended = [run for runs in show.runs.values() for run in runs if run.ended_ms is not None]
        last = max(ended, key=lambda run: run.ended_ms or 0, default=None)
        return last.item if last is not None else show.last

    async def _looked_at(self, question: str, lines: Sequence[Line]) -> bool:
        """Whether somebody who has looked at it wants it so: Enter."""
        wide = [max(width(line.cells[place]) for line in lines) for place in (0, 1)]
        columns = (*(Column(width=each) for each in wide), Column(share=1))
        return await self.app.push_screen_wait(Choose(question, lines, columns=columns)) is not None


def _cut_question(board: Board, found: Proposal) -> str:
    told = [
        _("Enter cuts it so; Esc leaves it. Everything would be over at {at}.").format(
            at=hour(found.ends_ms, board.plan, board.day)
        )
    ]
    if found.uncut_ms:
        late = _("That is {long} too late: nothing may be cut any more.")
        told.append(late.format(long=length(found.uncut_ms)))
    if found.earlier:
        sooner = ngettext(
            "{n} item begins earlier than planned.",
            "{n} items begin earlier than planned.",
            found.earlier,
        )
        told.append(sooner.format(n=found.earlier))
    return " ".join(told)


def _cut_refused(board: Board, found: Proposal) -> str:
    if not found.uncut_ms:
        return _("Nothing needs to be cut.")
    told = _("Nothing may be cut: all is over at {at} at the earliest. e gives a shortest length.")
    return told.format(at=hour(found.ends_ms, board.plan, board.day))


def _cut_lines(board: Board, found: Proposal) -> list[Line]:
    return [
        Line(
            each.item,
            (
                _from_to(
                    hour(each.planned_start_ms, board.plan, board.day),
                    hour(each.start_ms, board.plan, board.day),
                ),
                _from_to(length(each.planned_length_ms), length(each.length_ms)),
                who(board.own, each.item),
            ),
            "" if each.changed else "muted",
        )
        for each in found.lines
    ]


def _from_to(before: str, after: str) -> str:
    """What changes, so that it is seen; what stays stands alone."""
    return before if before == after else f"{before} → {after}"
