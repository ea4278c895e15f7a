"""Counting everybody anew, and closing the day of a zone, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.zones.counting import reading, service
from onsite.zones.exporting.phrases import clock
from onsite.zones.shell import objects, telling
from onsite.zones.shell.opened import opened
from onsite.zones.shell.times import day_of, instant

if TYPE_CHECKING:
    from onsite.zones.shell.opened import Opened

_PEOPLE = click.IntRange(0, 1_000_000)
_LAST = "last"
_REASONS = ("drift", "inside", "other")


@click.command(
    help=_(
        """Say how many people are really in ZONE: its count goes on from there.

        PEOPLE is the whole count; or give each row of seats with --row, and their sum counts. It
        holds for the present, or for --at: what was counted up to then is in it, also where it
        arrives later from a laptop that was away; what was counted since comes on top.

        \b
        With --json, one object:
          zone      as in “onsite count”
          recount   key (for --withdraw), people, expected (what the count had said), error
                    (people less expected), absorbed (how many counts came late and were in the
                    recount in force)"""
    )
)
@click.argument("zone")
@click.argument("people", required=False, type=_PEOPLE)
@click.option(
    "--row",
    "seat_rows",
    type=(str, _PEOPLE),
    multiple=True,
    metavar="ROW N",
    help=_("So many in a row of seats; again for each row."),
)
@click.option("--at", "when", default="", metavar="TIME", help=_("For when it holds, as 14:05."))
@click.option("--began", default="", metavar="TIME", help=_("When counting began."))
@click.option(
    "--withdraw",
    metavar="KEY",
    help=_("A recount does not hold: KEY is in “onsite zones show”, or: last."),
)
@click.option("--why", default="", metavar="TEXT", help=_("Why it is withdrawn."))
@command_options
def recount(shell: Shell, *, zone: str, people: int | None, **said: Any) -> None:
    """Run `onsite zones recount`."""
    with opened(shell) as at:
        which = at.zone(zone)
        if said["withdraw"] is not None:
            _withdraw(shell, at, which, said["withdraw"], said["why"])
            return
        rows = tuple(said["seat_rows"])
        many = _whole(people, rows)
        cut, began = (
            instant(at.plan, at.now, said[name]) if said[name] else None
            for name in ("when", "began")
        )
        done = at.do(service.recount, which, many, rows_counted=rows, began_ms=began, cut_ms=cut)
        shell.say(telling.recounted(at, done), objects.recounted_object(done))


def _whole(people: int | None, rows: tuple[tuple[str, int], ...]) -> int:
    """How many there are, by the whole or by its rows.

    Raises:
        BadInputError: neither was said, or they disagree.
    """
    total = sum(each for _name, each in rows)
    if people is None and not rows:
        raise BadInputError(
            _("How many are there?"), _("Give the whole count, or each row with --row NAME N.")
        )
    if people is not None and rows and people != total:
        raise BadInputError(
            _("The rows are {total} in all, not {people}.").format(total=total, people=people),
            _("Leave the whole out, or set a row right."),
        )
    return total if people is None else people


def _withdraw(shell: Shell, at: Opened, zone: str, key: str, why: str) -> None:
    found = [
        each
        for each in at.site.read_now(reading.bases, zone, 0, at.now_ms)
        if each.how == "recount"
    ]
    if not found:
        raise NotPossibleError(
            _("{zone} has no recount that could be withdrawn.").format(zone=at.name(zone))
        )
    meant = [each for each in found if key != _LAST and each.key.startswith(key)]
    if key == _LAST:
        meant = found[-1:]
    if len(meant) != 1:
        raise BadInputError(
            _("“{key}” is not one recount of {zone}.").format(key=key, zone=at.name(zone)),
            _("“onsite zones show {id}” says their keys; or write: last.").format(id=zone),
        )
    at.do(service.withdraw_recount, zone, meant[0].key, why)
    standing = at.site.read_now(reading.standing, zone)
    said = _("The recount of {at}, {people}, does not hold.").format(
        at=clock(at.plan, meant[0].cut_ms), people=meant[0].people
    )
    answer = {"zone": objects.counted_object(standing), "withdrawn": meant[0].key}
    shell.say("\n".join([said, telling.counted(at, standing)]), answer)


@click.command(
    help=_(
        """Close the day of ZONE: what is left in its count is named, and the next day starts.

        drift: errors of counting; inside: these people are really still there; other: say it
        with --note. The next day starts with nobody, or with those who are still inside; or as
        --starts-with says.

        \b
        With --json, one object:
          zone     as in “onsite count”
          closed   day, residual (what was left in the count), because, starts_with"""
    )
)
@click.argument("zone")
@click.option(
    "--because",
    type=click.Choice(_REASONS),
    required=True,
    help=_("What is left in the count."),
)
@click.option(
    "--starts-with", type=_PEOPLE, metavar="N", help=_("So many are in it as the next day begins.")
)
@click.option("--note", default="", metavar="TEXT", help=_("More about it."))
@click.option("--day", default="", metavar="DATE", help=_("Of the event; without it, today."))
@command_options
def close(
    shell: Shell, *, zone: str, because: str, starts_with: int | None, note: str, day: str
) -> None:
    """Run `onsite zones close`."""
    with opened(shell) as at:
        which = at.zone(zone)
        chosen = f"{day_of(at.plan, at.now, day)}"
        begins = starts_with
        if begins is None:
            left = at.site.read_now(reading.standing, which).total
            begins = max(left, 0) if because == "inside" else 0
        done = at.do(service.close_day, which, because, begins, note, chosen)
        said = telling.closed(at, done)
    closed = {
        "day": chosen,
        "residual": done.expected,
        "because": because,
        "starts_with": begins,
    }
    shell.say(said, {"zone": objects.counted_object(done.standing), "closed": closed})
