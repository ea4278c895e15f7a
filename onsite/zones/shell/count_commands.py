"""`onsite count`: people in and out of a zone, from the shell, or on a screen of their own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.zones.counting import reading, service
from onsite.zones.counting.own import own_taps
from onsite.zones.shell import objects, telling
from onsite.zones.shell.opened import opened

if TYPE_CHECKING:
    from onsite.zones.shell.opened import Opened

_MANY = click.IntRange(1, 1_000_000)
_OWN = 10_000
"""So far back what was counted elsewhere is passed over."""


@click.command(
    help=_(
        """Count people into ZONE or out of it.

        Without an option it opens the counting screen, where one key is one person. With one it
        records the count of one moment and says what came of it. What is counted is never cut
        off: where more have left than came, the total is below zero and says so.

        \b
        With --json, one object:
          zone      id, total, came, left (since base), base (the last recount, or null),
                    counters, last
          to_zone   with --move-to: the other zone, so
          undone    with --undo: each with zone, to_zone, at, people, in_base (a recount has it
                    already: taking it back moved nothing)"""
    )
)
@click.argument("zone")
@click.option("--in", "came", type=_MANY, metavar="N", help=_("So many came in."))
@click.option("--out", "left", type=_MANY, metavar="N", help=_("So many left."))
@click.option(
    "--move-to",
    "moved",
    type=(str, _MANY),
    metavar="ZONE N",
    help=_("So many went over to another zone: out of the one, into the other, or neither."),
)
@click.option(
    "--undo",
    type=_MANY,
    is_flag=False,
    flag_value=1,
    metavar="[N]",
    help=_("Take back the last count that you made at this station, or the last N."),
)
@command_options
def count(shell: Shell, *, zone: str, **said: Any) -> int:
    """Run `onsite count`."""
    given = [name for name, value in said.items() if value is not None]
    if not given:
        return _on_screen(shell, zone)
    with opened(shell) as at:
        which = at.zone(zone)
        if "undo" in given or "moved" in given:
            if len(given) > 1:
                raise BadInputError(
                    _("That is more than one act."), _("Give --undo or --move-to alone.")
                )
            if "undo" in given:
                return _undo(shell, at, which, said["undo"])
            return _move(shell, at, which, *said["moved"])
        return _count(shell, at, which, said["came"] or 0, said["left"] or 0)


def _on_screen(shell: Shell, zone: str) -> int:
    if shell.as_json or not sys.stdin.isatty() or not sys.stdout.isatty():
        raise BadInputError(
            _("Nothing to count was given."),
            _("Say --in N or --out N; without them, the counting screen needs a terminal."),
        )
    from onsite.zones.counter.opening import open_counter

    return open_counter(shell, zone)


def _count(shell: Shell, at: Opened, zone: str, came: int, left: int) -> int:
    """Both at once are two taps of one act."""
    now_ms = at.now_ms
    taps = [(now_ms, people) for people in (came, -left) if people]
    standing = at.do(service.count, at.counter, zone, taps)
    shell.say(telling.counted(at, standing), {"zone": objects.counted_object(standing)})
    return 0


def _move(shell: Shell, at: Opened, zone: str, other: str, people: int) -> int:
    to_zone = at.zone(other)
    one, two = at.do(service.move, at.counter, zone, to_zone, people)
    lines = [telling.counted(at, one), telling.counted(at, two)]
    answer = {"zone": objects.counted_object(one), "to_zone": objects.counted_object(two)}
    shell.say("\n".join(lines), answer)
    return 0


def _undo(shell: Shell, at: Opened, zone: str, how_many: int) -> int:
    """What was counted in the zone, the newest first; transfers into it or out of it, too."""
    station, operator = at.site.journal.station, at.site.operator
    own = at.site.read_now(own_taps, station, operator, "", _OWN)
    undone = [each for each in own if zone in (each.zone, each.to_zone)][:how_many]
    if not undone:
        name = at.plan.zones[zone].name
        raise NotPossibleError(
            _("You have counted nothing in {zone} at this station that is not taken back.").format(
                zone=name
            ),
            _("To set a total right, count everybody: onsite zones recount {id} N").format(id=zone),
        )
    at.do(service.undo, undone)
    standing = at.site.read_now(reading.standing, zone)
    lines = [*(telling.undone(at, each) for each in undone), telling.counted(at, standing)]
    answer = {
        "zone": objects.counted_object(standing),
        "undone": [objects.own_object(each) for each in undone],
    }
    shell.say("\n".join(lines), answer)
    return 0
