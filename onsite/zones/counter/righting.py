"""What sets a count right: a recount, the close of a day."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from onsite.language import N_, _, pgettext
from onsite.roster.acts.form import ActForm, FormLine
from onsite.ui.dialogs import Choose
from onsite.ui.line_list import Line
from onsite.zones.counter import rows as counted_rows
from onsite.zones.counter.acts import CounterActs, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.zones.counter.rows import Row
    from onsite.zones.counter.showing import Counted
    from onsite.zones.counting.service import Recounted

_BECAUSE = {
    "drift": N_("Nobody: errors of counting"),
    "inside": N_("People who are still there"),
    "other": N_("Something else"),
}


class CounterRighting(CounterActs):
    """What is done once an hour, and once a day."""

    def __init__(self) -> None:
        super().__init__()
        self.recounting = ""
        """The rows of a recount that was not recorded yet, as they were typed."""
        self.recount_began_ms = 0
        self._recount_key = uuid.uuid4().hex

    def action_recount(self) -> None:
        """Count everybody who is there."""
        self.ask(self._recount)

    def action_close_day(self) -> None:
        """The day is over."""
        self.ask(self._close_day)

    async def _recount(self, counted: Counted) -> None:
        from onsite.zones.counter.recounting import RecountDialog

        await self.app.push_screen_wait(RecountDialog(self, counted.look.plan, counted.view.name))

    async def record_recount(
        self, plan: Plan, rows: tuple[Row, ...], *, at_beginning: bool
    ) -> None:
        """The recount is done.

        Args:
            plan: in force.
            rows: what was counted.
            at_beginning: whether it holds for when it was begun, rather than for now.

        Raises:
            OnsiteError: it cannot be recorded now.
        """
        from onsite.zones.counting import service

        began = self.recount_began_ms
        done = await self.do(
            plan,
            self.by(self._recount_key),
            service.recount,
            self.zone,
            counted_rows.people(rows),
            rows_counted=counted_rows.parts(rows),
            began_ms=began,
            cut_ms=began if at_beginning else None,
        )
        self.recounting, self.recount_began_ms, self._recount_key = "", 0, uuid.uuid4().hex
        self.tell(recounted(done, counted_rows.people(rows)), "good")

    async def _close_day(self, counted: Counted) -> None:
        from onsite.zones.counting import service

        question = _("{zone}, close of day: the count says {n}. What is that?")
        lines = [Line(key, (_(text),)) for key, text in _BECAUSE.items()]
        question = question.format(zone=counted.view.name, n=counted.total)
        because = await self.app.push_screen_wait(Choose(question, lines))
        if because is None:
            return

        key = uuid.uuid4().hex

        async def record(written: Mapping[str, str]) -> None:
            people, note = whole_number(written["people"], least=0), written["note"].strip()
            said = (self.zone, because, people, note)
            await self.do(counted.look.plan, self.by(key), service.close_day, *said)
            told = _("The day is closed. The next one begins with {n}.")
            self.tell(told.format(n=people), "good")

        begins = max(counted.total, 0) if because == "inside" else 0
        form = [
            FormLine("people", pgettext("how many", "People"), str(begins), needed=True),
            FormLine("note", _("Note"), needed=because == "other"),
        ]
        title = _("{zone}, close of day: with how many does the next day begin?")
        title = title.format(zone=counted.view.name)
        await self.app.push_screen_wait(ActForm(title, form, record, steps=True))


def recounted(done: Recounted, people: int) -> str:
    """What came of a recount, in a sentence or two."""
    if done.error == 0:
        return _("Recounted: {n}. The count was right.").format(n=people)
    if done.error > 0:
        said = _("Recounted: {n}. The count had {expected}: {off} too few.")
    else:
        said = _("Recounted: {n}. The count had {expected}: {off} too many.")
    return said.format(n=people, expected=done.expected, off=abs(done.error))
