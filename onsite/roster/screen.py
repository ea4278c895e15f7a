"""The import screen: a file, what it would change, and only then the import."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import var
from textual.widgets import ContentSwitcher, Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.roster import import_pages as pages
from onsite.roster.import_parts import ColumnMap, PathSuggester, typed_path
from onsite.ui.base import BaseScreen, StoreChanged
from onsite.ui.dialogs import Confirm
from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.roster.reading import Table
    from onsite.roster.service import Import, Preview

_BETWEEN_S = 0.1
_PAGES = {"importing": "busy"}
_FOCUS = {"choose": "#path", "seen": "#lines", "map": "#map-name"}


class ImportScreen(BaseScreen):
    """A list on its way in. `step` is `choose`, `busy`, `map`, `seen`, `importing` or `done`."""

    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#path"
    HELP: ClassVar[str] = N_(
        """Type or drop the path of a list, as CSV or Excel: → completes it, Enter reads it.

You are then shown what it would change: who is new, who is changed and how, who is gone, and
every row that cannot be used, with its line and the reason. Nothing is imported before F5.

A newer list of the same source may be imported at any time. Check-ins stay, and people who are
no longer on it are withdrawn, never deleted.

If the columns are not what you meant, F6 lets you say what each of them holds."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "bring_in", N_("Import")),
        Binding("f5", "read_again", N_("Go on")),
        Binding("f6", "columns", N_("Columns")),
        Binding("escape", "back", N_("Back")),
    ]

    step: var[str] = var("choose", init=False)

    class Progressed(Message):
        """Reading or importing has come so far."""

        def __init__(self, phase: str, done: int, total: int) -> None:
            super().__init__()
            self.phase = phase
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._table: Table | None = None
        self._seen: Preview | None = None
        self._zone: tzinfo | None = None
        self._past: list[Import] = []
        self._error: OnsiteError | None = None

    def compose_body(self) -> ComposeResult:
        """The path on top, below it the page of the step."""
        with Horizontal(id="file"):
            yield Static(id="prompt")
            yield Input(self._path, id="path", suggester=PathSuggester(), compact=True)
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
        self._say("#prompt", Text(_("List:")))
        self.query_one("#path", Input).placeholder = _("the path of a CSV or Excel file")
        self._say("#teaching", pages.teaching(self._past, self._zone))
        self._show_trouble()
        self.query_one(ColumnMap).retranslate()
        self.query_one(LineList).retitle(*pages.columns())
        self._show_seen()

    def draft(self) -> dict[str, str]:
        """The path that was typed."""
        return {"path": self.query_one("#path", Input).value}

    def restore(self, draft: dict[str, str]) -> None:
        """The path that was typed."""
        self._path = draft.get("path", "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of the step are in the footer, and work."""
        del parameters
        allowed = {
            "bring_in": self.step == "seen",
            "read_again": self.step == "map",
            "columns": self.step == "seen",
            "back": self.step in ("busy", "map", "seen", "done"),
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

    def on_import_screen_progressed(self, message: Progressed) -> None:
        self._say("#progress", pages.progress(message.phase, message.done, message.total))

    @on(LineList.Highlighted, "#lines")
    def _highlighted(self, message: LineList.Highlighted) -> None:
        cells = message.line.cells
        self._say("#whole", Text(" – ".join(cell for cell in cells[2:] if cell)))

    @on(Input.Submitted, "#path")
    def _submitted(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.read_file(typed_path(message.value))

    def action_back(self) -> None:
        """Leave the list as it is; nothing of it is imported."""
        self.workers.cancel_group(self, "list")
        self._seen = self._table = None
        self._fail(None)

    def action_read_again(self) -> None:
        """Read the list with the columns that were chosen."""
        self.look_at(self.query_one(ColumnMap).mapping())

    def action_bring_in(self) -> None:
        """Import what is shown."""
        if self._seen is not None:
            self.bring_in(self._seen)

    @work(group="past", exclusive=True)
    async def read_past(self) -> None:
        """Learn what was imported before, and the zone to tell it in."""
        site = await self.onsite.site_ready()
        from onsite.plan.service import current
        from onsite.roster.service import imports

        plan = await site.read(current)
        self._zone = plan.zone if plan is not None else None
        self._past = await site.read(imports)
        self._say("#teaching", pages.teaching(self._past, self._zone))

    @work(group="list", exclusive=True)
    async def read_file(self, path: Path) -> None:
        """Read a file and show what it would change; ask for the columns where none is known."""
        self._begin("busy", "reading")
        site = await self.onsite.site_ready()
        from onsite.roster.importing import opened

        try:
            self._table = await asyncio.to_thread(opened, site, path, self._teller())
        except OnsiteError as error:
            self._fail(error)
        else:
            self.look_at({})

    @work(group="list", exclusive=True)
    async def look_at(self, mapping: Mapping[str, str]) -> None:
        """Show what the table would change, its columns meaning what somebody says."""
        if self._table is None:
            return
        self._begin("busy", "understanding")
        site = await self.onsite.site_ready()
        from onsite.roster.formats import UnknownColumnsError
        from onsite.roster.importing import looked_at

        table, tell = self._table, self._teller()
        try:
            seen = await asyncio.to_thread(looked_at, site, table, mapping, progress=tell)
        except UnknownColumnsError as error:
            # Its advice is for the shell; here the columns are asked for at once.
            self._fail(OnsiteError(error.happened), stay=True)
            self.action_columns()
        except OnsiteError as error:
            self._fail(error)
        else:
            self._seen = seen
            self._show_seen()
            self.step = "seen"

    @work(group="list", exclusive=True)
    async def bring_in(self, seen: Preview) -> None:
        """Import what is shown; ask first where it looks like the wrong file."""
        site = self.onsite.site
        from onsite.roster.importing import carried_out
        from onsite.roster.wording import warnings

        suspicious = seen.changes.suspicious
        if suspicious:
            ask = Confirm(warnings(seen)[0], yes=_("Withdraw them"))
            if not await self.app.push_screen_wait(ask):
                return
        self._begin("importing", "importing")
        tell = self._teller()
        try:
            await asyncio.to_thread(carried_out, site, seen, allow_gone=suspicious, progress=tell)
        except OnsiteError as error:
            self._fail(error, stay=True)
            self.step = "seen"
            return
        finally:
            self.onsite.store_written(self)
        self._say("#result", pages.result(seen))
        self.step = "done"
        self.read_past()

    def _begin(self, step: str, phase: str) -> None:
        self._fail(None, stay=True)
        self._say("#progress", pages.progress(phase, 0, 1))
        self.step = step

    def _fail(self, error: OnsiteError | None, *, stay: bool = False) -> None:
        self._error = error
        self._show_trouble()
        if not stay:
            self.step = "choose"

    def _show_trouble(self) -> None:
        self._say("#trouble", pages.trouble(self._error))
        self.query_one("#trouble").display = self._error is not None

    def action_columns(self) -> None:
        """Ask what the columns hold."""
        from onsite.roster.formats import plain

        if self._table is None:
            return

        headers = self._table.headers
        known = self._seen.listing.mapping if self._seen is not None else {}
        guessed = {name: headers[at] for name, at in plain.FORMAT.fields(headers).items()}
        samples = [line.cells for line in self._table.lines[:3]]
        self.query_one(ColumnMap).ask(headers, samples, {**guessed, **known})
        self.step = "map"

    def _show_seen(self) -> None:
        if self._seen is None:
            return
        from datetime import UTC

        self._say("#figures", pages.figures(self._seen))
        self.query_one(LineList).show(pages.lines(self._seen, self._zone or UTC), keep=False)

    def _teller(self) -> Callable[[str, int, int], None]:
        last = 0.0

        def tell(phase: str, done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _BETWEEN_S or done >= total:
                last = now
                self.post_message(self.Progressed(phase, done, total))

        return tell

    def _say(self, where: str, text: Text) -> None:
        self.query_one(where, Static).update(text)
