"""What anybody does about incidents from the shell: report, write down, strike, acknowledge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import click

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents import naming, service, wording
from onsite.incidents.acting import words
from onsite.incidents.service import NewIncident
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import add, opened, tell
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.sync.clock import moments

if TYPE_CHECKING:
    from onsite.incidents.oneline.reading import Problem, Reading
    from onsite.incidents.paging.facts import How
    from onsite.plan.model import Plan

SAID = _(
    "With --json, one object: what (took, same, nothing, refused), deed, incident (its id), "
    "number, why, roles, missing, other, entry."
)
"""What every act answers."""
AT = click.option("--at", "clock", default="", metavar="CLOCK", help=_("When it happened: 14:05."))


@click.command(
    help="\n\n".join(
        [
            _(
                "Report an incident: “med H2 row14 fall, conscious @lin !” is medical, in hall 2, "
                "Lin goes there, of the first severity; 14:05 would be when it happened. A "
                "#zone, @name or type: that nobody knows is refused with the nearest, unless "
                "--anyhow; another word is text, and is told (with --json as unknown)."
            ),
            SAID,
        ]
    )
)
@click.argument("line", nargs=-1, required=True)
@click.option("--type", "types", multiple=True, metavar="TYPE", help=_("Besides those in LINE."))
@click.option("--severity", default="", metavar="SEVERITY", help=_("Rather than as in LINE."))
@click.option("--zone", default="", metavar="ZONE", help=_("Rather than as in LINE."))
@click.option("--place", default="", metavar="WORDS", help=_("Where in it."))
@click.option("--from", "reporter", default="", metavar="NAME", help=_("Who said so."))
@click.option("--drill", is_flag=True, help=_("An exercise, with a number of its own series."))
@click.option("--anyhow", is_flag=True, help=_("What nobody knows is just text."))
@click.option("--id", "which", default="", metavar="ID", help=_("The same id, the same incident."))
@command_options
def report(shell: Shell, *, line: tuple[str, ...], anyhow: bool, **about: Any) -> int:
    """Run `onsite incidents report`."""
    with opened(shell) as at:
        begun = moments.now(at.site.clock)
        if not words(" ".join(line)) and not (about["types"] or about["zone"] or about["place"]):
            raise BadInputError(_("Nothing is written."), _("Write a few words: what, where."))
        known = at.site.read_now(naming.words, at.plan)
        read = naming.read_line(at.plan, known, " ".join(line), at.site.clock.now())
        _check(at.plan, read, anyhow=anyhow)
        new = NewIncident(
            begun,
            read.text,
            types=(*read.types, *about["types"]),
            severity=about["severity"] or read.severity,
            zone=about["zone"] or read.zone,
            place=about["place"],
            reporter=about["reporter"],
            units=read.people,
            happened_ms=to_ms(read.happened) if read.happened is not None else None,
            drill=about["drill"],
        )
        new = replace(new, id=about["which"]) if about["which"] else new
        outcome = at.do(service.report, new)
        shown = " · ".join(text for _kind, text in naming.preview(at.plan, known, read) if text)
        said = wording.outcome(at.plan, outcome)
        guesses = [_hint(at.plan, each) for each in read.problems]
        if guesses:
            said = _("{said} Look at what nobody knows:").format(said=said)
    answer = {**telling.outcome_object(outcome), "unknown": [_unknown(e) for e in read.problems]}
    shell.say("\n".join([said, *(f"! {each}" for each in guesses), shown]), answer)
    return 0


@click.command(
    help="\n\n".join(
        [_("Write TEXT down in an incident; --at says when that was, if not just now."), SAID]
    )
)
@click.argument("number")
@click.argument("text", nargs=-1, required=True)
@AT
@click.option("--from", "reporter", default="", metavar="NAME", help=_("Who said so."))
@command_options
def entry(shell: Shell, number: str, *, text: tuple[str, ...], clock: str, reporter: str) -> int:
    """Run `onsite incidents entry`."""
    with opened(shell) as at:
        incident, happened = at.named(number).id, at.at_ms(clock)
        outcome = at.do(service.entry, incident, " ".join(text), happened, reporter)
        return tell(shell, at.plan, outcome)


@click.command(
    help="\n\n".join(
        [
            _(
                "Strike ENTRY, by its name in “onsite incidents show”, for a REASON. It stays "
                "readable. Another's entry strikes who runs incidents."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("entry_name", metavar="ENTRY")
@click.argument("reason", nargs=-1, required=True)
@command_options
def strike(shell: Shell, number: str, entry_name: str, reason: tuple[str, ...]) -> int:
    """Run `onsite incidents strike`."""
    return add(shell, number, service.strike, entry_name, " ".join(reason))


@click.command(
    help="\n\n".join(
        [_("Say that WHO has it: a contact or an operator, by name or call sign."), SAID]
    )
)
@click.argument("number")
@click.argument("who", nargs=-1)
@click.option(
    "--how",
    type=click.Choice(["key", "radio", "phone", "person"]),
    default="key",
    help=_("How they said so."),
)
@AT
@command_options
def ack(shell: Shell, number: str, who: tuple[str, ...], how: str, clock: str) -> int:
    """Run `onsite incidents ack`."""
    with opened(shell) as at:
        person = " ".join(who) or at.site.operator
        incident = at.named(number).id
        outcome = at.do(service.acknowledge, incident, person, cast("How", how), clock=clock)
        return tell(shell, at.plan, outcome)


def _check(plan: Plan, read: Reading, *, anyhow: bool) -> None:
    if read.certain and not anyhow:
        raise BadInputError(
            " ".join(_hint(plan, each) for each in read.certain),
            _("Correct it, or report it as it stands with --anyhow."),
        )


def _unknown(problem: Problem) -> dict[str, Any]:
    return {"kind": problem.kind, "given": problem.given, "nearest": list(problem.nearest)}


def _hint(plan: Plan, problem: Problem) -> str:
    return wording.problem(plan, problem)
