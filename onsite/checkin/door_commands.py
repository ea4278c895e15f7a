"""What a door asks before it opens, from the shell: at which gate it is, and who may come in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.checkin.entrants import Entrant
    from onsite.plan.model import Plan

_CHECKPOINT = click.option(
    "--checkpoint", metavar="ID", help=_("The checkpoint; without it, the plan's first.")
)


@click.command(
    help=_(
        """Say at which GATE of a checkpoint this computer stands; kept until another is named.

        It matters where the checkpoint's rules ask for it, as "gate = a".

        With --json, one object: "checkpoint" and "gate", the id or an empty text."""
    )
)
@click.argument("gate")
@_CHECKPOINT
@command_options
def gate(shell: Shell, gate: str, checkpoint: str | None) -> None:
    """Run `onsite checkin gate`."""
    from onsite.checkin.gates.kept import stand_at

    with shell.site() as site:
        plan = shell.plan(site)
        where = _checkpoint(plan, checkpoint)
        site.write_now(stand_at, plan, where, gate)
    rule = plan.checkpoints[where]
    said = _("This computer stands at: {gate}, {checkpoint}.")
    shell.say(
        said.format(gate=rule.gates[gate], checkpoint=rule.name),
        {"checkpoint": where, "gate": gate},
    )


@click.command(
    help=_(
        """List who may come in at a checkpoint now: those whom a scan would let in.

        Who would be asked something first is among them, with what it is.

        \b
        With --json, one object:
          checkpoint  id            at  when, UTC, ISO 8601
          guests      attendee, name, category, reason ("admitted", what is to be asked
                      first, as "questions", or with --refused why not, as
                      "already_in"), title and why in words"""
    )
)
@_CHECKPOINT
@click.option(
    "--at",
    "when",
    metavar="TIME",
    help=_("At another time, as “2026-11-24 22:00”, if nothing else happens until then."),
)
@click.option(
    "--refused", "refused", flag_value="refused", help=_("Those who may not come in, and why.")
)
@command_options
def who(shell: Shell, checkpoint: str | None, when: str | None, refused: str | None) -> None:
    """Run `onsite checkin who`."""
    from onsite.checkin.entrants import entrants

    with shell.site() as site:
        plan = shell.plan(site)
        where = _checkpoint(plan, checkpoint)
        at = _instant(plan, when) if when is not None else site.clock.now()
        found = site.read_now(entrants, plan, where, at, admitted=not refused)
    said = _refused(found, plan, at) if refused else _admitted(found)
    guests = [_as_object(each, plan, at) for each in found]
    shell.say(said, {"checkpoint": where, "at": at.isoformat(), "guests": guests})


def _checkpoint(plan: Plan, checkpoint: str | None) -> str:
    from onsite.checkin.service import unknown_checkpoint

    if checkpoint is not None and checkpoint not in plan.checkpoints:
        raise unknown_checkpoint(plan, checkpoint)
    return checkpoint or next(iter(plan.checkpoints))


def _instant(plan: Plan, when: str) -> datetime:
    try:
        written = datetime.fromisoformat(when)
        aware = written if written.tzinfo is not None else written.replace(tzinfo=plan.zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInputError(
            _("“{when}” is not a time.").format(when=when),
            _("Write it as 2026-11-24 22:00."),
        ) from error


def _admitted(found: list[Entrant]) -> str:
    from onsite.checkin import wording
    from onsite.checkin.facts import Outcome

    lines = []
    for each in found:
        asked = each.verdict.outcome is Outcome.ASK
        title = wording.title(each.verdict) if asked else ""
        lines.append(" – ".join(filter(None, (_name(each), title))))
    many = len(found)
    counted = ngettext("{many} person may come in.", "{many} people may come in.", many)
    return "\n".join([*lines, counted.format(many=many)])


def _refused(found: list[Entrant], plan: Plan, at: datetime) -> str:
    from onsite.checkin import wording

    lines = []
    for each in found:
        why = wording.sentence(each.verdict, plan, at)
        lines.append(" – ".join(filter(None, (_name(each), wording.title(each.verdict), why))))
    many = len(found)
    counted = ngettext("{many} person may not come in.", "{many} people may not come in.", many)
    return "\n".join([*lines, counted.format(many=many)])


def _name(each: Entrant) -> str:
    return " · ".join(filter(None, (each.name or _("Unassigned ticket"), each.category)))


def _as_object(each: Entrant, plan: Plan, at: datetime) -> dict[str, Any]:
    from onsite.checkin import wording

    return {
        "attendee": each.attendee,
        "name": each.name,
        "category": each.category,
        "reason": each.verdict.reason.value,
        "title": wording.title(each.verdict),
        "why": wording.sentence(each.verdict, plan, at),
    }
