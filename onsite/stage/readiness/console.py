"""The console's part of it: how far the speakers are, and what is done where one is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.roster.acts.form import FormLine
from onsite.stage.console.asking import ConsoleAsking
from onsite.stage.console.showing import who
from onsite.stage.wording import clock
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.stage.console.board import Board, Moment
    from onsite.stage.readiness.reading import Contact, Known, Readiness, Ready
    from onsite.stage.readiness.service import Check
    from onsite.stage.readiness.viewing import View

_TONES = {"took": "good", "already": "warning", "at-desk": "warning", "refused": "bad"}


class ConsoleReady(ConsoleAsking):
    """Reads how far the speakers are, and shows them by item."""

    def __init__(self) -> None:
        super().__init__()
        self.ready: Readiness = {}
        self._known: Known | None = None

    async def read(self) -> None:
        """Read the store: the rundown first, as the timer must not wait for the list."""
        await super().read()
        await self._read_ready()

    async def _read_ready(self) -> None:
        from onsite.stage.readiness.reading import Known, readiness

        board = self.board
        if board is None or not board.stage:
            return
        self._known = self._known or Known()
        try:
            now_ms = to_ms(self.onsite.clock.now())
            site, known = self.onsite.site, self._known
            found = await site.read(readiness, board.plan, board.own, known, now_ms)
        except OnsiteError:
            return  # One that is busy is read the next time.
        if found != self.ready:
            self.ready = found
            self.tick()

    def action_speakers(self) -> None:
        """The speakers of the item under the cursor, or of the one that lacks some."""
        self._ask(self._speakers)

    # What the dialog asks.

    def speakers_of(self, item: str) -> Sequence[Ready]:
        """The speakers of an item, as they were read last."""
        return self.ready.get(item, ())

    def view_of(self, item: str) -> View | None:
        """An item as it is now; None where there is none of it any more."""
        from onsite.stage.readiness.viewing import view

        board, moment = self.board, self._now()
        if board is None or moment is None or item not in moment.kept.rundown.by_id:
            return None
        return view(board.plan, moment, self.ready, item, self.onsite.names)

    async def contacts_of(self, item: str) -> Mapping[str, Contact]:
        """How its speakers are reached, by their ids, as far as who works here may see it."""
        from onsite.stage.readiness.reading import contact

        site, board = self.onsite.site, self.board
        if board is None:
            return {}
        return {
            each.speaker.id: await site.read(contact, board.plan, each, site.operator)
            for each in self.speakers_of(item)
        }

    async def say(self, check: Check) -> tuple[str, str]:
        """Record it; answers what came of it, and its tone."""
        from onsite.stage.readiness import service, wording

        board, site = self.board, self.onsite.site
        if board is None:
            return "", ""
        press = self.press(board)
        done = await site.write(service.check, board.plan, press, site.operator, check)
        await self.read()
        self.onsite.store_written(self)
        told = wording.checked(done, board.plan, self.onsite.names, board.day)
        return told, _TONES[done.what]

    def _now(self) -> Moment | None:
        """The rundown at this instant, also while a dialog stands above the console."""
        from onsite.stage.console.board import at
        from onsite.stage.outcomes import clocks

        board = self.board
        if board is None or not board.stage:
            return None
        return at(board.own, clocks(self.onsite.clock, self.onsite.site.journal.station))

    # What is done about an item.

    async def _speakers(self, board: Board) -> None:
        from onsite.stage.readiness.dialog import SpeakersDialog

        item = self._wanted(board)
        while item:
            asked = await self.app.push_screen_wait(SpeakersDialog(self, item))
            if asked is None:
                return
            item = asked.item
            now = self.board or board
            if asked.deed == "note":
                await self._note(now, item)
            else:
                await self._about(now, asked.deed, item)
                return
        self.tell(_("The rundown names no speakers. e changes an item."), "warning")

    def _wanted(self, board: Board) -> str:
        """The item under the cursor; where all is well with it, the first that lacks somebody."""
        from onsite.stage.readiness.watching import lacking

        moment, at = self._now(), self.item_at
        if moment is None:
            return ""
        lacks = [
            each.item
            for each in lacking(moment.schedule, self.ready, moment.now_ms, board.plan.stage)
        ]
        running = moment.item is not None and moment.item.id == at
        if lacks and (running or at not in self.ready):
            return lacks[0]
        if at in self.ready:
            return at
        coming = moment.schedule.next
        return coming if coming in self.ready else next(iter(self.ready), "")

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

        moment = self._now()
        if moment is None:
            return None
        lines = []
        for other in others(moment.kept, moment.schedule, item):
            times, some = moment.schedule.of(other), self.ready.get(other, ())
            if times is None:
                continue
            stands = of_item(times, some, moment.now_ms, board.plan.stage)
            cells = (
                clock(times.planned_start_ms, board.plan),
                wording.cell([each.marks for each in some], stands),
                who(moment.kept, other),
            )
            lines.append(Line(other, cells))
        if not lines:
            self.tell(_("No other item is to come."), "warning")
            return None
        columns = (Column(width=5), Column(width=5), Column())
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
