"""Desks and queues from the shell."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.checkin.queue.reading import Queues
    from onsite.checkin.queue.rules import Advice, Line

_CHECKPOINT = click.option(
    "--checkpoint", metavar="ID", help=_("The checkpoint; without it, the plan's first.")
)


@click.command(
    "desk",
    help=_(
        """Say which DESK of the plan this computer is; kept until another is named.

        Guests who belong to another desk are then told apart, and never refused for it. Without
        DESK, it says which desk this computer is; "-" makes it none.

        With --json, one object: "checkpoint" and "desk", the id or an empty text."""
    ),
)
@click.argument("desk", required=False)
@_CHECKPOINT
@command_options
def desk_place(shell: Shell, desk: str | None, checkpoint: str | None) -> None:
    """Run `onsite checkin desk`."""
    from onsite.checkin.queue.desks import desk_here, sit_at

    with shell.site() as site:
        plan = shell.plan(site)
        where = _checkpoint(plan, checkpoint or _checkpoint_of(plan, desk))
        if desk is not None:
            site.write_now(sit_at, plan, where, "" if desk == "-" else desk)
        here = site.read_now(desk_here, plan, where)
    name = plan.checkpoints[where].name
    if here:
        said = _("This computer is: {desk}, {checkpoint}.")
        told = said.format(desk=plan.desks[here].name, checkpoint=name)
    else:
        told = _("This computer is no desk of {checkpoint}.").format(checkpoint=name)
    shell.say(told, {"checkpoint": where, "desk": here})


@click.command(
    "queue",
    help=_(
        """How long people wait at each desk, and whether another should open.

        Say how many people wait with --waiting DESK=NUMBER, once for each desk. The service time
        is the time between two guests at a station, of the last hour; pauses are left out:
        whatever took longer than 3 minutes, or 5 times the median of its reason.

        \b
        With --json, one object:
          checkpoint  id            per_minute, per_minute_long  admissions, over 5 and 15 minutes
          calls_per_minute  of services, over 5 minutes: a party is one
          service_s   of a guest, in seconds, or null            served  of how many that is said
          reasons     reason, median in seconds, how many
          desks       key, name, planned, stations, and the same of each; waiting and wait_s,
                      or null
          advice      act ("open", "close", "send", "hold"), many, in_s, from_desk, to_desk; or
                      null"""
    ),
)
@click.option("--waiting", "-w", multiple=True, metavar="DESK=NUMBER", help=_("People who wait."))
@click.option(
    "--target",
    type=click.IntRange(1, 120),
    default=5,
    show_default=True,
    metavar="MINUTES",
    help=_("Nobody should wait longer."),
)
@_CHECKPOINT
@command_options
def queue(shell: Shell, waiting: tuple[str, ...], target: int, checkpoint: str | None) -> None:
    """Run `onsite checkin queue`."""
    from onsite.checkin.queue.reading import queues
    from onsite.checkin.queue.rules import advise

    with shell.site() as site:
        plan = shell.plan(site)
        where = _checkpoint(plan, checkpoint)
        now, own = site.clock.now(), site.journal.station
        found = site.read_now(queues, plan, where, now, own)
    counted = _counted(waiting, found)
    lines = found.lines(counted)
    advice = advise(lines, found.whole.calls_per_minute, target * 60) if lines else None
    shell.say(_told(found, counted, lines, advice), _as_object(found, counted, lines, advice))


def _checkpoint(plan: Any, checkpoint: str | None) -> str:
    from onsite.checkin.service import unknown_checkpoint

    if checkpoint is not None and checkpoint not in plan.checkpoints:
        raise unknown_checkpoint(plan, checkpoint)
    return checkpoint or next(iter(plan.checkpoints))


def _checkpoint_of(plan: Any, desk: str | None) -> str | None:
    return plan.desks[desk].checkpoint if desk in plan.desks else None


def _counted(waiting: tuple[str, ...], found: Queues) -> dict[str, int]:
    known = {row.key: row.key for row in found.rows} | {row.name: row.key for row in found.rows}
    counted = {}
    for text in waiting:
        desk, equals, number = text.rpartition("=")
        if not equals or not number.strip().isdecimal():
            raise BadInputError(
                _("“{text}” is not a desk and a number.").format(text=text),
                _("Write it as --waiting desk-1=25."),
            )
        if desk.strip() not in known:
            raise BadInputError(
                _("There is no desk “{desk}” here.").format(desk=desk),
                _("Choose one of: {desks}.").format(desks=", ".join(known) or "–"),
            )
        counted[known[desk.strip()]] = int(number)
    return counted


def _told(found: Queues, counted: dict[str, int], lines: list[Line], advice: Advice | None) -> str:
    from onsite.checkin.queue import wording

    waits = {line.desk: line.wait_s for line in lines}
    said = [
        _("Arrivals a minute, last 5 and 15 minutes: {rate}").format(
            rate=wording.rate(found.whole)
        ),
        _("A guest takes: {time}").format(time=wording.seconds(found.whole.service_s)),
    ]
    if found.whole.reasons:
        said.append(f"  {wording.reasons(found.whole)}")
    for row in found.rows:
        told = _("{desk}: {time} a guest").format(
            desk=row.name, time=wording.seconds(found.service_of(row))
        )
        if row.key in counted:
            told = _("{told}, {many} waiting, {wait}").format(
                told=told, many=counted[row.key], wait=wording.minutes(waits.get(row.key))
            )
        said.append(told)
    return "\n".join([*said, wording.told(advice, found)])


def _as_object(
    found: Queues, counted: dict[str, int], lines: list[Line], advice: Advice | None
) -> dict[str, Any]:
    waits = {line.desk: line.wait_s for line in lines}
    whole = asdict(found.whole)
    for needless in ("key", "name", "planned", "stations"):
        del whole[needless]
    desks = [
        {**asdict(row), "waiting": counted.get(row.key), "wait_s": waits.get(row.key)}
        for row in found.rows
    ]
    return {
        "checkpoint": found.checkpoint,
        **whole,
        "desks": desks,
        "advice": asdict(advice) if advice is not None else None,
    }
