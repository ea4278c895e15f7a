"""What can stand over the desk for a moment: why an undo, and all about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.checkin import wording
from onsite.checkin.asking.words import all_shown
from onsite.checkin.desk.words import details, marks, undo_reason
from onsite.checkin.history_words import history_line
from onsite.language import N_, _
from onsite.roster.acts import wording as acts
from onsite.roster.wording import stays
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.desk.source import Dossier
    from onsite.plan.model import Plan


class UndoReason(Dialog[str | None]):
    """Asks why a passage is taken back: one of the usual reasons, or words of one's own.

    Answers a code of `UNDO_REASONS` or the words; None when cancelled.

    Args:
        question: names the person and the time.
        reasons: the codes to choose from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("enter", "take", N_("Undo it"), priority=True),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, question: str, reasons: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        """The question, the usual reasons, a line for another."""
        with Vertical(classes="box"):
            yield Static(Text(self._question), classes="question")
            reasons = LineList(Column(), id="reasons", classes="-cursor")
            reasons.can_focus = False
            reasons.styles.height = len(self._reasons)
            yield reasons
            yield Input(id="own-words", max_length=300, compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.retranslate()
        self.query_one(Input).focus()

    def retranslate(self) -> None:
        """The reasons and the hint, in the language in use."""
        lines = [Line(code, (undo_reason(code),)) for code in self._reasons]
        self.query_one(LineList).show(lines)
        self.query_one(Input).placeholder = _("↑↓ choose a reason, or write another here")

    def action_move(self, steps: int) -> None:
        """Another of the usual reasons."""
        self.query_one(LineList).action_move(steps)

    def action_take(self) -> None:
        """Close with the reason."""
        self.after_keys(self._take)

    def _take(self) -> None:
        own = self.query_one(Input).value.strip()
        marked = self.query_one(LineList).line
        self.dismiss(own or (marked.key if marked is not None else None))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line.key)


class GuestDetail(Dialog[str | None]):
    """All about one person: what the list says, and everything that happened.

    Answers `act` where something is to be done about them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Close")),
        Binding("enter,f4", "dismiss(None)", N_("Close"), show=False, priority=True),
        Binding("ctrl+y", "dismiss('act')", N_("Set right")),
    ]

    def __init__(
        self, dossier: Dossier, plan: Plan, now: datetime, names: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._dossier = dossier
        self._names = names
        self._plan = plan
        self._now = now

    def compose(self) -> ComposeResult:
        """The name, what is known, the history."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question")
            yield Static(id="known")
            yield Static(id="history-title", classes="title")
            yield LineList(Column(width=21), Column(share=3), Column(share=2), id="history")
            yield Static(id="history-act")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.retranslate()
        self.query_one(LineList).focus()

    def retranslate(self) -> None:
        """Everything again, in the language in use."""
        guest, plan, now = self._dossier.guest, self._plan, self._now
        name = Text(wording.name_of(guest), overflow="ellipsis", no_wrap=True)
        for mark in marks(guest):
            name.append(" ").append(f" {mark} ", "reverse")
        self.query_one(".question", Static).update(name)
        known = details(guest, plan, now, self._dossier.conflicts, self._names, self._dossier.voids)
        answers = all_shown(plan, self._dossier.answers)
        if answers:
            known.append(_("Answers: {answers}").format(answers=answers))
        # Their codes stand above, and each that was given on site in the history.
        done = {key: both for key, both in self._dossier.on_site.items() if key != "codes"}
        if done:
            known.append(stays(done, plan.zone))
        self.query_one("#known", Static).update(Text("\n".join(known)))
        self.query_one("#history-title", Static).update(Text(_("History")))
        numbered = enumerate(self._dossier.lines)
        lines = [history_line(number, line, plan, now, self._names) for number, line in numbered]
        self.query_one(LineList).show(list(reversed(lines)))

    @on(LineList.Highlighted)
    def _marked(self, event: LineList.Highlighted) -> None:
        """What was done on site has more to say than fits in a line."""
        event.stop()
        marked = self.query_one(LineList).line
        act = self._dossier.lines[int(marked.key)].act if marked is not None else None
        whole = self.query_one("#history-act", Static)
        whole.display = act is not None
        whole.update(Text(acts.said(act) if act is not None else ""))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(None)
