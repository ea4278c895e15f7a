"""Looking, from the shell, whether everybody can be told of incidents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from onsite import readiness
from onsite.incidents.shell.opened import opened
from onsite.language import _
from onsite.readiness import State, line
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from datetime import datetime


@click.command(
    help=_(
        """Look whether everybody who must be told of incidents can be told now: each step of each
        policy, medical, security, technical, management, the spokesperson, deputies, the page
        channels of this laptop. Exit code 0 when nothing is missing, 1 otherwise.

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
    """Run `onsite incidents check`."""
    with opened(shell) as there:
        now = there.site.clock.now() if at is None else at.replace(tzinfo=there.plan.zone)
        found = there.site.read_now(readiness.findings, there.plan, now, "incidents")
    missing = [each for each in found if each.state is State.MISSING]
    last = _("Everybody who must be told can be told.")
    if missing:
        last = _("Somebody would not be told: mend what is missing.")
    text = "\n".join([*(line(each) for each in found), "", last])
    shell.say(text, {"ready": not missing, "findings": [asdict(each) for each in found]})
    return int(bool(missing))
