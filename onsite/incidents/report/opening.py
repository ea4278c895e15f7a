"""Opens the line that reports an incident, above whatever is shown, at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.incidents.report.dialog import ReportDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.app import OnsiteApp
    from onsite.incidents.report.line import Kept
    from onsite.incidents.report.reader import Reader
    from onsite.scanner.hand.burst import Rhythm
    from onsite.wiring import Site


def report(app: OnsiteApp) -> None:
    """Show the line, unless it stands there; what it works with is loaded behind it."""
    if not any(isinstance(each, ReportDialog) for each in app.screen_stack):
        dialog = ReportDialog(lambda: load(app, dialog))
        app.push_screen(dialog)
        load(app, dialog)


def load(app: OnsiteApp, dialog: ReportDialog) -> None:
    """Load what the line works with; a screen that closes it meanwhile loses none of its text."""
    app.run_worker(_load(app, dialog), group="report")


async def _load(app: OnsiteApp, dialog: ReportDialog) -> None:
    site = await app.site_ready()
    try:
        kept, rhythm = await asyncio.to_thread(_kept, site)
        dialog.tune(rhythm)
        dialog.keep(kept)
        reader = await (await asyncio.to_thread(_reading))(site)
        dialog.begin(reader, await kept.others())
    except OnsiteError as error:
        dialog.fail(error)


def _kept(site: Site) -> tuple[Kept, Rhythm]:
    from onsite.incidents.report.line import Kept
    from onsite.scanner.settings import load

    return Kept(site), load(site.data).hand


def _reading() -> Callable[[Site], Awaitable[Reader | None]]:
    from onsite.incidents.report.reader import reader_of

    return reader_of
