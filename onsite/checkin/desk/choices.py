"""People to choose from below the banner: search hits, candidates of a code, a party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from onsite.checkin.badge_codes.typed_ids import mistyped
from onsite.checkin.desk.words import guest_line
from onsite.checkin.party.rules import tally
from onsite.checkin.party.wording import standing
from onsite.language import _, ngettext
from onsite.ui.line_list import Column, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Literal

    from textual.app import ComposeResult

    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

    Why = Literal["", "search", "candidates", "party", "kept"]

_MANY = 3
"""From so many others on, taking several at once is what is offered first."""
_COLUMNS = (Column(width=5), Column(share=3), Column(share=2), Column(share=2))


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from, and why."""

    why: Why = ""
    guests: Sequence[Guest] = ()
    text: str = ""
    """What was searched for."""
    guessed: bool = False
    """Letters had to be guessed."""
    letters: int = 0
    """So many are needed before a search shows anybody, and there were fewer; 0 for enough."""
    leaving: bool = False
    """Choosing a person records that they leave."""

    @property
    def whom(self) -> tuple[str, ...]:
        """The ids of the people."""
        return tuple(guest.attendee for guest in self.guests)


class Choices(Vertical):
    """A title and the people; hidden while there is nothing to choose."""

    @dataclass
    class Picked(Message):
        """A person was clicked."""

        attendee: str

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self.choice = Choice()
        self._marked = False

    def compose(self) -> ComposeResult:
        """The title, the list."""
        yield Static(id="choices-title")
        people = LineList(*_COLUMNS, id="choices-list")
        people.can_focus = False
        yield people

    def on_mount(self) -> None:
        self.display = False

    @property
    def people(self) -> LineList:
        """The list itself."""
        return self.query_one("#choices-list", LineList)

    @property
    def marked(self) -> Guest | None:
        """The person under the cursor, where there is a cursor."""
        place = self.people.cursor
        return self.choice.guests[place] if self._marked and place >= 0 else None

    def show(self, choice: Choice, plan: Plan, now: datetime) -> None:
        """Offer these; a search has its cursor on the first hit at once.

        The same people as before, with what has become of them, leave the cursor where it is.
        """
        asked = (choice.why, choice.text, choice.whom)
        shown = (self.choice.why, self.choice.text, self.choice.whom)
        same = asked == shown and choice.why != "candidates"
        self._marked = (same and self._marked) or (choice.why == "search" and bool(choice.guests))
        self.choice = choice
        numbered = enumerate(choice.guests, 1)
        lines = [guest_line(number, guest, plan, now) for number, guest in numbered]
        self.people.show(lines, keep=same)
        self.people.styles.height = max(len(lines), 1)
        self.people.display = bool(lines)
        self.people.set_class(self._marked, "-cursor")
        self.query_one("#choices-title", Static).update(Text(_title(choice)))
        self.display = bool(choice.why)

    def clear(self) -> None:
        """Offer nothing."""
        self.choice = Choice()
        self._marked = False
        self.display = False

    def move(self, steps: int) -> None:
        """Move the cursor; the first step of a party or of candidates makes it appear."""
        if not self.choice.guests:
            return
        if self._marked:
            self.people.action_move(steps)
        self._marked = True
        self.people.add_class("-cursor")
        self.people.refresh()

    def numbered(self, number: int) -> Guest | None:
        """The person with that number, from 1."""
        guests = self.choice.guests
        return guests[number - 1] if 0 < number <= len(guests) else None

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.post_message(self.Picked(event.line.key))


def _title(choice: Choice) -> str:
    if choice.why == "party":
        return _party(choice)
    if choice.why == "kept":
        return _("Scanned meanwhile – Alt+number, or ↓ and Enter, lets one in")
    if choice.why == "candidates":
        return _("Who is it? Ask for the name, then Alt+number, or ↓ and Enter")
    if not choice.guests:
        return _nobody(choice)
    if choice.guessed:
        return _("Nobody is called exactly that. Similar names – ↑↓ to choose, Enter takes one")
    return _found(choice)


def _nobody(choice: Choice) -> str:
    if choice.letters:
        return _("Type at least {n} letters of the name, or scan the ticket.").format(
            n=choice.letters
        )
    found_none = _("Nobody found for “{text}”. Try fewer letters, or another spelling.")
    return mistyped(choice.text) or found_none.format(text=choice.text)


def _party(choice: Choice) -> str:
    if len(choice.guests) >= _MANY:
        told = standing(tally(choice.guests))
        counted = ngettext("{n} more", "{n} more", len(choice.guests)).format(n=len(choice.guests))
        said = _("{counted}: {told} – Ctrl+G takes several, Alt+number one")
        return said.format(counted=counted, told=told)
    if choice.leaving:
        return _("Same booking – Alt+number, or ↓ and Enter, records that one leaves")
    return _("Same booking – Alt+number, or ↓ and Enter, lets one in")


def _found(choice: Choice) -> str:
    many = len(choice.guests)
    found = ngettext("{n} person found", "{n} people found", many).format(n=many)
    if choice.leaving:
        return _("{found} – ↑↓ to choose, Enter records the exit, F4 tells more").format(
            found=found
        )
    return _("{found} – ↑↓ to choose, Enter lets in, F4 tells more").format(found=found)
