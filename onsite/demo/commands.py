"""The demo from the shell."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite import language
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.areas import Place
    from onsite.demo.opening import DemoStore
    from onsite.wiring import Site

_SLOW_S = 1.0


@click.command(
    help=_(
        """Try everything on a made-up conference of 800 people.

        A check-in desk opens, and a video of guests with phones and badges plays as its camera.
        All of it happens in a temporary store, which is removed at the end."""
    )
)
@click.option(
    "--camera",
    default="",
    metavar="CAMERA",
    help=_("Instead of the video: anything that “onsite desk --camera” takes, or none."),
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, readable=False),
    metavar="DIR",
    help=_("Make the store in this folder and leave it there."),
)
@click.option(
    "--prepare-only",
    is_flag=True,
    help=_("Make the store of --keep and open no desk. --json: data, event, attendees, inside."),
)
@command_options
def demo(shell: Shell, camera: str, keep: Path | None, *, prepare_only: bool) -> int:
    """Run `onsite demo`."""
    keep = keep or shell.data
    if prepare_only:
        return _prepare(shell, keep)
    _check_terminal()
    if keep is None:
        return _open_and_remove(shell, camera)
    _check_empty(keep)
    code = _open(shell, keep, camera)
    shell.say(
        _("The demo is kept. Open it again with: onsite desk --data {folder}").format(folder=keep),
        {"data": str(keep), "kept": True},
    )
    return code


def _prepare(shell: Shell, keep: Path | None) -> int:
    if keep is None:
        raise BadInputError(
            _("--prepare-only makes a store to keep."), _("Say where, with --keep DIR.")
        )
    _check_empty(keep)
    with _patience_asked():
        site = _store(shell, keep).open()
    try:
        shell.say(
            _("The demo is ready. Open it with: onsite desk --data {folder}").format(folder=keep),
            {"data": str(keep), **_figures(site)},
        )
    finally:
        site.close()
    return 0


def _figures(site: Site) -> dict[str, Any]:
    from onsite.checkin import roll
    from onsite.demo.filling import DOOR
    from onsite.plan.service import current
    from onsite.roster.service import size

    plan = site.read_now(current)
    if plan is None:
        raise LookupError(DOOR)
    inside = site.read_now(roll.counters, plan, DOOR, site.clock.now()).inside
    attendees = site.read_now(size).current
    return {"event": plan.event.name, "attendees": attendees, "inside": inside}


def _open_and_remove(shell: Shell, camera: str) -> int:
    # On Windows a file that is still open cannot be removed; that must not hide the exit code.
    with tempfile.TemporaryDirectory(prefix="onsite-demo-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        code = _open(shell, folder, camera)
        _save_reports(folder / "crash")
    said = (
        _("The demo ran in a temporary store in {folder}; it has been removed.")
        if not folder.exists()
        else _("The demo ran in a temporary store in {folder}; it could not be removed.")
    )
    shell.say(said.format(folder=folder), {"data": made, "kept": folder.exists()})
    return code


def _open(shell: Shell, folder: Path, camera: str) -> int:
    from onsite.demo.opening import camera_for

    source = camera_for(camera)
    from onsite.app import OnsiteApp
    from onsite.ui.run import run

    store = _store(shell, folder)

    def make_app(place: Place | None) -> OnsiteApp:
        return OnsiteApp(
            store.open,
            place=place,
            camera=source,
            demo=True,
            language_code=language.current(),
        )

    return run(make_app, folder)


def _save_reports(reports: Path) -> None:
    """Crash reports outlive the store that they lie beside."""
    if not reports.is_dir():
        return
    from onsite.wiring import data_folder

    safe = data_folder() / "crash"
    shutil.copytree(reports, safe, dirs_exist_ok=True)
    click.echo(_("The reports of what went wrong are in {folder}").format(folder=safe), err=True)


def _store(shell: Shell, folder: Path) -> DemoStore:
    from onsite.demo.opening import DemoStore
    from onsite.wiring import default_operator

    return DemoStore(folder, shell.operator or default_operator())


def _check_terminal() -> None:
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise NotPossibleError(
            _("The demo needs a terminal of its own."),
            _("Run it in a terminal window, or add --prepare-only and --keep in scripts."),
        )


def _check_empty(folder: Path) -> None:
    from onsite.wiring import STORE_FILE

    if (folder / STORE_FILE).exists():
        raise NotPossibleError(
            _("There is a store in {folder} already.").format(folder=folder),
            _("Open it with “onsite desk --data”, or name a new folder with --keep."),
        )


@contextmanager
def _patience_asked() -> Iterator[None]:
    """Say what is going on, where it takes longer than a moment."""
    sentence = _("Making the demo…")
    timer = threading.Timer(_SLOW_S, lambda: click.echo(sentence, err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
