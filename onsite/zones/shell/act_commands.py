"""What changes how many a zone may hold, and emptying one, from the shell."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from onsite.cleaning import shown
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.zones.capacity import service, wording
from onsite.zones.evacuation import service as evacuations
from onsite.zones.shell import objects, telling
from onsite.zones.shell.opened import opened

if TYPE_CHECKING:
    from onsite.zones.capacity.service import Changed
    from onsite.zones.shell.opened import Opened

_NONE = "none"
_MOST = 10_000_000
_CHANGED = _(
    """\b
With --json, one object:
  zone      its id
  changed   whether anything changed
  before    how many it could hold; null where nothing limited it
  capacity  people, managers, signed_on, limits (rule, people, basis, source; the least
            first), blocked (way, what, since, operator, why)"""
)
"""What these commands answer."""
_WHY = click.option("--why", default="", metavar="TEXT", help=_("Why; kept with it."))


@click.command(
    help="\n\n".join(
        [
            _(
                "Say that an exit or an aisle of ZONE cannot be used: from then on it counts no "
                "more, and the zone holds fewer. WAY is its id or its name."
            ),
            _CHANGED,
        ]
    )
)
@click.argument("zone")
@click.argument("way")
@_WHY
@command_options
def block(shell: Shell, zone: str, way: str, why: str) -> None:
    """Run `onsite zones block`."""
    with opened(shell) as at:
        _tell(shell, at, at.do(service.block, zone, way, why))


@click.command(
    help="\n\n".join([_("Say that an exit or an aisle of ZONE can be used again."), _CHANGED])
)
@click.argument("zone")
@click.argument("way")
@command_options
def clear(shell: Shell, zone: str, way: str) -> None:
    """Run `onsite zones clear`."""
    with opened(shell) as at:
        _tell(shell, at, at.do(service.clear, zone, way))


@click.command(
    help="\n\n".join(
        [
            _(
                "Let no more than PEOPLE into ZONE for now, whatever the plan allows; none: as "
                "the plan says again. A limit above what other rules allow changes nothing. "
                "Once those who run incidents have PINs, one of them gives theirs."
            ),
            _CHANGED,
        ]
    )
)
@click.argument("zone")
@click.argument("people")
@_WHY
@command_options
def limit(shell: Shell, zone: str, people: str, why: str) -> None:
    """Run `onsite zones limit`."""
    with opened(shell) as at:
        _tell(shell, at, at.do(service.set_limit, zone, _so_many(people), why, who=at.runner()))


def _so_many(text: str) -> int | None:
    if text.strip() == _NONE:
        return None
    if not text.strip().isdecimal() or int(text) > _MOST:
        raise BadInputError(
            _("“{people}” is no limit for a zone.").format(people=text),
            _("Give a number, as 250, or none to take a limit back."),
        )
    return int(text)


def _tell(shell: Shell, at: Opened, what: Changed) -> None:
    answer = {
        "zone": what.after.zone,
        "changed": what.changed,
        "before": what.before.people,
        "capacity": objects.capacity_object(what.after),
    }
    lines = [wording.changed(at.plan, what), *wording.limits(at.plan, what.after)[:1]]
    shell.say("\n".join(lines), answer)


@click.command(
    help=_(
        """Have everybody leave ZONE, or --end that: people may come in again.

        From then on whoever leaves is counted out, and the count says who is left; to count
        somebody in needs a second confirmation, and the doors that lead there stop entry. In a
        script, --yes must say that it is meant. For a zone that is being emptied already it
        fails, with how it stands.

        \b
        With --json, one object:
          zone        its id
          evacuation  begun, people (as it began), gone, left, operator, why, drill; with --end
                      as it stood at its end
          empty_in_s  how long it takes to be empty by its exits, estimated; null where no exit
                      can be used
          allowed_s   how long the plan allows"""
    )
)
@click.argument("zone")
@_WHY
@click.option("--drill", is_flag=True, help=_("It is an exercise."))
@click.option("--end", is_flag=True, help=_("It is over."))
@click.option("--note", default="", metavar="TEXT", help=_("With --end: what came of it."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@command_options
def evacuate(  # noqa: PLR0913 - each is an option of its own
    shell: Shell, *, zone: str, why: str, drill: bool, end: bool, note: str, yes: bool
) -> None:
    """Run `onsite zones evacuate`."""
    with opened(shell) as at:
        which = at.zone(zone)
        view = at.view(which)
        if not yes:
            _let_confirm(_asked(view.name, view.people, end=end))
        if end:
            stood = at.do(evacuations.end, which, note)
            head = _("The evacuation of {zone} is over.").format(zone=at.name(which))
        else:
            stood = at.do(evacuations.begin, which, why, drill=drill)
            head = ""
        view = at.view(which)
        lines = [head, *telling.evacuating(at, stood, view)]
    answer = {
        "zone": which,
        "evacuation": objects.evacuation_object(stood),
        "empty_in_s": view.estimate.seconds,
        "allowed_s": view.estimate.allowed_s,
    }
    shell.say("\n".join(line for line in lines if line), answer)


def _asked(name: str, people: int, *, end: bool) -> str:
    many = ngettext("{n} person is in it", "{n} people are in it", people).format(n=people)
    question = (
        _("{zone}: may people come in again? By the count {many}. [y/N]")
        if end
        else _("{zone}: does everybody leave now? By the count {many}. [y/N]")
    )
    return question.format(zone=name, many=many)


def _let_confirm(question: str) -> None:
    """Ask whether it is meant.

    Raises:
        NotPossibleError: nobody says so.
    """
    with suppress(click.Abort):
        if sys.stdin.isatty() and click.confirm(
            shown(question), default=False, prompt_suffix=" ", show_default=False, err=True
        ):
            return
    raise NotPossibleError(_("Nothing was done."), _("Add --yes to do it without being asked."))
