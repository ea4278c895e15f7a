"""Opens the line that reports an incident, above whatever is shown, at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
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
    if not any(isinstance(each, ReportDialog) for each in app.guard.within_reach):
        locked = app.guard.locked
        dialog = ReportDialog(lambda: load(app, dialog, locked=locked))
        app.push_screen(dialog)
        load(app, dialog, locked=locked)


def load(app: OnsiteApp, dialog: ReportDialog, *, locked: bool = False) -> None:
    """Load what the line works with; a screen that closes it meanwhile loses none of its text.

    Args:
        app: the app.
        dialog: the line.
        locked: whether it stands above the lock, so that nobody knows who types.
    """
    app.run_worker(_load(app, dialog, locked=locked), group="report")


async def _load(app: OnsiteApp, dialog: ReportDialog, *, locked: bool) -> None:
    site = await app.site_ready()
    unknown = replace(site, operator=app.guard.nobody_known())
    try:
        kept, rhythm = await asyncio.to_thread(_kept, unknown if locked else site)
        dialog.tune(rhythm)
        dialog.keep(kept)
        reader = await (await asyncio.to_thread(_reading))(unknown if locked else site)
        # What others have begun is not shown above a lock; what was begun there, whoever unlocks.
        begun = () if locked else await kept.others()
        if not locked and site.operator != unknown.operator:
            begun += await (await asyncio.to_thread(_kept, unknown))[0].others()
        dialog.begin(reader, begun)
    except OnsiteError as error:
        dialog.fail(error)


def _kept(site: Site) -> tuple[Kept, Rhythm]:
    from onsite.incidents.report.line import Kept
    from onsite.scanner.settings import load

    return Kept(site), load(site.data).hand


def _reading() -> Callable[[Site], Awaitable[Reader | None]]:
    from onsite.incidents.report.reader import reader_of

    return reader_of
