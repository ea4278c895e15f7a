"""Opening the app with the stations, or with joining, in front."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onsite import language
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.shell import Shell
    from onsite.sync.link.watching import SidecarLike

_IN_SCRIPTS = {
    "ahead": "badges",
    "cases": "cases",
    "counter": "count",
    "incidents": "incidents list",
    "preview": "badges preview",
    "printers": "badges printers",
    "stage": "stage show",
    "zones": "zones list",
}
"""By the work area, the command that does the same without a terminal; else it is `stations`."""


def open_stations(shell: Shell) -> int:
    """Run the app with the stations in front; answers the exit code.

    Raises:
        NotPossibleError: there is no terminal.
    """
    return _run(shell, "stations")


def open_area(shell: Shell, mode: str, draft: dict[str, str] | None = None) -> int:
    """Run the app with a work area in front; answers the exit code.

    Args:
        shell: names the store and the operator.
        mode: of the work area.
        draft: what it takes up, as `BaseScreen.restore` does.

    Raises:
        NotPossibleError: there is no terminal.
    """
    return _run(shell, mode, draft)


def open_or_help(shell: Shell, mode: str, draft: dict[str, str] | None = None) -> int:
    """What a group of commands does without any: its work area, or, in a script, its help.

    Answers the exit code.

    Args:
        shell: names the store and the operator.
        mode: of the work area.
        draft: what it takes up, as `BaseScreen.restore` does.
    """
    import click

    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return 0
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        click.echo(context.get_help())
        return 0
    return open_area(shell, mode, draft)


def open_join(shell: Shell, *, name: str = "") -> int:
    """Run the app with the join screen in front, the name filled in; answers the exit code.

    Raises:
        NotPossibleError: there is no terminal.
    """
    return _run(shell, "join", {"name": name})


def link_process(data: Path) -> SidecarLike:
    """The process of the link of a data folder, not started yet."""
    from onsite.sync.link.sidecar import Sidecar

    return Sidecar(data)


def _run(shell: Shell, mode: str, draft: dict[str, str] | None = None) -> int:
    from onsite.app import OnsiteApp
    from onsite.areas import Place
    from onsite.ui.run import run
    from onsite.wiring import data_folder, open_site

    if not sys.stdin.isatty() or not sys.stdout.isatty():
        advice = _("Run it in a terminal window, or use “onsite {command} --help” in scripts.")
        raise NotPossibleError(
            _("This screen needs a terminal of its own."),
            advice.format(command=_IN_SCRIPTS.get(mode, "stations")),
        )
    begin = Place(mode, drafts={mode: draft} if draft else {})
    data = shell.data or data_folder()
    return run(
        lambda place: OnsiteApp(
            lambda: open_site(shell.data, operator=shell.operator),
            place=place or begin,
            language_code=language.current(),
            reports=data / "crash",
            sidecar=link_process,
        ),
        data,
    )
