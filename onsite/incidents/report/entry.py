"""The line that writes something down in an incident, kept on the disk as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.incidents import service
from onsite.incidents.board.times import happened_ms
from onsite.incidents.outcomes import By, Outcome
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.incidents.report.line import Kept
    from onsite.plan.model import Plan

_LONGEST = 4000
_WHEN = "when"


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
                yield Input(
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
        when = self.query_one("#entry-when", Input).value
        self._kept.typed(self._text, {_WHEN: when} if when else {})
        self.run_worker(self._kept.write(), group="entry-keep")

    @property
    def _text(self) -> str:
        return self.query_one("#entry-text", Input).value

    def _take(self) -> None:
        if not is_busy(self.app.workers, "entry-send"):
            self.run_worker(self._send(), group="entry-send")

    async def _send(self) -> None:
        draft, site = self._kept.draft, self.onsite.site
        wrong = self.query_one(".missing", Static)
        if draft is None or not self._text.strip():
            wrong.update(Text(_("Please write a few words.")))
            return
        from onsite.incidents.log import moments

        await self._kept.write()
        try:
            when = happened_ms(
                self._plan, self.query_one("#entry-when", Input).value, site.clock.now()
            )
            # Two times: it happened when its first key was pressed, where nothing else is said.
            when = draft.begun.at_ms if when is None else when
            by = By(site.operator, moments.now(site.clock), draft.id)
            said = (self._plan, by, self._incident, self._text, when)
            done = await site.write(service.entry, *said)
        except OnsiteError as error:
            wrong.update(Text(str(error)))
            return
        if self.is_current:
            self.dismiss(done)

    async def _close(self) -> None:
        await self._kept.write()
        if self.is_current:
            self.dismiss(None)
