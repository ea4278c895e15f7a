"""Looking at incidents from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.clock import to_ms
from onsite.incidents import reading, service, wording
from onsite.incidents.exporting.frozen import known_then
from onsite.incidents.log import frozen, restricted
from onsite.incidents.repeats import told_once
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import opened, tell
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.staff.service import anybody_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.incidents.lines import Known
    from onsite.incidents.shell.opened import Opened
    from onsite.incidents.views import Incident, Line


@click.command(
    "list",
    help=_(
        """List the open incidents, the gravest first. Duplicates and drills stand apart.

        \b
        With --json, one object:
          incidents  each with id, number, drill, restricted, veiled (what is restricted is not
                     told), types, severity, state, zone, place, text, happened, typed (UTC, ISO
                     8601), acknowledged, acknowledged_by, author, reporter, station, outcome,
                     responsible, forced, reopened, merged_into, duplicates (ids), units, tasks,
                     files"""
    ),
)
@click.option("--all", "closed", is_flag=True, help=_("The closed ones and duplicates, too."))
@click.option("--no-drills", is_flag=True, help=_("Without exercises."))
@command_options
def list_(shell: Shell, *, closed: bool, no_drills: bool) -> None:
    """Run `onsite incidents list`."""
    say_list(shell, closed=closed, drills=not no_drills)


def say_list(shell: Shell, *, closed: bool, drills: bool) -> None:
    """Say which incidents there are."""
    with opened(shell) as at:
        query = reading.all_of_them if closed else reading.open_ones
        found = [
            _veiled(at, each)
            for each in at.site.read_now(query, at.plan)
            if (closed or each.is_open) and (drills or not each.drill)
        ]
        numbers, plan = at.numbers(), at.plan
        now_ms = to_ms(at.site.clock.now())
    found.sort(key=lambda each: (each.drill, not each.is_open, -each.rank, each.at_ms, each.id))
    counted = ngettext("{n} incident", "{n} incidents", len(found)).format(n=len(found))
    hint = _("Report one with: onsite incidents report med H2 somebody fell")
    lines = [
        telling.line(plan, each, numbers.get(each.into, "")) + telling.unheeded(plan, each, now_ms)
        for each in found
    ]
    objects = [telling.incident_object(each) for each in found]
    shell.say("\n".join([counted, *(lines or [hint])]), {"incidents": objects})


@click.command(
    help=_(
        """Show an incident and all that happened, by when it happened.

        What is restricted shows only number and zone, unless with --open: then somebody who may
        gives their PIN, and that is logged.

        \b
        With --json, one object: as in “onsite incidents list”, with
          timeline  each with entry (its name, for strike), kind, incident (whose it is),
                    operator, station, happened, typed, late, counts (whether it changed
                    anything), struck (why, or null), struck_by, details"""
    )
)
@click.argument("number")
@click.option("--open", "opening", is_flag=True, help=_("Open a restricted one; that is logged."))
@command_options
def show(shell: Shell, number: str, *, opening: bool) -> int:
    """Run `onsite incidents show`."""
    with opened(shell) as at:
        found = at.named(number)
        if opening and found.restricted:
            asked = _("PIN of who may open it ({roles})")
            who = at.with_pin(at.plan.response.rules.sees_restricted, asked)
            outcome = at.do(service.look, found.id, who=who)
            if outcome.what == "refused":
                return tell(shell, at.plan, outcome)
        else:
            found = _veiled(at, found)
        lines = () if found.veiled else _lines(at, found)
        known = at.known(found)
        about = telling.about(known.plan, found, known.people, at.where)
        late = telling.unheeded(known.plan, found, to_ms(at.site.clock.now()))
    into = known.numbers.get(found.into, "")
    said = [
        telling.line(known.plan, found, into) + late,
        *about,
        *(said for each in told_once(lines) for said in _told(known, each, found.id)),
    ]
    timeline = [telling.line_object(each) for each in lines]
    shell.say("\n".join(said), {**telling.incident_object(found), "timeline": timeline})
    return 0


def _told(known: Known, line: Line, of: str) -> Iterator[str]:
    """An entry, and under a decision what was known then."""
    yield telling.of_timeline(known, line, of)
    if line.details.get("frozen"):
        for name, how in known_then(known, line.details["frozen"]):
            yield f"            {wording.pair(name, how)}"


def _lines(at: Opened, incident: Incident) -> tuple[Line, ...]:
    """Its entries; those who may know of another one that is restricted now open that one."""
    lines = at.site.read_now(reading.timeline, at.plan, incident)
    if not any(each.details.get("frozen") for each in lines):
        return lines
    every = at.site.read_now(reading.all_of_them, at.plan)
    hidden = {each.number for each in every if _veiled(at, each).veiled}
    return tuple(frozen.veiled(each, hidden) for each in lines)


def _veiled(at: Opened, incident: Incident) -> Incident:
    """In the shell a name is no proof: once anybody has a PIN, what is restricted stays veiled."""
    if not incident.restricted or not at.site.read_now(anybody_with, at.plan):
        return incident
    return restricted.veiled(incident)
