"""The people who come together, over the desk: some or all of them are marked and let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.checkin.desk import words as desk_words
from onsite.checkin.party import rules, wording
from onsite.checkin.wording import name_of
from onsite.language import N_, _
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

_COLUMNS = (
    Column(width=3),
    Column(width=1),
    Column(share=3),
    Column(share=2),
    Column(share=3),
)
_ROWS = 13
_NUMBERED = 9
"""So many can be marked by a digit."""


class PartyDialog(Dialog[tuple[str, ...] | None]):
    """Asks who of a party passes; answers their ids, in the order of the list.

    Args:
        guest: whose code was scanned.
        party: everybody, that guest too.
        plan: gives the names.
        now: aware.
        leaving: whether they leave rather than come in.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), priority=True),
        Binding("ctrl+a", "mark_all", N_("Mark all"), priority=True),
        Binding("enter", "take", N_("Let in"), priority=True),
        Binding("backspace", "shorten", N_("Delete"), show=False),
        Binding("escape", "leave", N_("Close")),
    ]

    def __init__(
        self, guest: Guest, party: Sequence[Guest], plan: Plan, now: datetime, *, leaving: bool
    ) -> None:
        super().__init__()
        self._guest = guest
        self._party = party
        self._plan = plan
        self._now = now
        self._leaving = leaving
        self._sought = ""
        self._marked: frozenset[str] = frozenset()

    @property
    def people(self) -> LineList:
        """The list."""
        return self.query_one(LineList)

    @property
    def shown(self) -> list[Guest]:
        """Those who are shown: all, or whom the typed letters mean."""
        return rules.matching(self._party, self._sought)

    def compose(self) -> ComposeResult:
        """Whose party it is, how to choose, the people."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question")
            yield Static(id="party-hint")
            people = LineList(*_COLUMNS, classes="-cursor")
            people.styles.height = min(len(self._party), _ROWS)
            yield people
            yield Static(id="party-marks")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.retranslate()
        self.people.focus()

    def retranslate(self) -> None:
        """Everything again, in the language in use."""
        title = wording.title(self._guest, self._party)
        self.query_one(".question", Static).update(Text(title, no_wrap=True, overflow="ellipsis"))
        self._show()

    def on_key(self, event: events.Key) -> None:
        """A digit marks by number, anything else that can be written filters."""
        character = event.character
        if character is None or not event.is_printable:
            return
        event.stop()
        if character.isdecimal():
            self._mark_numbered(int(character))
        else:
            self._sought += character
            self._show()

    def action_mark(self) -> None:
        """Mark the person under the cursor, or no longer."""
        if self.people.line is not None:
            self._toggle(self.people.line.key)
            self.people.action_move(1)

    def action_mark_all(self) -> None:
        """Mark all who are shown and may pass; if they all were, none of them."""
        self._marked = rules.all_toggled(self._marked, self.shown, leaving=self._leaving)
        self._show()

    def action_shorten(self) -> None:
        """Take the last letter of the filter away."""
        self._sought = self._sought[:-1]
        self._show()

    def action_leave(self) -> None:
        """Show everybody again; if they are shown, close."""
        if self._sought:
            self._sought = ""
            self._show()
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        """Close with those who are marked, or with the one under the cursor."""
        self.after_keys(self._take)

    def _take(self) -> None:
        line = self.people.line
        at_cursor = line.key if line is not None else ""
        self.dismiss(rules.in_order(self._party, self._marked, at_cursor) or None)

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()
        self._toggle(event.line.key)

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()

    def _mark_numbered(self, number: int) -> None:
        shown = self.shown
        if 0 < number <= len(shown):
            self._toggle(shown[number - 1].attendee)

    def _toggle(self, attendee: str) -> None:
        self._marked = rules.toggled(self._marked, attendee)
        self._show()

    def _show(self) -> None:
        numbered = enumerate(self.shown, 1)
        lines = [self._line(number, guest) for number, guest in numbered]
        empty = _("Nobody here is called that. Backspace takes a letter away.")
        self.people.retitle(*_COLUMNS, empty=empty)
        self.people.show(lines)
        self.query_one("#party-hint", Static).update(Text(self._hint()))
        self.query_one("#party-marks", Static).update(Text(self._marks()))

    def _line(self, number: int, guest: Guest) -> Line:
        mark = "[x]" if guest.attendee in self._marked else "[ ]"
        place = str(number) if number <= _NUMBERED else ""
        whence = " · ".join(filter(None, (guest.company, guest.category)))
        stands, tone = desk_words.standing(guest, self._plan, self._now)
        tags = (f"[{tag}]" for tag in desk_words.marks(guest))
        name = " ".join((name_of(guest), *tags))
        return Line(guest.attendee, (mark, place, name, whence, stands), tone)

    def _hint(self) -> str:
        if self._sought:
            return _("Shown: “{text}”. Esc shows everybody again.").format(text=self._sought)
        return _("Space or a number marks, letters show only some. Enter takes the marked.")

    def _marks(self) -> str:
        many = len(self._marked)
        if not many:
            return _("Nobody is marked: Enter takes the one under the cursor.")
        return _("{n} marked").format(n=many)
