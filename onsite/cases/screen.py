"""The problem desk: who waits, for how long, and what is done about it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from onsite.cases.case_view import CaseView
from onsite.cases.screen_acts import CaseActs
from onsite.language import N_, _, pgettext
from onsite.ui.line_list import Column, LineList

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

_OF_LIST = ("new", "which")
_OF_CASE = ("note", "resolve")


class CasesScreen(CaseActs):
    """All cases in one list, those who wait longest first; Enter shows one."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#cases"
    HELP: ClassVar[str] = N_(
        """Everybody who was sent here from a check-in desk, with the clock of their case. Who has
waited longest comes first; a ! says that it is longer than it should be.

↑ and ↓ choose a case, Enter shows it: its person, the steps to go through, what can be done.
Enter ticks a step off, the number keys do the rest. F5 takes a case, so that two do not work on
the same, and puts it back. F6 notes something down. F8 resolves it: from then on the guest is
not kept out any more. Esc goes back to the list.

Scan a ticket here, and the case of its guest is shown.

F7 shows the cases of all, your own, or the closed ones. F4 opens a case here; a check-in desk
opens one with Ctrl+O right on its answer."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", N_("New")),
        Binding("f5", "take", N_("Take")),
        Binding("f6", "note", N_("Note")),
        Binding("f7", "which", N_("Which")),
        Binding("f8", "resolve", N_("Resolve")),
        Binding("escape", "back", N_("Back")),
    ]

    def compose_body(self) -> ComposeResult:
        """The figures on top; below them the list, or one case."""
        yield Static(id="figures")
        with ContentSwitcher(initial="list", id="pages"):
            with Vertical(id="list"):
                yield LineList(id="cases", classes="-cursor")
                yield Static(id="teaching")
            yield CaseView(id="case")

    def on_mount(self) -> None:
        self.retranslate()
        self.run_worker(self.open(), group="open")
        self.set_interval(1.0, self.tick)

    def on_screen_resume(self) -> None:
        self.refresh_all()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.query_one("#cases", LineList).retitle(
            Column(pgettext("how long a case is open", "Open"), 8, right=True),
            Column("", 1),
            Column(_("What"), 20),
            Column(_("Who"), share=3),
            Column(_("Owner"), share=1),
            empty=self.empty(),
        )
        self.query_one("#teaching", Static).update(
            Text(
                _(
                    "A check-in desk sends guests here: Ctrl+O on its answer opens a case.\n"
                    "F4 opens one here, for somebody who came by themselves."
                )
            )
        )
        self.refresh_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done as things stand is not in the footer."""
        del parameters
        case = self.chosen
        if action in _OF_LIST:
            return self.view == "list" and self.survey is not None
        if action == "take":
            return case is not None and case.resolved is None
        if action in _OF_CASE:
            ended = case is not None and case.resolved is not None
            return self.view == "case" and (action == "note" or not ended)
        return True

    @property
    def view(self) -> str:
        """`list`, or `case`."""
        return self.query_one("#pages", ContentSwitcher).current or "list"

    @property
    def shown(self) -> CaseView:
        """The page of one case."""
        return self.query_one(CaseView)

    @property
    def at_cursor(self) -> str:
        """The id of the case under the cursor; empty where there is none."""
        line = self.query_one("#cases", LineList).line
        return line.key if line is not None else ""

    def turn_to(self, page: str) -> None:
        """Show the list, or one case."""
        self.query_one("#pages", ContentSwitcher).current = page
        (self.shown.work if page == "case" else self.query_one("#cases", LineList)).focus()
        self.refresh_bindings()

    def show_list(self) -> None:
        """The list again, as it was last read."""
        lines = self.query_one("#cases", LineList)
        lines.show(self.lines())
        lines.empty = self.empty()
        self.query_one("#teaching").display = not len(lines.lines) and self.which == "open"
        self.show_figures()
        self.refresh_bindings()

    def show_figures(self) -> None:
        """The line on top."""
        self.query_one("#figures", Static).update(Text(self.figures(), no_wrap=True))

    def show_case(self) -> None:
        """The page of the case, as it was last read."""
        if self.whole is not None and self.survey is not None:
            now, names = self.onsite.clock.now(), self.onsite.names
            self.shown.show(self.whole, self.survey, now, names)
        self.refresh_bindings()

    def tick(self) -> None:
        """The clocks run on; nothing is read for that."""
        if self.survey is None or self.onsite.screen is not self:
            return
        self.show_figures()
        if self.view == "list":
            self.query_one("#cases", LineList).refresh()
        else:
            self.shown.tick(self.survey, self.onsite.clock.now())

    def on_store_changed(self) -> None:
        self.refresh_all()

    def on_key(self, event: events.Key) -> None:
        if event.character and event.is_printable:
            self.strokes.press(event.character, event.time, time.monotonic())

    @on(LineList.Highlighted, "#cases")
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @on(LineList.Chosen, "#cases")
    def _chosen(self, event: LineList.Chosen) -> None:
        scanned = self.strokes.scanned(time.monotonic())
        if scanned:
            self.find(scanned)
        else:
            self.look_at(event.line.key)

    @on(LineList.Chosen, "#work")
    def _worked(self, event: LineList.Chosen) -> None:
        scanned = self.strokes.scanned(time.monotonic())
        if scanned:
            self.find(scanned)
        else:
            self.work_on(event.line.key)

    def action_back(self) -> None:
        """From a case to the list, from the list to the desk."""
        if self.view == "case":
            self.at = ""
            self.turn_to("list")
            self.refresh_all()
        elif "desk" in self.onsite.areas:
            self.run_worker(self.onsite.action_area("desk"), group="area")
