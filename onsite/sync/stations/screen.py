"""The stations screen: who belongs to the event, who is here, how the hub is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from onsite.language import N_, _
from onsite.sync.stations.asking import StationAsking
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

WIDE = 110
"""Cells from which the list has columns for entries and versions, too."""
_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
_OF_LEAD = ("requests", "revoke", "rename")


class StationsScreen(StationAsking):
    """All stations in one list, the hub above it, the chosen one below."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#stations"
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    HELP: ClassVar[str] = N_(
        """Every station of the event, as it is seen from here. ● is here, ○ was not heard just
now, ✗ was revoked. ↑ and ↓ choose one; what is known of it stands below.

Unsent is what a station has recorded and no hub holds yet. Clock says how far its computer's
clock is ahead (+) or behind (−); times are corrected by it. List is the age of its attendee list.

F4 invites a station: it gets a code of its own. F5 answers those who ask to join. F6 takes a
station out of the event. These need the event's key, which lies on the hub's laptop.

Entries that were not taken are held back, never thrown away: F7 shows them and why."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "join", N_("Join an event")),
        Binding("f4", "invite", N_("Invite")),
        Binding("f5", "requests", N_("Requests")),
        Binding("f6", "revoke", N_("Revoke")),
        Binding("f7", "held", N_("Held back")),
        Binding("f8", "rename", N_("Rename"), show=False),
        Binding("f9", "release", N_("Take in")),
        Binding("escape", "back", N_("Back"), show=False),
    ]

    def compose_body(self) -> ComposeResult:
        """The hub on top, the list, the chosen one."""
        yield Static(id="link")
        with VerticalScroll(id="alone", classes="page", can_focus=False):
            yield Static(id="teaching")
        with Vertical(id="event"):
            yield LineList(id="stations", classes="-cursor")
            yield Static(id="held")
            yield Static(id="details")

    def on_mount(self) -> None:
        self.set_class(True, "-opening")
        self.retranslate()
        self.run_worker(self.open(), group="open")
        self.set_interval(1.0, self.look)

    def on_screen_resume(self) -> None:
        self.look()

    def on_resize(self) -> None:
        self.show_columns()
        self.show_all()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.show_columns()
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        del parameters
        allowed = {
            "join": self.joins,
            "invite": self.leads and not self.joins,
            **dict.fromkeys(_OF_LEAD, self.leads and not self.alone),
            "held": bool(self.held_many),
            "release": self.leads and self.chosen is not None and self.chosen.held > 0,
        }
        return allowed.get(action, True)

    def show_columns(self) -> None:
        """The titles of the list, as many as there is room for."""
        lines = self.query_one("#stations", LineList)
        if self.known is None:
            lines.retitle(empty=_("Reading the stations…"))
            return
        from onsite.sync.stations import words as station_words

        lines.retitle(*station_words.columns(wide=self.size.width >= WIDE))

    def show_all(self) -> None:
        """Everything that is known, as it stands now."""
        link = self.onsite.link
        if self.known is None or link is None or not self.is_attached:
            return
        from onsite.sync.stations import words

        now = self.onsite.clock.now()
        self.set_class(False, "-opening")
        self.set_class(self.alone, "-alone")
        if self.alone:
            self.query_one("#teaching", Static).update(words.alone())
        else:
            about = words.link_lines(link.state, link.phase(), self.known, self.zone)
            self.query_one("#link", Static).update(about)
        lines = [words.line(each, now, self.zone) for each in self.seen]
        self.query_one("#stations", LineList).show(lines)
        self.query_one("#held", Static).update(Text(words.held_back(self.held_many)))
        self.query_one("#held").display = bool(self.held_many)
        self.show_chosen()

    def show_chosen(self) -> None:
        """The station under the cursor."""
        from onsite.sync.stations import words

        now = self.onsite.clock.now()
        about = words.details(self.chosen, now, self.zone) if self.chosen else Text("")
        self.query_one("#details", Static).update(about)
        self.refresh_bindings()

    @property
    def at_cursor(self) -> str:
        """The id of the station under the cursor; empty where there is none."""
        line = self.query_one("#stations", LineList).line
        return line.key if line is not None else ""

    def on_store_changed(self) -> None:
        self.read()

    @on(LineList.Highlighted, "#stations")
    def _highlighted(self) -> None:
        self.show_chosen()

    async def action_back(self) -> None:
        """To the desk, where there is one to go to."""
        if "desk" in self.onsite.areas:
            await self.onsite.action_area("desk")

    async def action_join(self) -> None:
        """Join an event that others have opened."""
        await self.onsite.action_area("join")
