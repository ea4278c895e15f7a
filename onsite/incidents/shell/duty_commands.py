"""Who is on duty, and whom to call, from the shell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError
from onsite.incidents import wording
from onsite.incidents.contacts import on_duty
from onsite.incidents.contacts.resolving import way_to
from onsite.incidents.contacts.service import set_duty
from onsite.incidents.oneline import grammar
from onsite.incidents.paging import words
from onsite.incidents.paging.card import cards
from onsite.incidents.paging.looking import Looker
from onsite.incidents.shell.opened import opened
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.sync.clock import moments

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.incidents.contacts.on_duty import Duty
    from onsite.incidents.paging.card import Card
    from onsite.incidents.shell.opened import Opened
    from onsite.plan.model import Plan

_DAY = timedelta(days=1)


@click.command(
    help=_(
        """Say who is on duty for each response role now; or, with ROLE and PEOPLE, who is from
        now on, whatever the plan and the shifts say. PEOPLE are contacts or operators.

        \b
        With --json, one object:
          roles  each with role, name, people (ids), why: said, planned, deputy, or empty for
                 nobody; until (UTC, ISO 8601) and reason where somebody has said so"""
    )
)
@click.argument("role", default="")
@click.argument("people", nargs=-1)
@click.option("--until", default="", metavar="HH:MM", help=_("That ends then by itself."))
@click.option("--as-planned", is_flag=True, help=_("It is as the plan and the shifts say again."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why; kept with it."))
@command_options
def duty(
    shell: Shell,
    role: str,
    people: tuple[str, ...],
    *,
    until: str,
    as_planned: bool,
    reason: str,
) -> None:
    """Run `onsite incidents duty`."""
    with opened(shell) as at:
        if people or as_planned:
            until_ms = _until(at, until) if until else None
            wanted = () if as_planned else people
            at.do(set_duty, role, wanted, until_ms, reason, who=at.runner())
        now = at.site.clock.now()
        there = at.site.read_now(on_duty.duty, at.plan, now)
        roles = [each for each in at.plan.response.roles if role in ("", each)]
    if role and not roles:
        raise BadInputError(_("The plan has no response role “{given}”.").format(given=role))
    shell.say(
        "\n".join(_role(at.plan, there, each, now) for each in roles),
        {"roles": [_role_object(at.plan, there, each) for each in roles]},
    )


@click.command(
    help=_(
        """Say whom to call about an incident: everybody who was to be told and does not have it,
        first those whom nothing else has reached.

        \b
        With --json, one object:
          calls  each with person, name, call_sign, channel (radio), phone, step, reached
                 (no-page, failed, under-way, handed) and sentence"""
    )
)
@click.argument("number")
@command_options
def call(shell: Shell, number: str) -> None:
    """Run `onsite incidents call`."""
    with opened(shell) as at:
        incident = at.named(number)
        looked = at.site.read_now(Looker(at.site.journal.station).look, moments.now(at.site.clock))
    found: tuple[Card, ...] = ()
    if looked is not None:
        seen = (each for each in looked.look.seen if each.incident == incident.id)
        found = tuple(
            card for each in seen for card in cards(at.plan, incident, each, looked.duty.names)
        )
    lines = [words.card(each) for each in found] or [_("Nobody is to be called.")]
    shell.say("\n".join(lines), {"calls": [_card_object(each) for each in found]})


def _until(at: Opened, clock: str) -> int:
    """The next time that it is so late, in milliseconds UTC since 1970."""
    found = grammar.clock(clock.strip())
    if found is None:
        raise BadInputError(
            _("“{clock}” is not a time of day.").format(clock=clock), _("Write 14:05.")
        )
    now = at.plan.local(at.site.clock.now())
    ends = now.replace(hour=found[0], minute=found[1], second=0, microsecond=0)
    return to_ms(ends if ends > now else ends + _DAY)


def _role(plan: Plan, there: Duty, role: str, now: datetime) -> str:
    names = [way_to(plan, each, there.names).name for each in there.of(role)]
    who = _(", ").join(names) or _("nobody")
    parts = [wording.pair(wording.role_name(plan, role), who), words.why(there.why.get(role))]
    said = there.said.get(role)
    if said is not None and said.until_ms is not None:
        ends = plan.local(from_ms(said.until_ms))
        today = ends.date() == plan.local(now).date()
        time = f"{ends:%H:%M}" if today else f"{ends:%Y-%m-%d %H:%M}"
        parts.append(_("until {time}").format(time=time))
    if said is not None:
        parts.append(said.reason)
    return " · ".join(each for each in parts if each)


def _role_object(plan: Plan, there: Duty, role: str) -> dict[str, Any]:
    said = there.said.get(role)
    until_ms = said.until_ms if said is not None else None
    return {
        "role": role,
        "name": wording.role_name(plan, role),
        "people": list(there.of(role)),
        "why": there.why.get(role, ""),
        "until": from_ms(until_ms).isoformat() if until_ms is not None else None,
        "reason": said.reason if said is not None else "",
    }


def _card_object(card: Card) -> dict[str, Any]:
    return {
        "person": card.person,
        "name": card.way.name,
        "call_sign": card.way.call_sign,
        "channel": card.way.channel,
        "phone": card.way.phone,
        "step": card.step,
        "reached": card.reached,
        "sentence": card.sentence,
    }
