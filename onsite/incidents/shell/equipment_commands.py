"""Equipment from the shell: what is to be looked at, how it is, what is on its backup."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents import outcomes
from onsite.incidents.equipment import reading, rounds, service, wording
from onsite.incidents.shell.opened import opened
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.equipment.facts import Result
    from onsite.incidents.equipment.reading import Sheet
    from onsite.incidents.equipment.rounds import Round
    from onsite.incidents.equipment.service import Done
    from onsite.incidents.shell.opened import Opened
    from onsite.plan.model import Plan

_DAY = click.option(
    "--day", default="", metavar="DAY", help=_("A day of the event, as 2026-11-24.")
)
_ROUND = click.option(
    "--round",
    "number",
    type=click.IntRange(min=0),
    default=None,
    help=_("0: before the day; the next ones are patrols. The one of now, without it."),
)
_SAID = _(
    "With --json, one object: what (took, nothing, refused), why, item, result, incident (its "
    "number), backup, on_backup."
)


@click.command(
    help=_(
        """Say what is to be looked at: each checklist with how many are left, or all of CHECKLIST.

        \b
        With --json, one object:
          checklists  each with checklist, name, day, round, due (UTC, ISO 8601), zone, stage,
                      role, unfinished, missed (id of the incident that lists what was late), and
                      items: item, result (open, ok, failed), note, backup, on_backup, incident
                      (id), by, at"""
    )
)
@click.argument("checklist", default="")
@_DAY
@_ROUND
@command_options
def equipment(shell: Shell, checklist: str, *, day: str, number: int | None) -> None:
    """Run `onsite incidents equipment`."""
    with opened(shell) as at:
        plan = at.plan
        if checklist:
            wanted = [_round(at, checklist, day, number)]
        else:
            now = at.site.clock.now()
            every = (rounds.current(plan, key, now) for key in plan.checklists)
            wanted = [each for each in every if each is not None]
        sheets = [at.site.read_now(reading.sheet, plan, each) for each in wanted]
    shown = [
        line
        for sheet in sheets
        for line in (
            wording.heading(plan, sheet),
            *(wording.item(each) for each in sheet.items if checklist or each.result != "ok"),
        )
    ]
    empty = _("There are no checklists. They stand in the plan, as [checklists.sound].")
    shell.say("\n".join(shown or [empty]), {"checklists": [_object(each) for each in sheets]})


@click.command(
    "look-at",
    help="\n\n".join(
        [
            _(
                "Say that ITEM of CHECKLIST works, or has --failed: then it is a technical "
                "incident, and its backup is proposed. ITEM is its words, or its number."
            ),
            _SAID,
        ]
    ),
)
@click.argument("checklist")
@click.argument("item", nargs=-1, required=True)
@click.option("--failed", is_flag=True, help=_("It does not work."))
@click.option("--again", is_flag=True, help=_("It is to be looked at again."))
@click.option("--note", default="", metavar="TEXT", help=_("Kept with it."))
@_DAY
@_ROUND
@command_options
def look_at(  # noqa: PLR0913 - what, how it is, and when
    shell: Shell,
    checklist: str,
    item: tuple[str, ...],
    *,
    failed: bool,
    again: bool,
    note: str,
    day: str,
    number: int | None,
) -> int:
    """Run `onsite incidents look-at`."""
    if failed and again:
        raise click.UsageError(_("Give either --failed or --again."))
    result: Result = "failed" if failed else "open" if again else "ok"
    with opened(shell) as at:
        of = _round(at, checklist, day, number)
        done = at.do(service.look_at, of, " ".join(item), result, note)
        return _tell(shell, at.plan, done, wording.done)


@click.command(
    help="\n\n".join(
        [_("Say that the backup of ITEM of CHECKLIST, which has failed, is in use."), _SAID]
    )
)
@click.argument("checklist")
@click.argument("item", nargs=-1, required=True)
@_DAY
@_ROUND
@command_options
def backup(
    shell: Shell, checklist: str, item: tuple[str, ...], *, day: str, number: int | None
) -> int:
    """Run `onsite incidents backup`."""
    with opened(shell) as at:
        of = _round(at, checklist, day, number)
        done = at.do(service.take_backup, of, " ".join(item), who=at.runner())
        return _tell(shell, at.plan, done, wording.taken)


def _round(at: Opened, checklist: str, day: str, number: int | None) -> Round:
    by = outcomes.by(at.site.clock, at.site.operator)
    return service.round_of(at.plan, by, checklist, _date(day) if day else None, number)


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day.strip())
    except ValueError as error:
        told = _("“{day}” is not a day.").format(day=day)
        raise BadInputError(told, _("Write 2026-11-24.")) from error


def _tell(shell: Shell, plan: Plan, done: Done, words: Callable[[Plan, Done], str]) -> int:
    said = words(plan, done)
    failed = done.what != "took"
    if failed and not shell.as_json:
        raise NotPossibleError(said)
    answer = {
        "what": done.what,
        "why": done.refusal.why if done.refusal is not None else done.why,
        "item": done.item.text,
        "result": done.item.result,
        "incident": done.number,
        "backup": done.item.backup,
        "on_backup": done.item.on_backup,
    }
    shell.say(said, answer)
    return int(failed)


def _object(sheet: Sheet) -> dict[str, Any]:
    return {
        "checklist": sheet.round.checklist,
        "name": sheet.name,
        "day": sheet.round.day.isoformat(),
        "round": sheet.round.number,
        "due": _utc(sheet.round.due_ms),
        "zone": sheet.zone,
        "stage": sheet.stage,
        "role": sheet.role,
        "unfinished": len(sheet.unfinished),
        "missed": sheet.missed,
        "items": [
            {
                "item": each.text,
                "result": each.result,
                "note": each.note,
                "backup": each.backup,
                "on_backup": each.on_backup,
                "incident": each.incident,
                "by": each.operator,
                "at": _utc(each.at_ms) if each.at_ms else None,
            }
            for each in sheet.items
        ],
    }


def _utc(ms: int) -> str:
    return from_ms(ms).astimezone(UTC).isoformat()
