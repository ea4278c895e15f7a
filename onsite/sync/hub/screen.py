"""The screen of a hub: where stations reach it, who is here, its room, what happened."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widgets import Static

from onsite import language
from onsite.app import OnsiteApp
from onsite.areas import AREAS, Area
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.sync.hub.thread import HubThread
from onsite.sync.stations.asking import StationAsking
from onsite.ui.dialogs import Confirm
from onsite.ui.line_list import LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from typing import Any

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.areas import Place
    from onsite.clock import Clock
    from onsite.sync.hub.events import HubEvent
    from onsite.sync.hub.overview import HubOverview
    from onsite.sync.hub.thread import Hub
    from onsite.sync.joining.invited import Invitation

WIDE = 110
"""Cells from which the list has columns for roles, entries and versions, too."""
_LOG_NARROW, _LOG_WIDE = 4, 12
_MOST_NEWS = 100
_AREA = Area("hub", "f2", N_("Hub"), "onsite.sync.hub.screen:HubScreen", works_bare=True)


def show(hub: Hub) -> int:
    """Open a hub, show its screen until somebody closes it; answers the exit code.

    Raises:
        OnsiteError: the hub cannot be opened.
    """
    from onsite.ui.run import run

    running = HubThread(hub)
    running.open()
    try:
        return run(
            lambda place: HubApp(running, place=place, language_code=language.current()),
            hub.site.data,
        )
    finally:
        running.close()


class HubApp(OnsiteApp):
    """The app of a hub's terminal. The hub goes on when the screen has to start again.

    Args:
        hub: is open.
        place: where to begin, after a crash.
        clock: tells the time of this computer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", N_("Close hub"), priority=True),
    ]

    def __init__(
        self, hub: HubThread, *, place: Place | None = None, clock: Clock | None = None, **more: Any
    ) -> None:
        stations = (replace(area, in_footer=True) for area in AREAS if area.mode == "stations")
        super().__init__(
            lambda: hub.site,
            start_mode=_AREA.mode,
            place=place,
            areas=(_AREA, *stations),
            clock=clock,
            **more,
        )
        self.hub = hub
        self.request_hint = N_("F5 answers.")

    def close_site(self) -> None:
        """Whoever opened the site closes it, after the hub."""

    async def action_quit(self) -> None:
        """Ask first: closing the app closes the hub."""
        if not is_busy(self.workers, "closing"):
            self.run_worker(self._close(), group="closing")

    async def _close(self) -> None:
        question = _(
            "Close the hub? The stations go on alone: they record everything themselves, but no "
            "longer see what the others do, until a hub is open again."
        )
        if await self.push_screen_wait(Confirm(question, yes=_("Close the hub"), careful=True)):
            self.exit(return_code=0)


class HubScreen(StationAsking):
    """The hub above, its stations in one list, what happened below."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#stations"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own
    HELP: ClassVar[str] = N_(
        """This laptop is the hub: the stations of the event meet here. It may be a desk at the
same time, in another terminal.

Type one of the addresses where a station does not find the hub by itself. F4 makes a join code
for a new station, F5 answers those who ask, F6 takes a station out of the event.

Behind is how much a station still has to read, Unsent how much it has not sent yet.

Ctrl+Q closes the hub. Nothing is lost by that: every station keeps everything, and sends what
the hub lacks once it is open again, here or on another laptop."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "invite", N_("Invite")),
        Binding("f5", "requests", N_("Requests")),
        Binding("f6", "revoke", N_("Revoke")),
        Binding("f7", "held", N_("Held back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._overview: HubOverview | None = None
        self._requests: list[Invitation] = []
        self._codes = 0
        self._events: tuple[HubEvent, ...] = ()
        self._news: list[HubEvent] = []

    def compose_body(self) -> ComposeResult:
        """The hub, who asks, the stations, what happened."""
        yield Static(Text(_("Reading the stations…")), id="hub")
        yield Static(id="asked")
        yield LineList(id="stations", classes="-cursor")
        yield Static(id="log")

    def on_mount(self) -> None:
        self.run_worker(self.open(), group="open")
        self.set_interval(1.0, self.look)

    def on_screen_resume(self) -> None:
        self.look()

    def on_resize(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.show_columns()
        self.show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        del parameters
        return action != "held" or bool(self.held_many)

    @property
    def hub(self) -> HubThread:
        """The hub that is shown."""
        app = self.app
        if not isinstance(app, HubApp):
            raise TypeError(app)
        return app.hub

    @property
    def at_cursor(self) -> str:
        """The id of the station under the cursor; empty where there is none."""
        line = self.query_one("#stations", LineList).line
        return line.key if line is not None else ""

    @property
    def wide(self) -> bool:
        """Whether there is room for more."""
        return self.size.width >= WIDE

    def shows_request(self, token: str) -> bool:
        """All who ask stand above the list."""
        del token
        return True

    def look(self) -> None:
        """Ask the hub how it stands; every second."""
        if self.is_current and not is_busy(self.workers, "look"):
            self.see()
            self.run_worker(self._look(), group="look")

    def show_columns(self) -> None:
        """The titles of the list."""
        if self._overview is None:
            return
        from onsite.sync.hub import board as hub_board

        self.query_one("#stations", LineList).retitle(*hub_board.columns(wide=self.wide))

    def show_all(self) -> None:
        """The hub as it was last seen."""
        if self._overview is None or not self.is_attached:  # an answer that comes as the app ends
            return
        from onsite.sync.hub import board

        now, hub = self.onsite.clock.now(), self._overview
        head = self.query_one("#hub", Static)
        head.update(board.head(hub, self._codes, now, self.zone))
        head.set_class(not board.is_well(hub), "-bad")
        self.query_one("#asked", Static).update(board.requests(self._requests))
        self.query_one("#asked").display = bool(self._requests)
        lines = [board.line(each, now, self.zone) for each in board.in_order(hub.stations)]
        stations = self.query_one("#stations", LineList)
        # Those that are here come to the top; a cursor that nobody moved stays with them.
        stations.show(lines, keep=stations.moved)
        rows = _LOG_WIDE if self.wide else _LOG_NARROW
        events = sorted([*self._events, *self._news], key=lambda event: event.at)
        self.query_one("#log", Static).update(board.log(events, rows, self.zone))

    def on_store_changed(self) -> None:
        self.read()

    @on(LineList.Chosen, "#stations")
    async def _chosen(self) -> None:
        await self.onsite.action_area("stations")

    async def _look(self) -> None:
        from onsite.sync.hub import board as hub_board
        from onsite.sync.hub.events import HubEvent
        from onsite.sync.joining import invited
        from onsite.sync.joining.invited import Step

        site = await self.onsite.site_ready()
        overview, self._events = await self.hub.look()
        first = self._overview is None
        now = site.clock.now()
        news = [HubEvent(now, *each) for each in hub_board.changes(self._overview, overview)]
        self._news = [*self._news, *news][-_MOST_NEWS:]
        self._overview = overview
        try:
            known = await asyncio.to_thread(invited.every, site.data, now)
        except OnsiteError as error:
            self.onsite.report_error(error)
        else:
            self._requests = [each for each in known if each.step is Step.ASKED]
            self._codes = sum(each.step is Step.OPEN for each in known)
        if first:
            self.show_columns()
        self.show_all()
        self._tell_failure()

    def _tell_failure(self) -> None:
        failure, self.hub.failure = self.hub.failure, None
        if failure is not None:
            self.onsite.report_error(failure)
            self.notify(
                _("The hub has stopped by a fault. Close it with Ctrl+Q and open it again."),
                severity="error",
                timeout=3600,
                markup=False,
            )
