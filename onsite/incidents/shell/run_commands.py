"""What those who run incidents do from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from onsite.incidents import duplicates, running
from onsite.incidents.log import states
from onsite.incidents.running import Ending
from onsite.incidents.shell.opened import opened, run, tell
from onsite.incidents.shell.report_commands import AT, SAID
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.incidents.facts import State

_REASON = click.option("--reason", default="", metavar="TEXT", help=_("Why; kept with it."))
_STATES = [each for each in states.ORDER if each != states.CLOSED]


@click.command(
    help="\n\n".join(
        [
            _(
                "Give an incident another STATE. To let it wait, and to open a closed one again, "
                "needs a --reason. To close it, see “onsite incidents close”."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("state", type=click.Choice(_STATES))
@_REASON
@AT
@command_options
def state(shell: Shell, number: str, state: str, reason: str, clock: str) -> int:
    """Run `onsite incidents state`."""
    return run(shell, number, running.set_state, cast("State", state), reason, clock=clock)


@click.command(
    help="\n\n".join(
        [
            _(
                "Close an incident. A serious one needs a type, an --outcome, who is "
                "--responsible, and no open task; or --force with a --reason."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.option("--outcome", default="", metavar="TEXT", help=_("What came of it."))
@click.option("--responsible", default="", metavar="NAME", help=_("Who answers for it."))
@click.option("--force", is_flag=True, help=_("Close it though something is missing."))
@_REASON
@AT
@command_options
def close(  # noqa: PLR0913 - each is an option of its own
    shell: Shell,
    number: str,
    *,
    outcome: str,
    responsible: str,
    force: bool,
    reason: str,
    clock: str,
) -> int:
    """Run `onsite incidents close`."""
    ending = Ending(outcome, responsible, forced=force, reason=reason)
    return run(shell, number, running.close, ending, clock=clock)


@click.command(
    help="\n\n".join(
        [
            _(
                "Say that an incident is of another SEVERITY. A graver one begins telling people "
                "anew; a lesser one needs a --reason, and silences nothing."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("severity")
@_REASON
@command_options
def severity(shell: Shell, number: str, severity: str, reason: str) -> int:
    """Run `onsite incidents severity`."""
    return run(shell, number, running.set_severity, severity, reason)


@click.command(help="\n\n".join([_("Say of what types an incident is."), SAID]))
@click.argument("number")
@click.option("--add", multiple=True, metavar="TYPE", help=_("It is of this one, too."))
@click.option("--remove", multiple=True, metavar="TYPE", help=_("It is not of this one."))
@command_options
def types(shell: Shell, number: str, add: tuple[str, ...], remove: tuple[str, ...]) -> int:
    """Run `onsite incidents types`."""
    return run(shell, number, running.set_types, add, remove)


@click.command(
    help="\n\n".join(
        [
            _(
                "Let an incident go on in another one, INTO, since both are the same. What is "
                "graver of it goes along, and people are told of the other one alone."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("into")
@_REASON
@command_options
def merge(shell: Shell, number: str, into: str, reason: str) -> int:
    """Run `onsite incidents merge`."""
    with opened(shell) as at:
        one, other = at.named(number).id, at.named(into).id
        outcome = at.do(duplicates.merge, one, other, reason, who=at.runner())
        return tell(shell, at.plan, outcome)


@click.command(help="\n\n".join([_("Take a duplicate apart from the other one again."), SAID]))
@click.argument("number")
@_REASON
@command_options
def unmerge(shell: Shell, number: str, reason: str) -> int:
    """Run `onsite incidents unmerge`."""
    return run(shell, number, duplicates.unmerge, reason)


@click.command(help="\n\n".join([_("Tell the next ones now, or those of a certain step."), SAID]))
@click.argument("number")
@click.option("--step", type=click.IntRange(0, 20), default=0, help=_("From 1; 0: the next."))
@_REASON
@command_options
def escalate(shell: Shell, number: str, step: int, reason: str) -> int:
    """Run `onsite incidents escalate`."""
    return run(shell, number, running.escalate, step, reason)
