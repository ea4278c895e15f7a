"""The line that writes something down in an incident, kept on the disk as it is typed.

It stands at once: a fast hand presses the next key before its draft is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.errors import BadInputError, OnsiteError
from onsite.incidents import service
from onsite.incidents.board.times import happened_ms
from onsite.incidents.outcomes import By, Outcome
from onsite.incidents.report.patient import OneLine, PatientDialog
from onsite.language import N_, _
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.incidents.report.line import Kept
    from onsite.plan.model import Plan

_LONGEST = 4000
_WHEN = "when"
_NARROWEST = 3
"""Cells of what stands before a line, without the one after it."""


class EntryDialog(PatientDialog[Outcome | None]):
    """Writes something down; answers what came of it, None when closed without.

    Args:
        plan: the plan in force.
        incident: the id of the incident.
        number: as it is said.
        kept: where it lies while it is typed.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Write down"), priority=True),
        Binding("up,shift+tab", "other", N_("Line before"), show=False, priority=True),
        Binding("down,tab", "other", N_("Next line"), key_display="↑↓", priority=True),
        Binding("escape", "close", N_("Close"), priority=True),
    ]

    def __init__(self, plan: Plan, incident: str, number: str, kept: Kept) -> None:
        text = OneLine(id="entry-text", max_length=_LONGEST, compact=True, select_on_focus=False)
        super().__init__(text)
        self._written = text
        self._when = Input(id="entry-when", max_length=10, compact=True, select_on_focus=False)
        self._plan = plan
        self._incident = incident
        self._number = number
        self._kept = kept
        self._told = False
        """Whether it was said that what stands here is not on the disk."""
        self._over = False

    def compose(self) -> ComposeResult:
        """What is written, and when that was."""
        with Vertical(classes="box -wide"):
            yield Static(
                Text(_("{number}: what happened?").format(number=self._number)),
                classes="question",
            )
            with Horizontal(classes="entry-line"):
                yield Static("❯", classes="entry-label")
                yield self._written
            with Horizontal(classes="entry-line"):
                yield Static(Text(_("at")), classes="entry-label")
                yield self._when
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._when.placeholder = _("now; 14:05 if it was earlier")
        for label in self.query(".entry-label").results(Static):
            label.styles.width = beside(_("at"))
        self.app.run_worker(self._work(self._take_up()), group="entry")

    def action_take(self) -> None:
        """Write it down."""
        self.in_turn(lambda: self._do(self._send()))

    def action_close(self) -> None:
        """Close; what was typed stays on the disk."""
        self.in_turn(lambda: self._do(self._close()))

    def action_other(self) -> None:
        """From what is said to when that was, and back."""
        self.in_turn(self._turn)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep()

    async def _take_up(self) -> None:
        begun = await self._kept.others()
        if begun:
            self._kept.take_up(begun[-1])
            with self.prevent(Input.Changed):
                self._written.value = begun[-1].text
                self._when.value = begun[-1].fields.get(_WHEN, "")
            self._written.cursor_position = len(self._written.value)

    def _turn(self) -> None:
        self.line = self._when if self.line is self._written else self._written
        self.go_on()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        # A worker of the app: a scan that closes this dialog must not end it halfway.
        self._typed()  # the last keys may not have been told yet
        self.app.run_worker(self._work(work), group="entry")

    async def _work(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except OnsiteError as error:
            self._say(str(error))
        finally:
            if self._stands():
                self.go_on()

    def _stands(self) -> bool:
        return self.is_mounted and not self._over and self in self.app.screen_stack

    def _keep(self) -> None:
        self._told = False
        self._typed()
        self.app.run_worker(self._write(), group="entry-keep")

    def _typed(self) -> None:
        if not self._over:
            when = self._when.value
            self._kept.typed(self._written.value, {_WHEN: when} if when else {}, self.first_key)

    async def _write(self) -> None:
        try:
            await self._kept.write()
        except OnsiteError as error:
            self._told = True
            self._say(str(error))

    async def _send(self) -> None:
        await self._write()
        done = await self._write_down(self._written.value)
        self._kept.take_up(None)
        self._end(done)

    async def _write_down(self, text: str) -> Outcome:
        draft = self._kept.draft
        if draft is None or not text.strip():
            raise BadInputError(_("Nothing is written."), _("Please write a few words."))
        from onsite.sync.clock import moments

        site = self.onsite.site
        when = happened_ms(self._plan, self._when.value, site.clock.now())
        # Two times: it happened when its first key was pressed, where nothing else is said.
        when = draft.begun.at_ms if when is None else when
        by = By(site.operator, moments.now(site.clock), draft.id)
        return await site.write(service.entry, self._plan, by, self._incident, text, when)

    async def _close(self) -> None:
        if not self._told:
            # Who is told that it is not on the disk closes it by the next Esc all the same.
            self._told = True
            await self._kept.write()
        self._end(None)

    def _end(self, done: Outcome | None) -> None:
        self._over = True
        if self.is_current:
            self.dismiss(done)

    def _say(self, text: str) -> None:
        if self._stands():
            self.query_one(".missing", Static).update(Text(text))


def beside(label: str) -> int:
    """How wide what stands before the lines is, in cells, with one between."""
    return max(cell_len(label), _NARROWEST) + 1
