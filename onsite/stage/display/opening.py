"""Opening the display of a stage: on this screen, or for a browser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from onsite import language
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.shell import Shell
    from onsite.wiring import Site

_SERVED = "TEXTUAL_DRIVER"
"""Set by the server of the browser, for the processes that it starts."""


def open_display(shell: Shell, stage: str, view: str) -> int:
    """Run the app of a display; answers the exit code.

    Args:
        shell: names the store and the operator.
        stage: the id of a stage; empty for the only one, or to be asked.
        view: one of `face.VIEWS`.

    Raises:
        NotPossibleError: there is no terminal.
        BadInputError: the plan has no such stage.
    """
    from onsite.areas import Place
    from onsite.stage.display.app import DisplayApp
    from onsite.sync.opening import link_process
    from onsite.ui.run import run
    from onsite.wiring import data_folder

    if not os.environ.get(_SERVED) and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NotPossibleError(
            _("The display needs a terminal of its own."),
            _("Run it in a full-screen terminal window, or with --browser."),
        )
    begin = Place("display", drafts={"display": {"stage": stage, "view": view}})
    data = shell.data or data_folder()
    return run(
        lambda place: DisplayApp(
            lambda: _opened(shell, stage),
            place=place or begin,
            language_code=language.current(),
            reports=data / "crash",
            sidecar=link_process,
        ),
        data,
    )


def _opened(shell: Shell, stage: str) -> Site:
    """The open store.

    Raises:
        BadInputError: its plan has no such stage; a display must not show another unsaid.
    """
    from onsite.plan.service import current
    from onsite.stage.display.service import known
    from onsite.wiring import open_site

    site = open_site(shell.data, operator=shell.operator)
    plan = site.read_now(current) if stage else None
    if plan is not None:
        try:
            known(plan, stage)
        except BaseException:
            site.close()
            raise
    return site
