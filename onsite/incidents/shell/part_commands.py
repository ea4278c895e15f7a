"""What hangs on an incident, from the shell: place, people, tasks, files, links, decisions."""

from __future__ import annotations

from pathlib import Path

import click

from onsite.incidents import parts
from onsite.incidents.log import attachments
from onsite.incidents.shell.opened import add, opened, run, tell
from onsite.incidents.shell.report_commands import AT, SAID
from onsite.language import _
from onsite.shell import Shell, command_options


@click.command(help="\n\n".join([_("Say where an incident is."), SAID]))
@click.argument("number")
@click.option("--zone", default=None, metavar="ZONE", help=_("An id of the plan."))
@click.option("--place", "place_", default=None, metavar="WORDS", help=_("Where in it."))
@command_options
def place(shell: Shell, number: str, zone: str | None, place_: str | None) -> int:
    """Run `onsite incidents place`."""
    return add(shell, number, parts.set_place, zone, place_)


@click.command(
    help="\n\n".join([_("Send UNIT there: a contact, an operator, or any name, as Medic 2."), SAID])
)
@click.argument("number")
@click.argument("unit", nargs=-1, required=True)
@click.option("--role", default="", metavar="WORDS", help=_("What they do there."))
@AT
@command_options
def assign(shell: Shell, number: str, unit: tuple[str, ...], role: str, clock: str) -> int:
    """Run `onsite incidents assign`."""
    return add(shell, number, parts.assign, " ".join(unit), role, clock=clock)


@click.command(help="\n\n".join([_("UNIT is free again."), SAID]))
@click.argument("number")
@click.argument("unit", nargs=-1, required=True)
@AT
@command_options
def release(shell: Shell, number: str, unit: tuple[str, ...], clock: str) -> int:
    """Run `onsite incidents release`."""
    return run(shell, number, parts.release, " ".join(unit), clock=clock)


@click.command(
    help="\n\n".join(
        [_("Say what is to be done; or, with --done or --reopen, that task N is or is not."), SAID]
    )
)
@click.argument("number")
@click.argument("text", nargs=-1)
@click.option("--owner", default="", metavar="NAME", help=_("Who does it."))
@click.option("--due", default="", metavar="TIME", help=_("By when, as 14:30."))
@click.option("--done", default="", metavar="N", help=_("Task N is done."))
@click.option("--reopen", default="", metavar="N", help=_("Task N is not done after all."))
@command_options
def task(  # noqa: PLR0913 - each is an option of its own
    shell: Shell,
    number: str,
    *,
    text: tuple[str, ...],
    owner: str,
    due: str,
    done: str,
    reopen: str,
) -> int:
    """Run `onsite incidents task`."""
    if sum(map(bool, (text, done, reopen))) != 1:
        raise click.UsageError(_("Give either TEXT, --done or --reopen."))
    if done:
        return add(shell, number, parts.set_task, done, done=True)
    if reopen:
        return run(shell, number, parts.set_task, reopen, done=False)
    with opened(shell) as at:
        incident, due_ms = at.named(number).id, at.due_ms(due)
        given = (incident, " ".join(text), owner, due_ms)
        return tell(shell, at.plan, at.do(parts.add_task, *given, who=at.runner()))


@click.command(
    help="\n\n".join([_("Copy FILE in, under the hash of what is in it; it stays here."), SAID])
)
@click.argument("number")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@command_options
def attach(shell: Shell, number: str, file: Path) -> int:
    """Run `onsite incidents attach`."""
    with opened(shell) as at:
        incident = at.named(number).id
        taken = attachments.take(at.site.data, file)
        return tell(shell, at.plan, at.do(parts.attach, incident, taken))


@click.command(
    help="\n\n".join([_("Say what an incident has to do with: an address, a case."), SAID])
)
@click.argument("number")
@click.argument("target")
@click.option("--name", default="", metavar="WORDS", help=_("What it is called."))
@command_options
def link(shell: Shell, number: str, target: str, name: str) -> int:
    """Run `onsite incidents link`."""
    return add(shell, number, parts.link, target, name)


@click.command(
    help="\n\n".join(
        [
            _(
                "Record that CHOSEN was decided, for a --reason, of several --option. What is on "
                "the screen now is kept with it: open incidents, who is on duty."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("chosen", nargs=-1, required=True)
@click.option("--option", "options", multiple=True, metavar="TEXT", help=_("One of several."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why."))
@command_options
def decide(
    shell: Shell, number: str, chosen: tuple[str, ...], options: tuple[str, ...], reason: str
) -> int:
    """Run `onsite incidents decide`."""
    return run(shell, number, parts.decide, " ".join(chosen), options, reason)


@click.command(
    help="\n\n".join(
        [_("Let others see no more than number and zone; off, with a --reason: everything."), SAID]
    )
)
@click.argument("number")
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.option("--reason", default="", metavar="TEXT", help=_("Why; kept with it."))
@command_options
def restrict(shell: Shell, number: str, switch: str, reason: str) -> int:
    """Run `onsite incidents restrict`."""
    return run(shell, number, parts.restrict, reason, on=switch == "on")
