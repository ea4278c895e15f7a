"""Looking, from the shell, whether the zones are ready for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from onsite import readiness
from onsite.language import _
from onsite.readiness import State, line
from onsite.shell import Shell, command_options
from onsite.zones.shell.opened import opened

if TYPE_CHECKING:
    from datetime import datetime


@click.command(
    help=_(
        """Look whether the zones are ready for people: each is counted, something limits it, it has
        ways out that are free, and who must look after it is signed on. Exit code 0 when nothing
        is missing, 1 otherwise.

        \b
        With --json, one object:
          ready     whether nothing is missing
          findings  each with check (its name), state (ok, note, missing), said, mend"""
    )
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    help=_("As it will be then, in the time of the event."),
)
@command_options
def check(shell: Shell, at: datetime | None) -> int:
    """Run `onsite zones check`."""
    with opened(shell) as there:
        now = there.now if at is None else at.replace(tzinfo=there.plan.zone)
        found = there.site.read_now(readiness.findings, there.plan, now, "zones")
    missing = [each for each in found if each.state is State.MISSING]
    last = _("A zone is not ready: mend what is missing.") if missing else _("Nothing is missing.")
    lines = [line(each) for each in found] or [_("The plan has no zones that are to be counted.")]
    text = "\n".join([*lines, "", last])
    shell.say(text, {"ready": not missing, "findings": [asdict(each) for each in found]})
    return int(bool(missing))
