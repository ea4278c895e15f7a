"""Sizes at the desk: number keys choose them, and the next scan leaves them open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from onsite.checkin import wording
from onsite.checkin.desk import words as desk_words
from onsite.checkin.desk.acts import DeskActs
from onsite.checkin.desk.line import ScanLine
from onsite.goods.views import HandOver, Option
from onsite.goods.wording import named, open_of
from onsite.language import _

if TYPE_CHECKING:
    from onsite.checkin.views import Answer


class DeskGoods(DeskActs):
    """What the last scan hands out stands on the banner; a number says which it was."""

    def redraw(self) -> None:
        """The banner again, and which digits mean something."""
        super().redraw()
        goods = self.answer.goods if self.answer is not None else None
        self.line.numbers = len(goods.options) if goods is not None else 0

    def open_before(self, newer: Answer) -> Answer:
        """The answer to a scan, with what the one before it has left without a size."""
        older = self.answer
        if older is None or older.goods is None or older.guest is None or older.key == newer.key:
            return newer
        before = open_of(older.goods, wording.name_of(older.guest))
        return replace(newer, goods=replace(newer.goods or HandOver(), before=before))

    @on(ScanLine.Chosen)
    def _chosen(self, event: ScanLine.Chosen) -> None:
        answer = self.answer
        options = answer.goods.options if answer is not None and answer.goods is not None else ()
        if answer is not None and 0 < event.number <= len(options):
            chosen = options[event.number - 1]
            # One after another, in the order of the keys: the last of them is right.
            self.run_worker(self._hand_over(answer, chosen), group="goods")

    async def _hand_over(self, answer: Answer, chosen: Option) -> None:
        from onsite.checkin.service import hand_over
        from onsite.goods.service import Chosen

        plan, source = self.work.plan, self.work.source
        if plan is None or source is None or answer.guest is None:
            return
        said = Chosen(answer.key, answer.guest.attendee, chosen.goods, chosen.size)
        try:
            now = await source.site.write(hand_over, plan, said, source.site.operator)
        except Exception as error:  # noqa: BLE001 - not recorded, whatever it was: that is said
            self.show_trouble(error)
            return
        self.work.wrote = True
        self._tell_handed(answer, replace(answer, goods=now.goods), named(chosen.name, chosen.size))
        self.work.refresh()

    def _tell_handed(self, before: Answer, answer: Answer, what: str) -> None:
        """On the banner; beside it where somebody else was answered meanwhile."""
        if self.answer is None or self.answer.key != before.key:
            name = wording.name_of(answer.guest) if answer.guest is not None else answer.code
            said = _("{name}: {title}.").format(name=name, title=what)
            self.notify(said, timeout=15, markup=False)
            return
        self.answer = answer
        now, names = self.onsite.clock.now, self.onsite.names
        self.shown = lambda plan: desk_words.answered(answer, plan, now(), names)
        self.redraw()

    def show_trouble(self, error: Exception) -> None:
        """Not recorded, so nobody may go through on it."""
