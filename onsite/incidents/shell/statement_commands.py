"""What is said in public about an incident, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.incidents.outcomes import Outcome
from onsite.incidents.rights import running, speaking
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import opened, tell
from onsite.incidents.shell.report_commands import SAID
from onsite.incidents.statements import service
from onsite.incidents.statements.reading import preview, statements
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.shell.opened import Opened
    from onsite.incidents.statements.reading import Statement
    from onsite.incidents.views import Incident


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
                "audience, text, author, written, released, released_by, to, ended, ended_by, "
                "reason, corrected_by), templates (each with statement, name, audience, missing)."
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
        done = at.do(service.draft, incident.id, statement, given, who=who)
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
                "speaks for the event alone, with their PIN. A correction is another statement, "
                "released --instead-of the one that it puts right."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("label", metavar="STATEMENT")
@click.option("--to", default="", metavar="WORDS", help=_("Where it is said."))
@click.option(
    "--instead-of", default="", metavar="STATEMENT", help=_("The one that it puts right.")
)
@command_options
def publish(shell: Shell, number: str, label: str, to: str, instead_of: str) -> int:
    """Run `onsite incidents publish`."""
    return _speak(shell, number, service.release, label, to, instead_of)


@click.command(
    help="\n\n".join(
        [
            _(
                "Say that STATEMENT, which was released, does not hold any more, and why. For who "
                "speaks for the event alone, with their PIN."
            ),
            SAID,
        ]
    )
)
@click.argument("number")
@click.argument("label", metavar="STATEMENT")
@click.argument("reason", nargs=-1, required=True)
@command_options
def withdraw(shell: Shell, number: str, label: str, reason: tuple[str, ...]) -> int:
    """Run `onsite incidents withdraw`."""
    return _speak(shell, number, service.withdraw, label, " ".join(reason))


def _speak(shell: Shell, number: str, act: Callable[..., Outcome], *said: str) -> int:
    """An act of who speaks for the event."""
    with opened(shell) as at:
        incident = at.named(number).id
        who = at.with_pin(speaking(at.plan), _("PIN of who speaks for the event ({roles})"))
        return tell(shell, at.plan, at.do(act, incident, *said, who=who))


def _say_statements(shell: Shell, at: Opened, incident: Incident) -> int:
    seen, plan, now = at.as_seen(incident), at.plan, at.site.clock.now()
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
    parts = (each.label, each.name, each.audience, state, each.to, _ended(at, each))
    head = " · ".join(filter(None, parts))
    return "\n".join([head, *(f"  {line}" for line in each.text.splitlines())])


def _ended(at: Opened, each: Statement) -> str:
    """That it does not hold any more, since when and why; empty where it does."""
    if not each.ended_ms:
        return ""
    clock = at.plan.local(from_ms(each.ended_ms))
    told = _("WITHDRAWN at {at} by {who}: {reason}") if each.reason else _("CORRECTED at {at}")
    return told.format(at=f"{clock:%H:%M}", who=each.ended_by, reason=each.reason)


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
        "ended": telling.at(each.ended_ms),
        "ended_by": each.ended_by,
        "reason": each.reason,
        "corrected_by": each.corrected_by,
    }


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInputError(
            _("“{given}” says not what is filled in.").format(given=text),
            _("Write NAME=TEXT, as time=14:30."),
        )
    return name.strip(), value
