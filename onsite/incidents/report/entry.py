"""The line that writes something down in an incident, kept on the disk as it is typed."""

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
from onsite.incidents.report.patient import OneLine
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.incidents.report.line import Kept
    from onsite.plan.model import Plan

_LONGEST = 4000
_WHEN = "when"
_NARROWEST = 3
"""Cells of what stands before a line, without the one after it."""


class EntryDialog(Dialog[Outcome | None]):
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
        Binding("up", "app.focus_previous", N_("Line before"), show=False, priority=True),
        Binding("down", "app.focus_next", N_("Next line"), key_display="↑↓", priority=True),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, plan: Plan, incident: str, number: str, kept: Kept) -> None:
        super().__init__()
        self._plan = plan
        self._incident = incident
        self._number = number
        self._kept = kept
        self._told = False
        """Whether it was said that what stands here is not on the disk."""
        self._sending = False

    def compose(self) -> ComposeResult:
        """What is written, and when that was."""
        draft = self._kept.draft
        with Vertical(classes="box -wide"):
            yield Static(
                Text(_("{number}: what happened?").format(number=self._number)),
                classes="question",
            )
            text = draft.text if draft is not None else ""
            with Horizontal(classes="entry-line"):
                yield Static("❯", classes="entry-label")
                yield OneLine(
                    text, id="entry-text", max_length=_LONGEST, compact=True, select_on_focus=False
                )
            with Horizontal(classes="entry-line"):
                yield Static(Text(_("at")), classes="entry-label")
                when = draft.fields.get(_WHEN, "") if draft is not None else ""
                yield Input(when, id="entry-when", max_length=10, compact=True)
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#entry-when", Input).placeholder = _("now; 14:05 if it was earlier")
        self.query_one("#entry-text").focus()
        for label in self.query(".entry-label").results(Static):
            label.styles.width = beside(_("at"))

    def action_take(self) -> None:
        """Write it down."""
        self.after_keys(self._take)

    def action_close(self) -> None:
        """Close; what was typed stays on the disk."""
        self.run_worker(self._close(), group="entry-close", exclusive=True)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._sending:
            self._keep()

    @property
    def _text(self) -> str:
        return self.query_one("#entry-text", Input).value

    def _keep(self) -> None:
        when = self.query_one("#entry-when", Input).value
        self._kept.typed(self._text, {_WHEN: when} if when else {})
        self._told = False
        self.app.run_worker(self._write(), group="entry-keep")

    async def _write(self) -> None:
        try:
            await self._kept.write()
        except OnsiteError as error:
            self._told = True
            self._say(str(error))

    def _take(self) -> None:
        if not self._sending:
            self._keep()
            self._sending = True
            self.app.run_worker(self._send(), group="entry-send")

    async def _send(self) -> None:
        try:
            await self._write()
            done = await self._write_down(self._text)
        except OnsiteError as error:
            self._say(str(error))
        else:
            self._kept.take_up(None)
            self._end(done)
        finally:
            self._sending = False

    async def _write_down(self, text: str) -> Outcome:
        draft = self._kept.draft
        if draft is None or not text.strip():
            raise BadInputError(_("Nothing is written."), _("Please write a few words."))
        from onsite.incidents.log import moments

        site = self.onsite.site
        typed = self.query_one("#entry-when", Input).value
        when = happened_ms(self._plan, typed, site.clock.now())
        # Two times: it happened when its first key was pressed, where nothing else is said.
        when = draft.begun.at_ms if when is None else when
        by = By(site.operator, moments.now(site.clock), draft.id)
        return await site.write(service.entry, self._plan, by, self._incident, text, when)

    async def _close(self) -> None:
        told = self._told
        await self._write()
        if told or not self._told:  # who was told closes it by the next Esc all the same
            self._end(None)

    def _end(self, done: Outcome | None) -> None:
        if self.is_current:
            self.dismiss(done)

    def _say(self, text: str) -> None:
        if self.is_attached:
            self.query_one(".missing", Static).update(Text(text))


def beside(label: str) -> int:
    """How wide what stands before the lines is, in cells, with one between."""
    return max(cell_len(label), _NARROWEST) + 1
