"""The import screen: a file, what it would change, and only then the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import ContentSwitcher, Input, Static

from onsite.language import N_, _
from onsite.roster import import_pages as pages
from onsite.roster.import_parts import ColumnMap, PathSuggester, typed_path
from onsite.roster.import_work import ImportWork
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.ui.base import StoreChanged


_DESK = "desk"
_PAGES = {"importing": "busy"}
_FOCUS = {"choose": "#path", "seen": "#lines", "map": "#map-name"}


class ImportScreen(ImportWork):
    """A list on its way in. `step` is `choose`, `busy`, `map`, `seen`, `importing` or `done`."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#path"
    HELP: ClassVar[str] = N_(
        """Type or drop the path of a list, as CSV or Excel: → completes it, Enter reads it.

You are then shown what it would change: who is new, who is changed and how, who is gone, and
every row that cannot be used, with its line and the reason. Nothing is imported before F5.

A newer list of the same source may be imported at any time. Check-ins stay, and people who are
no longer on it are withdrawn, never deleted.

A second list beside the first, as of speakers, would withdraw everybody else: F5 then offers to
take it as another list, with a name of its own.

If the columns are not what you meant, F6 lets you say what each of them holds."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "bring_in", N_("Import")),
        Binding("f5", "read_again", N_("Go on")),
        Binding("f6", "columns", N_("Columns")),
        Binding("escape", "back", N_("Back")),
    ]

    def compose_body(self) -> ComposeResult:
        """The path on top, below it the page of the step."""
        with Horizontal(id="file"):
            yield Static(id="prompt")
            yield Input(self.typed, id="path", suggester=PathSuggester(), compact=True)
        yield Static(id="trouble")
        with ContentSwitcher(initial="choose"):
            with VerticalScroll(id="choose", classes="page", can_focus=False):
                yield Static(id="teaching")
            with Vertical(id="busy", classes="page"):
                yield Static(id="progress")
            yield ColumnMap(id="map", can_focus=False)
            with Vertical(id="seen"):
                yield Static(id="figures")
                yield LineList(*pages.columns(), id="lines", classes="-cursor")
                yield Static(id="whole")
            with VerticalScroll(id="done", classes="page", can_focus=False):
                yield Static(id="result")

    def on_mount(self) -> None:
        self.retranslate()
        self.read_past()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.say("#prompt", Text(_("List:")))
        self.query_one("#path", Input).placeholder = _("the path of a CSV or Excel file")
        self.say("#teaching", pages.teaching(self.past, self.onsite.clock.now(), self.zone))
        self.show_trouble()
        self.query_one(ColumnMap).retranslate()
        self.query_one(LineList).retitle(*pages.columns())
        self.show_seen()

    def draft(self) -> dict[str, str]:
        """The path that was typed."""
        return {"path": self.query_one("#path", Input).value}

    def restore(self, draft: dict[str, str]) -> None:
        """The path that was typed."""
        self.typed = draft.get("path", "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the step are in the footer, and work."""
        del parameters
        allowed = {
            "bring_in": self.step == "seen",
            "read_again": self.step == "map",
            "columns": self.step == "seen",
            "back": self.step in ("busy", "map", "seen", "done")
            or (self.step == "choose" and _DESK in self.onsite.areas),
        }
        return allowed.get(action, True)

    def watch_step(self) -> None:
        """Show the page of the step, and put the focus where the work goes on."""
        self.query_one(ContentSwitcher).current = _PAGES.get(self.step, self.step)
        self.query_one("#path", Input).disabled = self.step == "importing"
        if self.step in _FOCUS:
            self.query_one(_FOCUS[self.step]).focus()
        self.refresh_bindings()

    def on_store_changed(self, _message: StoreChanged) -> None:
        self.read_past()

    def on_import_work_progressed(self, message: ImportWork.Progressed) -> None:
        self.say("#progress", pages.progress(message.phase, message.done, message.total))

    @on(LineList.Highlighted, "#lines")
    def _highlighted(self, message: LineList.Highlighted) -> None:
        cells = message.line.cells
        self.say("#whole", Text(" – ".join(cell for cell in cells[2:] if cell)))

    @on(Input.Submitted, "#path")
    def _submitted(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.read_file(typed_path(message.value))

    async def action_back(self) -> None:
        """Leave the list as it is, nothing of it is imported; from the first page to the desk."""
        if self.step == "choose":
            await self.onsite.action_area(_DESK)
            return
        self.workers.cancel_group(self, "list")
        self.seen = self.table = None
        self.fail(None)

    def action_read_again(self) -> None:
        """Read the list with the columns that were chosen."""
        self.look_at(self.query_one(ColumnMap).mapping())

    def action_bring_in(self) -> None:
        """Import what is shown."""
        if self.seen is not None:
            self.bring_in(self.seen)

    def action_columns(self) -> None:
        """Ask what the columns hold."""
        from onsite.roster.formats import plain

        if self.table is None:
            return
        headers = self.table.headers
        known = self.seen.listing.mapping if self.seen is not None else {}
        guessed = {name: headers[at] for name, at in plain.FORMAT.fields(headers).items()}
        samples = [line.cells for line in self.table.lines[:3]]
        self.query_one(ColumnMap).ask(headers, samples, {**guessed, **known})
        self.step = "map"

    def show_seen(self) -> None:
        """Show the dry run that was made."""
        if self.seen is None:
            return
        from datetime import UTC

        self.say("#figures", pages.figures(self.seen))
        self.query_one(LineList).show(pages.lines(self.seen, self.zone or UTC), keep=False)

    def show_trouble(self) -> None:
        """Show what went wrong, or that nothing has."""
        self.say("#trouble", pages.trouble(self.error))
        self.query_one("#trouble").display = self.error is not None
