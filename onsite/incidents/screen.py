"""The coordinator's board: what is open by its next deadline, one incident, people, zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Input, Static

from onsite.incidents.board.columns import every
from onsite.incidents.board.face import READ_WHEN_SHOWN, BoardFace
from onsite.incidents.board.keys import HELP, KEYS, OF_ONE, OF_TIMELINE, SPARE
from onsite.incidents.board.lists import ColouredList
from onsite.incidents.board.work import EVERY_S, WHICH
from onsite.language import _
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class IncidentsScreen(BoardFace):
    """The list; Enter shows one, F6 the people, F7 the zones."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#incidents"
    HELP: ClassVar[str] = HELP
    SPARE: ClassVar[tuple[str, ...]] = SPARE
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def compose_body(self) -> ComposeResult:
        """The figures; the list with what is under its cursor, or another page; what was said."""
        yield Static(id="figures")
        with ContentSwitcher(initial="list", id="pages"):
            with Vertical(id="list"):
                yield Input(id="words", compact=True, max_length=200)
                yield ColouredList(id="incidents", classes="-cursor")
                yield Static(id="teach")
                yield Static(id="about")
            with Vertical(id="incident"):
                yield Static(id="head")
                yield Static(id="chain")
                yield LineList(id="timeline", classes="-cursor")
            yield LineList(id="people", classes="-cursor")
            yield ColouredList(id="zones", classes="-cursor")
            yield LineList(id="checks", classes="-cursor")
            yield LineList(id="sent", classes="-cursor")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#words").display = False
        self.query_one("#incidents", ColouredList).colour_of = self._colour_of_incident
        self.query_one("#zones", ColouredList).colour_of = self._colour_of_zone
        self.retranslate()
        self.run_worker(self.open(), group="open")
        self.set_interval(EVERY_S, self.tick)

    def on_screen_resume(self) -> None:
        self.read()

    def on_store_changed(self) -> None:
        self.read()

    def on_resize(self) -> None:
        self._retitle()
        self.show_all()
        self.show_whole()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self._retitle()
        self.said = ""
        self.show_all()
        self.show_whole()

    def _retitle(self) -> None:
        """The columns, as wide as there is room."""
        for where, columns in every(self.size.width, wide=self.is_wide).items():
            self.query_one(where, LineList).retitle(*columns)
        self.query_one("#checks", LineList).empty = _(
            "There are no checklists. They stand in the plan, as [checklists.sound]."
        )
        self.query_one("#sent", LineList).empty = _(
            "Nothing was sent. Channels stand in the plan, as [page_channels.ID]."
        )
        self.query_one("#words", Input).placeholder = _(
            "Words; Enter: in the whole log; Esc: all again"
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        if action in OF_ONE:
            incident = self.chosen
            if self.page not in ("list", "incident") or incident is None:
                return False
            return not incident.veiled or action == "have"
        if action in OF_TIMELINE:
            return self.page == "incident" or action == "strike"
        if action in ("search", "which", "kept", "keep", "export"):
            return self.survey is not None and (self.page == "list" or action == "export")
        if action == "page":
            return self.page != parameters[0]
        return super().check_action(action, parameters)

    @property
    def at_cursor(self) -> str:
        """The id of the incident under the cursor; empty where there is none."""
        line = self.query_one("#incidents", LineList).line
        return line.key if line is not None else ""

    @property
    def entry_at(self) -> str:
        """The name of the entry under the cursor of the timeline."""
        line = self.query_one("#timeline", LineList).line
        return line.key if line is not None and self.page == "incident" else ""

    @property
    def role_at(self) -> str:
        """The response role under the cursor of the people, or of the person there."""
        line = self.query_one("#people", LineList).line
        if line is None or self.page != "people":
            return ""
        first, _space, rest = line.key.partition(" ")
        return rest if first == "role" else "" if first in ("duty", "here") else first

    # The keys of the pages.

    def turn_to(self, page: str) -> None:
        """Show another page."""
        self.query_one("#pages", ContentSwitcher).current = page
        of = {"list": "#incidents", "incident": "#timeline"}
        self.query_one(of.get(page, f"#{page}")).focus()
        self.tick()
        if page in READ_WHEN_SHOWN:
            self.read()

    def action_page(self, page: str) -> None:
        """Who is there, or the zones."""
        self.at, self.whole, self.looks_as = "", None, ""
        self.turn_to(page)

    def action_back(self) -> None:
        """From a page to the list; from a search to all."""
        words = self.query_one("#words", Input)
        if self.page != "list":
            self.action_page("list")
        elif words.display:
            words.display = False
            words.value = ""
            self.query_one("#incidents").focus()

    @property
    def asked(self) -> str:
        """What is typed to be looked for."""
        return self.query_one("#words", Input).value

    def ask_for(self, line: str) -> None:
        """Put it there as if it was typed."""
        self.action_search()
        self.query_one("#words", Input).value = line

    def action_search(self) -> None:
        """Look for words."""
        words = self.query_one("#words", Input)
        words.display = True
        words.focus()

    def action_which(self) -> None:
        """The open ones, one's own, the closed ones."""
        self.which = WHICH[(WHICH.index(self.which) + 1) % len(WHICH)]
        self.read()

    def action_history(self) -> None:
        """Show what no person has written, or hide it again."""
        self.system = not self.system
        self.show_whole()

    @on(Input.Changed, "#words")
    def _searched(self, event: Input.Changed) -> None:
        self.words = tuple(event.value.casefold().split())
        self.hits = None
        self.show_all()

    @on(Input.Submitted, "#words")
    def _search_ends(self) -> None:
        self.query_one("#incidents").focus()
        self.search_log()

    @on(LineList.Highlighted, "#incidents")
    def _moved(self) -> None:
        self.show_about()
        self.mind_keys()

    @on(LineList.Chosen)
    def _line_chosen(self, event: LineList.Chosen) -> None:
        key = event.line.key
        match event.line_list.id:
            case "incidents":
                self.look_at(key)
            case "timeline":
                self.read_entry(key)
            case "people":
                self.action_duty()
            case "checks":
                self.action_look_at(key)
            case "sent":
                self.action_try_again(key)
            case "zones":  # The incidents of that zone.
                self.action_page("list")
                self.ask_for(event.line.cells[1])
                self.query_one("#incidents").focus()

    @work(group="look", exclusive=True)
    async def look_at(self, incident: str) -> None:
        """Show one; of a restricted one it is logged who looks."""
        found = await self.opened_for(incident)
        if found is not None:
            self.at, self.whole = incident, found
            self.query_one("#timeline", LineList).show((), keep=False)
            self.turn_to("incident")
            self.show_whole()
