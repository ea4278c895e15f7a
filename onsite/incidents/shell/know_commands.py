"""METHANE, playbooks and statements, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.incidents import wording
from onsite.incidents.log import restricted
from onsite.incidents.methane import letters
from onsite.incidents.methane import service as methane_service
from onsite.incidents.methane.prompts import missing, prompts
from onsite.incidents.outcomes import Outcome
from onsite.incidents.playbooks import service as playbook_service
from onsite.incidents.rights import running, speaking
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import opened, run, tell
from onsite.incidents.shell.report_commands import SAID
from onsite.incidents.statements import service as statement_service
from onsite.incidents.statements.reading import preview, statements
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.staff.service import anybody_with

if TYPE_CHECKING:
    from onsite.incidents.methane.prompts import Prompt
    from onsite.incidents.shell.opened import Opened
    from onsite.incidents.statements.reading import Statement
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
        seen = _as_seen(at, incident)
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


@click.command(
    help="\n\n".join(
        [
            _(
                "Write STATEMENT of the plan about an incident: what it does not tell by itself is "
                "given as --set NAME=TEXT. It never changes afterwards; a release is another "
                "step. Without STATEMENT: what is written, and what the plan has."
            ),
            SAID,
            _(
                "Without STATEMENT: number, written (each with statement, label, edition, name, "
                "audience, text, author, written, released, released_by, to), templates (each with "
                "statement, name, audience, missing)."
            ),
        ]
    )
)
@click.argument("number")
@click.argument("statement", default="")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help=_("What is filled in."))
@command_options
def statement(shell: Shell, number: str, statement: str, values: tuple[str, ...]) -> int:
    """Run `onsite incidents statement`."""
    given = dict(map(_pair, values))
    with opened(shell) as at:
        incident = at.named(number)
        if not statement:
            return _say_statements(shell, at, incident)
        asked = _("PIN of who runs incidents or speaks for the event ({roles})")
        who = at.with_pin((*running(at.plan), *speaking(at.plan)), asked)
        done = at.do(statement_service.draft, incident.id, statement, given, who=who)
        code = tell(shell, at.plan, done)
        if not shell.as_json:
            written = at.site.read_now(statements, incident.id)
            shell.say(next(each.text for each in written if each.label == done.other), {})
        return code


@click.command(
    help="\n\n".join(
        [
            _(
                "Release STATEMENT, by its label in “onsite incidents statement NUMBER”. For who "
                "speaks for the event alone, with their PIN."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("label", metavar="STATEMENT")
@click.option("--to", default="", metavar="WORDS", help=_("Where it is said."))
@command_options
def publish(shell: Shell, number: str, label: str, to: str) -> int:
    """Run `onsite incidents publish`."""
    with opened(shell) as at:
        incident = at.named(number).id
        who = at.with_pin(speaking(at.plan), _("PIN of who speaks for the event ({roles})"))
        done = at.do(statement_service.release, incident, label, to, who=who)
        return tell(shell, at.plan, done)


def _as_seen(at: Opened, incident: Incident) -> Incident:
    """In the shell a name is no proof: once anybody has a PIN, what is restricted stays veiled."""
    if not incident.restricted or not at.site.read_now(anybody_with, at.plan):
        return incident
    return restricted.veiled(incident)


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


def _say_statements(shell: Shell, at: Opened, incident: Incident) -> int:
    seen, plan, now = _as_seen(at, incident), at.plan, at.site.clock.now()
    if seen.veiled:
        roles = plan.response.rules.sees_restricted
        refused = Outcome("refused", "open", seen.id, seen.number, why="veiled", roles=roles)
        return tell(shell, plan, refused)
    written = at.site.read_now(statements, incident.id)
    lacking = {key: preview(plan, incident, key, {}, now).missing for key in plan.statements}
    lines = [_statement_lines(at, each) for each in written]
    for key, part in plan.statements.items():
        needs = _("needs: {names}").format(names=", ".join(lacking[key])) if lacking[key] else ""
        lines.append(" · ".join(filter(None, (key, part.name, part.audience, needs))))
    hint = _("The plan has no statement: write some under [statements.ID].")
    templates = [
        {
            "statement": key,
            "name": part.name,
            "audience": part.audience,
            "missing": list(lacking[key]),
        }
        for key, part in plan.statements.items()
    ]
    answer = {
        "number": incident.number,
        "written": [_statement_object(each) for each in written],
        "templates": templates,
    }
    shell.say("\n".join(lines or [hint]), answer)
    return 0


def _statement_lines(at: Opened, each: Statement) -> str:
    if each.released:
        clock = at.plan.local(from_ms(each.released_ms))
        state = _("released at {at} by {who}").format(at=f"{clock:%H:%M}", who=each.released_by)
    else:
        state = _("not released")
    head = " · ".join(filter(None, (each.label, each.name, each.audience, state, each.to)))
    return "\n".join([head, *(f"  {line}" for line in each.text.splitlines())])


def _statement_object(each: Statement) -> dict[str, Any]:
    return {
        "statement": each.statement,
        "label": each.label,
        "edition": each.edition,
        "name": each.name,
        "audience": each.audience,
        "text": each.text,
        "author": each.author,
        "written": telling.at(each.at_ms),
        "released": telling.at(each.released_ms),
        "released_by": each.released_by,
        "to": each.to,
    }


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInputError(
            _("“{given}” says not what is filled in.").format(given=text),
            _("Write NAME=TEXT, as time=14:30."),
        )
    return name.strip(), value
