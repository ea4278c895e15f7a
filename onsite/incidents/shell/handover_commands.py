"""Handing over from the shell."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.incidents.handover import reading, service, sheets, wording
from onsite.incidents.people import people
from onsite.incidents.shell.opened import opened
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.incidents.handover.reading import Handover
    from onsite.incidents.shell.opened import Opened

_SAID = _(
    "With --json, one object: handover (its id), from, to, roles, state (offered, accepted, "
    "withdrawn), offered, ended (UTC, ISO 8601), reason, sheet, sha256, typed_since."
)


@click.command(
    help=_(
        """List the handovers, or show the sheet of HANDOVER: what was open, promised and running.

        \b
        With --json, one object:
          handovers  each as in “onsite incidents take-over”"""
    )
)
@click.argument("handover", default="")
@command_options
def handover(shell: Shell, handover: str) -> None:
    """Run `onsite incidents handover`."""
    with opened(shell) as at:
        if handover:
            _say(shell, at, at.site.read_now(service.named, handover))
            return
        found = at.site.read_now(reading.handovers)
        names = at.site.read_now(people, at.plan)
        lines = [wording.line(at.plan, each, names) for each in found]
        shown = [at.site.read_now(reading.as_shown, at.plan, each) for each in found]
        objects = [_object(each, _typed(at, each)) for each in shown]
    hint = _("Nobody has handed over yet: onsite incidents hand-over NAME")
    shell.say("\n".join(lines or [hint]), {"handovers": objects})


@click.command(
    "hand-over",
    help="\n\n".join(
        [
            _(
                "Hand over to NAME: a sheet is made, and until NAME takes it, both are told of "
                "incidents."
            ),
            _SAID,
        ]
    ),
)
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--from", "outgoing", default="", metavar="NAME", help=_("Who hands over, if not you.")
)
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=_("Rather than all you have."))
@click.option("--promise", "promises", multiple=True, metavar="TEXT", help=_("What was promised."))
@command_options
def hand_over(
    shell: Shell,
    name: tuple[str, ...],
    *,
    outgoing: str,
    roles: tuple[str, ...],
    promises: tuple[str, ...],
) -> None:
    """Run `onsite incidents hand-over`."""
    with opened(shell) as at:
        who = at.runner()
        given = (" ".join(name), outgoing, roles, promises)
        _say(shell, at, at.do(service.offer, *given, who=who))


@click.command(
    "take-over",
    help="\n\n".join(
        [_("Take HANDOVER, with your own PIN. From then on you are told, and nobody else."), _SAID]
    ),
)
@click.argument("handover")
@command_options
def take_over(shell: Shell, handover: str) -> None:
    """Run `onsite incidents take-over`."""
    with opened(shell) as at:
        who = at.with_pin((), _("PIN of who takes over"))
        _say(shell, at, at.do(service.accept, handover, who=who))


@click.command(
    "take-back", help="\n\n".join([_("Take HANDOVER back: it is not handed over now."), _SAID])
)
@click.argument("handover")
@click.option("--reason", default="", metavar="TEXT", help=_("Why; kept with it."))
@command_options
def take_back(shell: Shell, handover: str, reason: str) -> None:
    """Run `onsite incidents take-back`."""
    with opened(shell) as at:
        _say(shell, at, at.do(service.withdraw, handover, reason, who=at.runner()))


def _say(shell: Shell, at: Opened, found: Handover) -> None:
    names = at.site.read_now(people, at.plan)
    found = at.site.read_now(reading.as_shown, at.plan, found)
    typed = _typed(at, found)
    lines = (
        wording.line(at.plan, found, names),
        *wording.sheet(at.plan, found, names),
        wording.since(typed),
    )
    shell.say("\n".join(each for each in lines if each), _object(found, typed))


def _typed(at: Opened, found: Handover) -> int:
    return at.site.read_now(sheets.typed_since, dict(found.sheet))


def _object(found: Handover, typed: int) -> dict[str, Any]:
    return {
        "handover": found.id,
        "from": found.outgoing,
        "to": found.incoming,
        "roles": list(found.roles),
        "state": found.state,
        "offered": _utc(found.offered_ms),
        "ended": _utc(found.ended_ms) if found.ended_ms else None,
        "reason": found.reason,
        "sheet": dict(found.sheet),
        "sha256": found.sha256,
        "typed_since": typed,
    }


def _utc(ms: int) -> str:
    return from_ms(ms).astimezone(UTC).isoformat()
