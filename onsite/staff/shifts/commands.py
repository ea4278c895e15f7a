"""`onsite staff shifts`, `on` and `off`: who is where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.staff.shifts.service import Duty, Signed


@click.command(
    help=_(
        """List the shifts: who is where, who is late, who waits for relief.

        Without --all, those of today and everybody who is there.

        \b
        With --json, one object:
          at      when, UTC, ISO 8601
          shifts  shift, post, desk, zone, operator, name, begins, ends, on, off (null for
                  not yet), late_s, relief (names), relief_there, and stand: planned,
                  awaited, late, on, relief (due), left, done, missed"""
    )
)
@click.option("--all", "all_days", is_flag=True, help=_("Those of all days."))
@command_options
def shifts(shell: Shell, *, all_days: bool) -> None:
    """Run `onsite staff shifts`."""
    from onsite.staff.shifts import words
    from onsite.staff.shifts.service import roll

    with shell.site() as site:
        plan = shell.plan(site)
        now = site.clock.now()
        duties = site.read_now(roll, plan, now)
    shown = tuple(each for each in duties if all_days or words.is_today(each, plan, now))
    lines = [
        "  ".join(
            (
                words.time_of(each, plan, now),
                words.place_of(each, plan),
                each.name,
                words.stand_of(each),
            )
        )
        for each in shown
    ]
    empty = _("No shifts today. They stand in the plan, as [shifts.door-early].")
    said = [words.summary(shown), *lines] if shown else [empty]
    answer = {"at": now.isoformat(), "shifts": [_told(each) for each in shown]}
    shell.say("\n".join(said), answer)


@click.command(
    help=_(
        """Sign WHO on: an id, a name or the code of a badge.

        It is for the shift that they have come for; name another with --shift, or say with
        --post where they are without one.

        With --json, one object: operator, on, shift, post, changed."""
    )
)
@click.argument("who")
@click.option("--shift", default="", metavar="ID", help=_("The shift, by its id in the plan."))
@click.option("--post", default="", metavar="POST", help=_("Where they are, without a shift."))
@command_options
def on(shell: Shell, who: str, shift: str, post: str) -> None:
    """Run `onsite staff on`."""
    from onsite.staff.shifts.service import sign_on

    with shell.site() as site:
        plan = shell.plan(site)
        done = site.write_now(sign_on, plan, who, site.operator, shift=shift, post=post)
    _say(shell, done)


@click.command(
    help=_(
        """Sign WHO off: an id, a name or the code of a badge.

        With --json, one object: operator, on, shift, post, changed."""
    )
)
@click.argument("who")
@command_options
def off(shell: Shell, who: str) -> None:
    """Run `onsite staff off`."""
    from onsite.staff.shifts.service import sign_off

    with shell.site() as site:
        plan = shell.plan(site)
        done = site.write_now(sign_off, plan, who, site.operator)
    _say(shell, done)


def _say(shell: Shell, done: Signed) -> None:
    from onsite.staff.shifts.words import signed

    answer = {
        "operator": done.operator.id,
        "on": done.on,
        "shift": done.shift,
        "post": done.post,
        "changed": done.changed,
    }
    shell.say(signed(done), answer)


def _told(duty: Duty) -> dict[str, Any]:
    last = duty.stays[-1] if duty.stays else None
    return {
        "shift": duty.shift,
        "post": duty.post,
        "desk": duty.desk,
        "zone": duty.zone,
        "operator": duty.operator,
        "name": duty.name,
        "begins": _at(duty.span.begins if duty.span else None),
        "ends": _at(duty.span.ends if duty.span else None),
        "on": _at(duty.stays[0].on if duty.stays else None),
        "off": _at(last.off if last else None),
        "stand": duty.stand.value,
        "late_s": int(duty.late.total_seconds()),
        "relief": list(duty.relief),
        "relief_there": duty.relief_there,
    }


def _at(instant: datetime | None) -> str | None:
    from datetime import UTC

    return instant.astimezone(UTC).isoformat() if instant is not None else None
