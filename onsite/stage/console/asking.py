"""What the console asks for: a message, a length, an item's fields, which rundown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.roster.acts.form import FormLine
from onsite.stage.console.days import days_ahead, in_words
from onsite.stage.console.form import changes, lines_of, new_fields
from onsite.stage.console.planning import ConsolePlanning
from onsite.stage.console.showing import log_lines, who
from onsite.stage.hours import hour
from onsite.stage.wording import clock
from onsite.ui.cells import width
from onsite.ui.dialogs import Browse, Choose, Confirm
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.console.board import Board

_USUAL = (
    N_("Please come to an end"),
    N_("5 minutes left"),
    N_("Time for questions"),
    N_("Please repeat the question"),
    N_("Closer to the microphone, please"),
)
"""Messages that are completed as they are typed."""
_LOG = (Column(width=8), Column(share=3), Column(share=1))


class ConsoleAsking(ConsolePlanning):
    """The acts of the console that ask for something first."""

    def action_message(self) -> None:
        """Show a message on the displays."""
        self._ask(self._message)

    def action_correct(self) -> None:
        """Say when what runs really began."""
        self._ask(self._correct)

    def action_edit(self) -> None:
        """Change the item under the cursor."""
        if self.has_item():
            self._ask(self._edit)

    def action_insert(self) -> None:
        """Add an item after the one under the cursor."""
        self._ask(self._insert)

    def action_remove(self) -> None:
        """Take the item under the cursor out of the rundown."""
        if self.has_item():
            self._ask(self._remove)

    def action_swap(self) -> None:
        """Let the item under the cursor change places with another."""
        if self.has_item():
            self._ask(self._swap_asked)

    def action_which(self) -> None:
        """Show another stage, or another day."""
        self._ask(self._which)

    def action_log(self) -> None:
        """All that was done."""
        self._ask(self._log)

    async def _message(self, board: Board) -> None:
        from onsite.stage.display.service import Saying, show_message

        yes, no = _("yes"), _("no")

        async def show(written: Mapping[str, str]) -> None:
            asks = written["seen"].strip().casefold() != no.casefold()
            saying = Saying(board.stage, written["text"], asks_seen=asks)
            site = self.onsite.site
            await site.write(show_message, board.plan, saying, site.operator)
            await self.told(_("On the display: “{text}”").format(text=saying.text))

        usual = tuple(_(each) for each in _USUAL)
        lines = (
            FormLine("text", _("Message"), hint=usual[0], choices=usual),
            FormLine("seen", _("Needs “seen”"), value=yes, choices=(yes, no)),
        )
        await self._form(_("On the display of {stage}").format(stage=board.name), lines, show)

    async def _correct(self, board: Board) -> None:
        from onsite.stage.service import correct
        from onsite.stage.shell.finding import instant, span

        moment = self.moment
        item = moment.item if moment is not None else None
        run = moment.run if moment is not None else None
        if item is None or run is None:
            self.tell(_("Nothing runs whose start could be corrected."), "warning")
            return

        async def record(written: Mapping[str, str]) -> None:
            press, said = self.press(board), written["began"].strip()
            ago = span(said, least=0) if ":" not in said or said.endswith("s") else None
            began_ms = (
                press.at_ms - ago if ago is not None else instant(board.plan, board.day, said)
            )
            await self.write(board, press, correct, began_ms, item.id)

        title = _("“{item}” was started at {at}. When did it begin?").format(
            item=item.title, at=clock(run.started_ms, board.plan, seconds=True)
        )
        hint = _("90s ago: 90s – or a time of day: 14:05:30")
        await self._form(title, (FormLine("began", _("Began"), hint=hint),), record)

    async def _edit(self, board: Board) -> None:
        from onsite.stage.editing import changed, edit

        item = self.item_at
        fields = board.own.fields.get(item)
        if fields is None:
            return
        lines = lines_of(fields, board.plan, board.day)
        before = {line.key: line.value for line in lines}

        async def record(written: Mapping[str, str]) -> None:
            press = self.press(board)
            said, cleared = changes(board, before, written)
            await self.write(board, press, edit, [changed(press, item, said, cleared)])

        await self._form(_("Change “{item}”").format(item=fields.title or item), lines, record)

    async def _insert(self, board: Board) -> None:
        from onsite.stage.editing import added, edit

        after = self.item_at
        lines = new_fields(board, after)

        async def record(written: Mapping[str, str]) -> None:
            press = self.press(board)
            said, _cleared = changes(board, {}, written)
            await self.write(board, press, edit, [added(press, said, after=after)])

        place = who(board.own, after) if after else ""
        title = _("A new item after “{item}”").format(item=place) if place else _("A new item")
        await self._form(title, lines, record)

    async def _remove(self, board: Board) -> None:
        from onsite.stage.editing import edit, removed

        item, press = self.item_at, self.press(board)
        if not item or self.held.is_held("remove", press.at_ms):
            return
        run = self.moment.show.run(item) if self.moment is not None else None
        ran = run is not None and run.ended_ms is not None
        question = _("“{item}” has run. Take it out all the same?").format(
            item=who(board.own, item)
        )
        if not ran or await self.app.push_screen_wait(Confirm(question, careful=True)):
            press = self.press(board)
            await self.write(board, press, edit, [removed(press, item)])

    async def _swap_asked(self, board: Board) -> None:
        from onsite.stage.editing import edit, swapped

        item = self.item_at
        lines = [
            Line(each.id, (hour(each.start_ms, board.plan, board.day), who(board.own, each.id)))
            for each in board.own.rundown.items
            if each.id != item
        ]
        if not lines:
            self.tell(_("The rundown has no other item."), "warning")
            return
        question = _("With which item does “{item}” change places?").format(
            item=who(board.own, item)
        )
        columns = (Column(width=max(width(line.cells[0]) for line in lines)), Column())
        other = await self.app.push_screen_wait(Choose(question, lines, columns=columns))
        if other is not None:
            press = self.press(board)
            await self.write(board, press, edit, swapped(board.own, press, item, other))

    async def _which(self, board: Board) -> None:
        names = {key: part.name for key, part in board.plan.stages.items()}
        listed = {(each.day, each.stage): each.items for each in board.listed}
        for stage in names:
            listed.setdefault((board.day, stage), 0)
        now_ms = self.press(board).at_ms
        lines = [
            Line(
                f"{stage}/{day}",
                (in_words(day, board.plan, now_ms), names[stage], str(items)),
                "strong" if not days_ahead(day, board.plan, now_ms) else "muted",
            )
            for (day, stage), items in sorted(listed.items())
            if stage in names
        ]
        wide = max(width(line.cells[0]) for line in lines)
        columns = (Column(_("Day"), wide), Column(_("Stage")), Column(_("Items"), 6, right=True))
        at = f"{board.stage}/{board.day}"
        asked = Choose(_("Which rundown?"), lines, columns=columns, at=at)
        chosen = await self.app.push_screen_wait(asked)
        if chosen is not None:
            await self.show_rundown(*chosen.split("/", 1))

    async def show_rundown(self, stage: str, day: str) -> None:
        """Show a stage's rundown of a day instead."""
        self.stage, self.day, self.said = stage, day, ""
        self.sure_of = ("", "")
        await self.read()

    async def _log(self, board: Board) -> None:
        from onsite.stage.beside import done
        from onsite.stage.history import history
        from onsite.stage.reading import edits

        site = self.onsite.site
        edited = await site.read(edits, board.stage, board.day)
        others = await site.read(done, board.plan, board.own)
        now_ms = self.press(board).at_ms
        standing = self.onsite.standing
        operators = standing.operators if standing is not None else {}
        lines = log_lines(board, history(board.own, edited, now_ms, others), operators)
        title = _("All that was done on {stage}").format(stage=board.name)
        if not lines:
            title = _("Nothing was done to it yet.")
        await self.app.push_screen_wait(Browse(title, lines, columns=_LOG))
