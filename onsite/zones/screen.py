"""All zones on one screen: how full each is, how it fills, who counts, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from onsite.language import _
from onsite.ui.line_list import LineList
from onsite.zones.board import columns
from onsite.zones.board.face import LISTS, ZonesFace
from onsite.zones.board.keys import HELP, KEYS, NOT_ON_CHART, OF_CHART, OF_ONE, SPARE
from onsite.zones.board.work import TICK_S
from onsite.zones.history.span import HOURS, USUAL

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_BACK = 48
"""So many half lengths the chart goes back, at the most."""
_STAYS = frozenset(("up", "down", "pageup", "pagedown", "home", "end"))
"""Keys that only scroll."""


class ZonesScreen(ZonesFace):
    """The list; Enter shows one zone, F6 its chart, F7 the zones against the gates."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#zones"
    HELP: ClassVar[str] = HELP
    SPARE: ClassVar[tuple[str, ...]] = SPARE
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self) -> None:
        super().__init__()
        self.hours = HOURS.index(USUAL)

    def compose_body(self) -> ComposeResult:
        """What calls, the figures; the list and what is under its cursor, or a page; what came."""
        yield Static(id="alarms")
        yield Static(id="figures")
        yield Static(id="teach")
        with ContentSwitcher(initial="list", id="pages"):
            with Vertical(id="list"):
                yield LineList(id="zones", classes="-cursor")
                yield Static(id="about")
            with Vertical(id="zone"):
                yield Static(id="head")
                yield Static(id="evacuation")
                yield LineList(id="of-zone", classes="-cursor")
            with Vertical(id="history"):
                yield Static(id="of-course")
                yield Vertical(id="course")
                yield Static(id="no-course")
                yield Static(id="legend")
            with Vertical(id="gates"):
                yield Static(id="balance")
                yield LineList(id="gate-zones", classes="-cursor")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.retranslate()
        self.run_worker(self.open(), group="open")
        self.set_interval(TICK_S, self.tick)

    def on_screen_resume(self) -> None:
        self.read()

    def on_store_changed(self) -> None:
        self.read()

    def on_resize(self) -> None:
        self._retitle()
        self.show_all()

    def draft(self) -> dict[str, str]:
        """Which zone is shown."""
        return {"zone": self.at}

    def restore(self, draft: dict[str, str]) -> None:
        """Take it up again."""
        self.left_at = draft.get("zone", "")

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self._retitle()
        self.said = ""
        self.show_all()

    def _retitle(self) -> None:
        """The columns, as wide as there is room."""
        for where, titles in (
            ("#zones", columns.of_zones(self.size.width)),
            ("#of-zone", columns.of_one()),
            ("#gate-zones", columns.of_gates()),
        ):
            self.query_one(where, LineList).retitle(*titles)

    def keeps_said(self, key: str) -> bool:
        """What was said of a zone stands while its page is looked through."""
        return bool(self.at) and key in _STAYS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        if action in OF_ONE:
            charted = self.page == "history" and action in NOT_ON_CHART
            return self.chosen is not None and not charted
        if action == "page":
            there = parameters[0] == "gates" or self.chosen is not None
            return self.found is not None and there and self.page != parameters[0]
        if action == "withdraw":
            return self.page == "zone"
        if action in OF_CHART:
            return self.page == "history"
        if action == "back":
            return self.page != "list"
        return super().check_action(action, parameters)

    # The pages.

    def turn_to(self, page: str) -> None:
        """Show another page."""
        self.query_one("#pages", ContentSwitcher).current = page
        self.set_focus(self.query_one(LISTS[page]) if page in LISTS else None)
        self.tick()
        self.read()

    def action_page(self, page: str) -> None:
        """The chart of the zone that is chosen, or the gates."""
        zone = self.chosen
        if page == "history" and zone is not None:
            self.charted, self.back, self.course = zone.id, 0, None
        elif page == "gates":
            self.at = ""
        self.turn_to(page)

    def action_back(self) -> None:
        """From the chart to the zone it was opened from; from a page to the list."""
        if self.page != "history" or not self.at:
            self.at = ""
        self.turn_to("zone" if self.at else "list")

    def leave(self) -> None:
        """From the page of a zone to the list."""
        self.at = self.charted = ""
        self.turn_to("list")

    def action_shift(self, steps: int) -> None:
        """Earlier or later on the chart."""
        self.back = min(max(self.back + steps, 0), _BACK)
        self.read_at_once()

    def action_zoom(self, steps: int) -> None:
        """Less or more of the time."""
        self.hours = min(max(self.hours + steps, 0), len(HOURS) - 1)
        self.back = 0
        self.read_at_once()

    @work(group="course", exclusive=True)
    async def read_at_once(self) -> None:
        """Read without waiting for anything: a key was pressed for it."""
        await self.read_now()

    @work(group="count", exclusive=True)
    async def action_count(self) -> None:
        """Count in the zone that is chosen."""
        from onsite.zones.counter.opening import open_counter_of

        zone = self.chosen
        if zone is not None:
            await open_counter_of(self.onsite, zone.id)

    @on(LineList.Highlighted, "#zones")
    def _moved(self) -> None:
        if self.is_in_front:
            self.show_about()
            self.mind_keys()

    @on(LineList.Chosen, "#zones")
    @on(LineList.Chosen, "#gate-zones")
    def _zone_chosen(self, event: LineList.Chosen) -> None:
        self.look_at(event.line.key)

    def look_at(self, zone: str) -> None:
        """Show one zone with everything."""
        self.run_worker(self._look_at(zone), group="look", exclusive=True)

    async def _look_at(self, zone: str) -> None:
        self.at = zone
        self.query_one("#of-zone", LineList).show((), keep=False)
        await self.read_now()
        if self.chosen is not None:
            self.turn_to("zone")
        else:
            self.at = ""
            self.tell(_("That zone is not in the plan any more."), "warning")

    @on(LineList.Chosen, "#of-zone")
    def _line_chosen(self, event: LineList.Chosen) -> None:
        from onsite.ui.dialogs import Browse
        from onsite.zones.board import one
        from onsite.zones.board.acts import WAY

        found, zone = self.found, self.chosen
        if event.line.key.startswith(f"{WAY}:"):
            self.action_way()
        elif found is not None and zone is not None and found.one is not None:
            lines = one.details(found, zone, found.one, event.line)
            if lines:
                self.app.push_screen(Browse(event.line.cells[0].strip(), lines))
