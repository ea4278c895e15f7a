"""Opening the check-in desk on the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onsite import language
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.shell import Shell
    from onsite.wiring import Site


def open_desk(
    shell: Shell, *, checkpoint: str | None = None, camera: str | None = None, mode: str = "desk"
) -> int:
    """Run the app with the desk, or another work area, in front; answers the exit code.

    Args:
        shell: names the store and the operator.
        checkpoint: where the desk stands; without it, the plan's first.
        camera: what `source_of` takes.
        mode: the work area to begin with.

    Raises:
        NotPossibleError: there is no terminal.
        BadInputError: there is no such camera.
    """
    from onsite.app import OnsiteApp
    from onsite.scanner.capture import source_of
    from onsite.sync.opening import link_process
    from onsite.ui.run import run
    from onsite.wiring import data_folder

    _need_terminal()
    source = source_of(camera) if camera is not None else None
    data = shell.data or data_folder()
    return run(
        lambda place: OnsiteApp(
            lambda: _opened(shell, checkpoint),
            start_mode=mode,
            place=place,
            camera=source,
            checkpoint=checkpoint,
            language_code=language.current(),
            reports=data / "crash",
            sidecar=link_process,
        ),
        data,
    )


def _need_terminal() -> None:
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise NotPossibleError(
            _("The desk needs a terminal of its own."),
            _("Run it in a terminal window, or use “onsite checkin scan” in scripts."),
        )


def _opened(shell: Shell, checkpoint: str | None) -> Site:
    """The open store.

    Raises:
        BadInputError: its plan has no such checkpoint; a desk must not stand at another unsaid.
    """
    from onsite.checkin.service import unknown_checkpoint
    from onsite.plan.service import current
    from onsite.wiring import open_site

    site = open_site(shell.data, operator=shell.operator)
    plan = site.read_now(current) if checkpoint is not None else None
    if plan is not None and checkpoint not in plan.checkpoints:
        site.close()
        raise unknown_checkpoint(plan, checkpoint or "")
    return site
