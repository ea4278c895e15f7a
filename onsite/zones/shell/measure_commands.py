"""What counts amount to, from the shell: drift, history, gates, a camera's hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.zones import wording
from onsite.zones.board.bars import bar
from onsite.zones.camera.reading import hint
from onsite.zones.counting import reading
from onsite.zones.exporting import sheets
from onsite.zones.exporting.gathering import gather
from onsite.zones.exporting.phrases import clock, span
from onsite.zones.rules import percent
from onsite.zones.shell import objects, telling
from onsite.zones.shell.opened import opened
from onsite.zones.shell.times import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.zones.exporting.gathering import Given, Step, Told

_MINUTE_MS = 60_000
_BAR = 24


@click.command(
    help=_(
        """Say how far the count of each ZONE strays from its recounts, and when the next is due.

        People in error by 100 who crossed, whatever their sign, measured between the recounts of
        the day; without a ZONE, of all that were ever counted.

        \b
        With --json, one object:
          drifts  each with zone, recounts (it was measured by), crossings (between them), error
                  (people set right in all, signed), per_100 (null: too little is known), due
                  (UTC, ISO 8601; null: not in sight), since_last (crossings since)"""
    )
)
@click.argument("zones", nargs=-1, metavar="[ZONE]...")
@command_options
def drift(shell: Shell, zones: tuple[str, ...]) -> None:
    """Run `onsite zones drift`."""
    with opened(shell) as at:
        wanted = [at.zone(each) for each in zones]
        wanted = wanted or [each.id for each in at.survey().zones if each.counted]
        found = [at.site.read_now(reading.drift, at.plan, each, at.now_ms) for each in wanted]
        lines = [at.name(each.zone) + _(": ") + wording.drift(at.plan, each) for each in found]
    nobody = _("Nobody has counted any zone yet. Begin with: onsite count ZONE")
    answer = {"drifts": [objects.drift_object(each) for each in found]}
    shell.say("\n".join(lines) or nobody, answer)


@click.command(
    help=_(
        """Show how ZONE filled and emptied: who came, who left, how many were in it.

        \b
        With --json, one object:
          id, name, within, counted_by, capacity (as it stands now), came, left (in all), most
          (at, people; null for nothing)
          steps     each with from (UTC, ISO 8601), came, left, total and capacity (at its end)
          recounts  as in “onsite zones show”; so absorbed
          levels    that were passed: at, level (0: below all), people, capacity, cause, incident"""
    )
)
@click.argument("zone")
@click.option("--day", default="", metavar="DATE", help=_("Of the event; without it, today."))
@click.option("--from", "since", default="", metavar="TIME", help=_("From then on, as 09:00."))
@click.option("--until", default="", metavar="TIME", help=_("Until then."))
@click.option(
    "--every",
    type=click.IntRange(1, 1440),
    default=15,
    show_default=True,
    metavar="MIN",
    help=_("Minutes in a line."),
)
@command_options
def history(shell: Shell, *, zone: str, day: str, since: str, until: str, every: int) -> None:
    """Run `onsite zones history`."""
    with opened(shell) as at:
        which = at.zone(zone)
        asked = span_of(at.plan, at.now, day, since, until)
        given = at.site.read_now(gather, at.plan, (which,), asked, at.now)
    told = given.zones[0]
    head = f"{told.name} · {span(given.plan, asked)}"
    lines = list(_steps(given, told, every * _MINUTE_MS)) or [_("Nothing was counted.")]
    shell.say("\n".join([head, *lines]), sheets.zone_object(told, every * _MINUTE_MS))


def _steps(given: Given, told: Told, step_ms: int) -> Iterator[str]:
    anew = sorted(each.cut_ms for each in told.bases)
    for each in told.steps(step_ms):
        people = wording.number(each.total)
        parts = [
            clock(given.plan, each.at_ms),
            f"{people:>7}",
            f"{wording.signed(each.came):>6}",
            f"{wording.signed(-each.left):>6}",
            bar(_full(told, each), _BAR),
        ]
        if any(each.at_ms <= cut_ms < each.at_ms + step_ms for cut_ms in anew):
            parts.append(_("counted anew"))
        yield "  ".join(parts).rstrip()


def _full(told: Told, step: Step) -> float | None:
    """By its capacity; where nothing limits it, by how many were there at most."""
    highest = told.highest
    return percent(step.total, step.holds or (highest[1] if highest else None))


@click.command(
    help=_(
        """Compare how many people are in the zones with how many are inside by the gates.

        Of zones those that are within no other. It fails, with 1, where they differ by more
        than the plan allows (tolerance_people, tolerance_percent under [crowd]).

        \b
        With --json, one object:
          gates  in_zones, by_gates, difference (zones less gates), tolerance, alarms,
                 incomplete (not every zone is counted, or not lately); null where no door
                 counts, or nobody has counted any zone"""
    )
)
@command_options
def gates(shell: Shell) -> int:
    """Run `onsite zones gates`."""
    with opened(shell) as at:
        found = at.survey().balance
    if found is None and not shell.as_json:
        raise NotPossibleError(
            wording.nothing_to_compare(),
            _("Doors are checkpoints of the kind “door”; count a zone with: onsite count ZONE"),
        )
    said = telling.balance(found) if found is not None else ""
    shell.say(said, {"gates": objects.balance_object(found)})
    return int(found is None or found.alarms)


@click.command(
    help=_(
        """Show the hint of the camera of each ZONE beside the hand count, with the gap.

        A camera watches a one-way door where the plan has [zones.ID.camera]. It is a hint: it
        changes no count, and neither does losing it. The hand count is of the same time, and of
        all doors of the zone. It fails, with 1, where a camera is lost.

        \b
        With --json, one object; instants UTC as ISO 8601:
          cameras  each with zone, door (in, out), watches, people (null: it has not watched
                   yet; so the rest), by_hand, gap, from, until, lost (since when; null: it
                   watches), trouble (a code)"""
    )
)
@click.argument("zones", nargs=-1, metavar="[ZONE]...")
@command_options
def camera(shell: Shell, zones: tuple[str, ...]) -> int:
    """Run `onsite zones camera`."""
    with opened(shell) as at:
        there = [key for key, part in at.plan.zones.items() if part.camera is not None]
        wanted = [at.zone(each) for each in zones] or there
        without = [each for each in wanted if each not in there]
        if without or not wanted:
            raise NotPossibleError(
                _("The plan has no camera for {zone}.").format(
                    zone=at.name(without[0]) if without else _("any zone")
                ),
                _("Write it under [zones.ID.camera] and publish the plan."),
            )
        found = {each: at.site.read_now(hint, at.plan, each, at.now_ms) for each in wanted}
        lines = [at.name(key) + _(": ") + telling.camera(each) for key, each in found.items()]
        answer = [objects.camera_object(at.plan, key, each) for key, each in found.items()]
    shell.say("\n".join(lines), {"cameras": answer})
    return int(any(each is not None and each.lost_ms is not None for each in found.values()))
