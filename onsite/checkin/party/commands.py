"""VIPs and speakers from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.checkin.party.arrivals import Arrival
    from onsite.plan.model import Plan


@click.command(
    help=_(
        """List the VIPs and the speakers: who has arrived, when, and who looks after them.

        \b
        With --json, one object:
          vips  attendee, name, vip, speaker, arrived (UTC, ISO 8601, or null), inside, listed
                (false: the plan names them, and no list does), level, liaison, phone, seat,
                room, preferences"""
    )
)
@command_options
def vips(shell: Shell) -> None:
    """Run `onsite checkin vips`."""
    from onsite.checkin.party.arrivals import arrivals

    with shell.site() as site:
        plan = shell.plan(site)
        now = site.clock.now()
        found = site.read_now(arrivals, plan, now)
    shell.say(_told(found, plan, now), {"vips": [_as_object(each) for each in found]})


def _told(found: list[Arrival], plan: Plan, now: datetime) -> str:
    if not found:
        return _("Neither the list nor the plan names a VIP or a speaker.")
    came = sum(each.at is not None for each in found)
    counted = ngettext("{came} of {many} has arrived.", "{came} of {many} have arrived.", came)
    lines = [_line(each, plan, now) for each in found]
    return "\n".join([*lines, counted.format(came=came, many=len(found))])


def _line(each: Arrival, plan: Plan, now: datetime) -> str:
    from onsite.checkin import wording

    if each.at is not None:
        stands = _("✓ {time}").format(time=wording.moment(each.at, plan, now))
    else:
        stands = _("not yet") if each.listed else _("not on the list")
    received = each.reception
    marks = [
        text for is_one, text in ((each.vip, _("VIP")), (each.speaker, _("SPEAKER"))) if is_one
    ]
    place = " ".join(filter(None, (received.seat, received.room)))
    called = ", ".join(filter(None, (received.liaison, received.phone)))
    name = each.name or _("Unassigned ticket")
    parts = (stands, name, " ".join(filter(None, (*marks, received.level))), place, called)
    return " · ".join(filter(None, parts))


def _as_object(each: Arrival) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "attendee": each.attendee or None,
        "name": each.name,
        "vip": each.vip,
        "speaker": each.speaker,
        "arrived": each.at.isoformat() if each.at is not None else None,
        "inside": each.inside,
        "listed": each.listed,
        **asdict(each.reception),
    }
