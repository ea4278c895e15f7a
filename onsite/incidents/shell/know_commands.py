"""METHANE, playbooks and statements, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.methane import letters
from onsite.incidents.methane import service as methane_service
from onsite.incidents.methane.prompts import missing, prompts
from onsite.incidents.playbooks import service as playbook_service
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import opened, run, tell
from onsite.incidents.shell.report_commands import SAID
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.incidents.methane.prompts import Prompt
    from onsite.incidents.shell.opened import Opened
    from onsite.incidents.views import Incident


def _letters(command: Any) -> Any:
    for letter in reversed(letters.ORDER):
        asked = letters.asks(letter)
        command = click.option(f"--{letter}", default=None, metavar="TEXT", help=asked)(command)
    return command


@click.command(
    help="\n\n".join(
        [
            _(
                "Say what is known of a major incident, letter by letter; an empty TEXT says that "
                "nobody knows. Without a letter: what is known, and what is still to be asked."
            ),
            SAID,
            _(
                "Without a letter: number, letters (each with letter, text, said, reporter, "
                "operator, happened), missing."
            ),
        ]
    )
)
@click.argument("which", metavar="NUMBER")
@_letters
@click.option("--from", "reporter", default="", metavar="NAME", help=_("Who said so."))
@click.option("--at", "clock", default="", metavar="CLOCK", help=_("When it was so: 14:05."))
@command_options
def methane(shell: Shell, which: str, *, reporter: str, clock: str, **said: str | None) -> int:
    """Run `onsite incidents methane`."""
    given = {letter: text for letter, text in said.items() if text is not None}
    with opened(shell) as at:
        incident = at.named(which)
        if given:
            when = at.at_ms(clock)
            done = at.do(methane_service.say, incident.id, given, when, reporter)
            return tell(shell, at.plan, done)
        seen = at.as_seen(incident)
        found = at.site.read_now(prompts, at.plan, seen)
        lines = [_prompt_line(at, each) for each in found]
    heading = f"METHANE · {incident.number}"
    shell.say("\n".join([heading, *lines]), _prompts_object(incident, found))
    return 0


@click.command(
    help="\n\n".join(
        [
            _(
                "Begin PLAYBOOK, an id of the plan; without it, those of the incident's types. Its "
                "steps are tasks, with who is on duty for them and by when."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("playbook", default="")
@command_options
def playbook(shell: Shell, number: str, playbook: str) -> int:
    """Run `onsite incidents playbook`."""
    return run(shell, number, playbook_service.begin, playbook)


def _prompt_line(at: Opened, prompt: Prompt) -> str:
    asked = letters.asks(prompt.letter)
    if not prompt.text:
        return "  ".join((prompt.sign, asked, "–", _("still to be asked")))
    when = ""
    if prompt.said:
        clock = at.plan.local(from_ms(prompt.happened_ms))
        when = f"  ({clock:%H:%M}, {prompt.reporter or prompt.operator})"
    return "  ".join((prompt.sign, wording.pair(asked, prompt.text) + when))


def _prompts_object(incident: Incident, found: tuple[Prompt, ...]) -> dict[str, Any]:
    return {
        "number": incident.number,
        "letters": [
            {
                "letter": each.letter,
                "text": each.text,
                "said": each.said,
                "reporter": each.reporter,
                "operator": each.operator,
                "happened": telling.at(each.happened_ms),
            }
            for each in found
        ],
        "missing": list(missing(found)),
    }
