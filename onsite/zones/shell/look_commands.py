"""Looking at zones from the shell."""

from __future__ import annotations

import click

from onsite.language import _
from onsite.shell import Shell, command_options
from onsite.zones.camera.reading import hint
from onsite.zones.counting import reading
from onsite.zones.exporting.sheets import absorbed_object, base_object
from onsite.zones.shell import objects, telling
from onsite.zones.shell.opened import opened

_EMPTY = _(
    "The plan has no zones yet. Write each as [zones.ID] with a name, and an area and a use or a "
    "capacity; then publish the plan."
)


@click.command(
    "list",
    help=_(
        """List all zones: how many are in each, how full it is, how dense, what comes.

        Sub-zones stand below theirs; the total is of those that are within no other. What is
        stale still counts, and is marked.

        \b
        With --json, one object; instants UTC as ISO 8601:
          at, total, incomplete (something is stale or was never counted)
          gates   in_zones, by_gates, difference, tolerance, alarms, incomplete; or null
          zones   each with id, name, within, people (below zero: a deficit), counted_by (hand,
                  badges), by_hand (total, came, left, last, base, counters), by_badges, counted,
                  last, stale_s (null: not stale), capacity, percent, level (passed, 0 for
                  none), stop_entry, per_m2, service (A to F), danger, forecast (state,
                  per_min, until_s by level), trend (a figure a minute, newest last),
                  evacuation, empty_in_s, allowed_s"""
    ),
)
@command_options
def list_(shell: Shell) -> None:
    """Run `onsite zones list`."""
    say_list(shell)


def say_list(shell: Shell) -> None:
    """Say how all zones stand."""
    with opened(shell) as at:
        found = at.survey()
    lines = list(telling.survey(found)) if found.zones else [_EMPTY]
    shell.say("\n".join(lines), objects.survey_object(found))


@click.command(
    help=_(
        """Show ZONE: every limit with its figure and source, its ways, who counts, recounts.

        \b
        With --json, one object: as in “onsite zones list”, with
          limits    people, managers, signed_on, limits (rule, people, basis, source; the least
                    first), blocked (way, what, since, operator, why)
          ways      exits and aisles: id, name, kind, width_m or area_m2, blocked
          recounts  key (for “onsite zones recount --withdraw”), kind (recount, day), at, begun,
                    people, expected, rows, operator, station, day, because, note
          absorbed  what came after the recount that it was in: key, at, people, station, operator
          drift     as in “onsite zones drift”
          camera    as in “onsite zones camera”; null where the plan has none"""
    )
)
@click.argument("zone")
@command_options
def show(shell: Shell, zone: str) -> None:
    """Run `onsite zones show`."""
    with opened(shell) as at:
        which = at.zone(zone)
        view = at.view(which)
        more = telling.Known(
            at.site.read_now(reading.bases, which, 0, at.now_ms),
            at.site.read_now(reading.absorbed, which),
            at.site.read_now(reading.drift, at.plan, which, at.now_ms),
            at.site.read_now(hint, at.plan, which, at.now_ms),
        )
        lines = list(telling.zone(at, view, more))
        answer = {
            **objects.zone_object(view),
            "limits": objects.capacity_object(view.capacity),
            "ways": objects.ways_object(at.plan, view),
            "recounts": [base_object(each) for each in more.bases],
            "absorbed": [absorbed_object(each) for each in more.absorbed],
            "drift": objects.drift_object(more.drift),
            "camera": objects.camera_object(at.plan, which, more.hint),
        }
    shell.say("\n".join(lines), answer)
