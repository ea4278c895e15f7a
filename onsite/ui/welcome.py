"""What a newcomer sees while the store holds no plan or nobody to check in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from onsite.language import N_, _
from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class WelcomeScreen(BaseScreen):
    """Teaches the ways to begin; gives way by itself once there is something to do."""

    HELP: ClassVar[str] = N_(
        "Nothing has been prepared here yet. Onsite needs a plan and an attendee list; as soon "
        "as both are there, the check-in desk opens by itself. Where other computers have them "
        "already, this one joins with a code from the lead and fetches both."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,J", "app.area('join')", N_("Join an event")),
    ]

    def compose_body(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(_page(), id="welcome")

    def retranslate(self) -> None:
        """The page again."""
        self.query_one("#welcome", Static).update(_page())


def _page() -> Text:
    page = Text()
    page.append(_("Welcome to Onsite"), "bold")
    page.append("\n")
    page.append(_("There is nothing to check in with yet. Four ways to begin:"))
    for number, (title, command, text) in enumerate(_ways(), 1):
        page.append("\n\n")
        page.append(f"{number}  {title}", "bold")
        page.append(f"\n   {command}\n   {text}")
    page.append("\n\n")
    page.append(_("This screen gives way to the desk as soon as a plan and a list are there."))
    return page


def _ways() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            _("Look around first"),
            "onsite demo",
            _("A made-up summit with 800 attendees, in a store that is thrown away."),
        ),
        (
            _("Join an event that others have opened"),
            _("press J, or: onsite stations join CODE"),
            _("The lead has the code; the plan and the list then come by themselves."),
        ),
        (
            _("Write down your event"),
            "onsite plan init  →  onsite plan publish event.toml",
            _("Days, tickets and doors, in a file with comments that explain it."),
        ),
        (
            _("Bring in your attendee list"),
            _("press F3, or: onsite roster import FILE"),
            _("CSV or Excel, from pretix, Eventbrite, Luma and others, or your own."),
        ),
    )
