"""What the import screen does: reading, the dry run and the import, behind the screen."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from onsite.cleaning import clean
from onsite.errors import OnsiteError
from onsite.language import _
from onsite.roster import import_pages as pages
from onsite.roster.import_questions import WrongFile
from onsite.ui.base import BaseScreen
from onsite.ui.dialogs import AskReason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from rich.text import Text

    from onsite.roster.reading import Table
    from onsite.roster.service import Import, Preview

_BETWEEN_S = 0.1


class ImportWork(BaseScreen):
    """The steps of an import: `choose`, `busy`, `map`, `seen`, `importing`, `done`."""

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
        self.typed = ""
        self.source = ""
        self.table: Table | None = None
        self.seen: Preview | None = None
        self.zone: tzinfo | None = None
        self.past: list[Import] = []
        self.error: OnsiteError | None = None

    def action_columns(self) -> None:
        """Ask what the columns hold."""
        raise NotImplementedError

    def show_seen(self) -> None:
        """Show the dry run that was made."""
        raise NotImplementedError

    def show_trouble(self) -> None:
        """Show what went wrong, or that nothing has."""
        raise NotImplementedError

    def say(self, where: str, text: Text) -> None:
        """Put a text into one of the screen's places."""
        self.query_one(where, Static).update(text)

    @work(group="past", exclusive=True)
    async def read_past(self) -> None:
        """Learn what was imported before, and the zone to tell it in."""
        site = await self.onsite.site_ready()
        from onsite.plan.service import current
        from onsite.roster.service import imports

        plan = await site.read(current)
        self.zone = plan.zone if plan is not None else None
        self.past = await site.read(imports)
        self.say("#teaching", pages.teaching(self.past, self.onsite.clock.now(), self.zone))

    @work(group="list", exclusive=True)
    async def read_file(self, path: Path) -> None:
        """Read a file and show what it would change; ask for the columns where none is known."""
        self._begin("busy", "reading")
        self.source = ""
        site = await self.onsite.site_ready()
        from onsite.roster.importing import opened

        try:
            self.table = await asyncio.to_thread(opened, site, path, self._teller())
        except OnsiteError as error:
            self.fail(error)
        else:
            self.look_at({})

    @work(group="list", exclusive=True)
    async def look_at(self, mapping: Mapping[str, str]) -> None:
        """Show what the table would change, its columns meaning what somebody says."""
        if self.table is None:
            return
        self._begin("busy", "understanding")
        site = await self.onsite.site_ready()
        from onsite.roster.formats import UnknownColumnsError
        from onsite.roster.importing import looked_at

        table, tell = self.table, self._teller()
        try:
            seen = await asyncio.to_thread(looked_at, site, table, mapping, self.source, tell)
        except UnknownColumnsError as error:
            # Its advice is for the shell; here the columns are asked for at once.
            self.fail(OnsiteError(error.happened), stay=True)
            self.action_columns()
        except OnsiteError as error:
            self.fail(error)
        else:
            self.seen = seen
            self.show_seen()
            self.step = "seen"

    @work(group="list", exclusive=True)
    async def bring_in(self, seen: Preview) -> None:
        """Import what is shown; ask first where it looks like the wrong file."""
        site = self.onsite.site
        from onsite.roster.importing import carried_out
        from onsite.roster.wording import warnings

        suspicious = seen.changes.suspicious
        if suspicious:
            answer = await self.app.push_screen_wait(WrongFile(warnings(seen)[0]))
            if answer == "other":
                await self._as_another_list(seen)
            if answer != "withdraw":
                return
        self._begin("importing", "importing")
        tell = self._teller()
        try:
            await asyncio.to_thread(carried_out, site, seen, allow_gone=suspicious, progress=tell)
        except OnsiteError as error:
            self.fail(error, stay=True)
            self.step = "seen"
            return
        finally:
            self.onsite.store_written(self)
        self.say("#result", pages.result(seen))
        self.step = "done"
        self.read_past()

    async def _as_another_list(self, seen: Preview) -> None:
        """Ask what the list is called, and show what it would change beside the others."""
        ask = AskReason(
            _("What is this list called? A newer version of it takes the same name."),
            value=self._own_source(seen),
        )
        name = await self.app.push_screen_wait(ask)
        if name is not None:
            self.source = clean(name)
            self.look_at(seen.listing.mapping)

    def _own_source(self, seen: Preview) -> str:
        file, source = seen.listing.file, seen.listing.source
        before = (each.source for each in reversed(self.past) if each.file == file)
        return next((each for each in before if each != source), Path(file).stem)

    def _begin(self, step: str, phase: str) -> None:
        self.fail(None, stay=True)
        self.say("#progress", pages.progress(phase, 0, 1))
        self.step = step

    def fail(self, error: OnsiteError | None, *, stay: bool = False) -> None:
        """Show what went wrong, if anything, and begin again unless the step stays."""
        self.error = error
        self.show_trouble()
        if not stay:
            self.step = "choose"

    def _teller(self) -> Callable[[str, int, int], None]:
        last = 0.0

        def tell(phase: str, done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _BETWEEN_S or done >= total:
                last = now
                self.post_message(self.Progressed(phase, done, total))

        return tell
