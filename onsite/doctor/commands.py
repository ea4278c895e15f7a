"""`onsite doctor`."""

from __future__ import annotations

from dataclasses import asdict

import click

from onsite.language import _
from onsite.shell import Shell, command_options


@click.command(help=_("Find what this computer lacks, and the one command that mends it."))
@command_options
def doctor(shell: Shell) -> int:
    """Look at this computer; exit code 0 when everything essential is there, 1 otherwise."""
    from onsite.clock import SystemClock
    from onsite.doctor import several
    from onsite.doctor.checks import findings
    from onsite.doctor.machine import look
    from onsite.readiness import State, line
    from onsite.store.migrations import HEAD
    from onsite.wiring import data_folder

    seen = look(shell.data or data_folder(), SystemClock())
    found = findings(seen, HEAD)
    found += several.findings(several.look(seen.data, seen.free_bytes, seen.now))
    missing = [each for each in found if each.state is State.MISSING]
    last = _("Everything that Onsite needs is here.")
    if missing:
        last = _("Onsite cannot work here until what is missing has been mended.")
    text = "\n".join([*(line(each) for each in found), "", last])
    shell.say(text, {"ready": not missing, "findings": [asdict(each) for each in found]})
    return 1 if missing else 0
