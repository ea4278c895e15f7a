"""Searching incidents from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.clock import from_ms
from onsite.incidents.search import service
from onsite.incidents.search.finding import find, read
from onsite.incidents.search.records import records
from onsite.incidents.shell import telling
from onsite.incidents.shell.opened import opened
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.staff.service import anybody_with

if TYPE_CHECKING:
    from onsite.incidents.search.finding import Hit
    from onsite.incidents.search.records import Passage
    from onsite.incidents.search.service import Kept
    from onsite.plan.model import Plan

_SHOWN = 3
"""So many places of each incident are shown."""


@click.command(
    # A minus before a word means those without it.
    context_settings={"ignore_unknown_options": True},
    help=_(
        """Find incidents, the newest first.

        \b
        Words, and '"several words"', wherever they were written; capitals and accents are
        no matter. Before any of them - means: those without it. Filters:
          type:medical zone:h2 state:new severity:serious (serious+: and graver)
          by:lin has:task is:open since:14:00 until:15:30 on:2026-11-24
        /row ?(12|14)/ is a pattern.

        What is restricted is found by its number, zone and state alone.

        \b
        With --json, one object:
          incidents  as in “onsite incidents list”, each with found: entry, kind, operator,
                     happened, text
          kept       as in “onsite incidents searches”"""
    ),
)
@click.argument("query", nargs=-1)
@click.option("--saved", default="", metavar="NAME", help=_("What is kept under this name, too."))
@click.option("--keep", default="", metavar="NAME", help=_("Keep it under this name."))
@click.option("--no-drills", is_flag=True, help=_("Without exercises."))
@command_options
def search(shell: Shell, *, query: tuple[str, ...], saved: str, keep: str, no_drills: bool) -> int:
    """Run `onsite incidents search`."""
    wrong = next((each for each in query if each.startswith("--")), "")
    if wrong:
        raise click.UsageError(_("There is no option “{option}”.").format(option=wrong))
    with opened(shell) as at:
        line = " ".join(query)
        if saved:
            line = f"{at.site.read_now(service.one, saved).query} {line}".strip()
        plan = at.plan
        asked = read(line, at.site.read_now(service.known, plan, at.site.clock.now()))
        if keep:
            at.do(service.keep, keep, line)
        # A name is no proof: once anybody has a PIN, what is restricted stays veiled.
        sees = not at.site.read_now(anybody_with, plan)
        every = at.site.read_now(records, plan, sees=sees)
        hits = find(reversed(every), asked)
        hits = tuple(each for each in hits if not (no_drills and each.record.incident.drill))
        numbers = at.numbers()
        kept = at.site.read_now(service.kept)
    counted = ngettext("{n} incident", "{n} incidents", len(hits)).format(n=len(hits))
    lines = [_lines(plan, each, numbers) for each in hits]
    answer = {"incidents": [_object(each) for each in hits], "kept": _kept_object(kept)}
    shell.say("\n".join([counted, *lines]), answer)
    return 0


@click.command(
    help=_(
        """List the searches that are kept, for “onsite incidents search --saved NAME”.

        \b
        With --json, one object:
          kept  each with name, query, operator, at"""
    )
)
@click.option("--drop", default="", metavar="NAME", help=_("Keep this one no longer."))
@command_options
def searches(shell: Shell, *, drop: str) -> int:
    """Run `onsite incidents searches`."""
    with opened(shell) as at:
        if drop:
            at.do(service.drop, drop)
        kept = at.site.read_now(service.kept)
    hint = _("None is kept. Keep one with: onsite incidents search zone:h2 --keep hall")
    lines = [f"{each.name}: {each.query}" for each in kept]
    shell.say("\n".join(lines or [hint]), {"kept": _kept_object(kept)})
    return 0


def _lines(plan: Plan, hit: Hit, numbers: dict[str, str]) -> str:
    incident = hit.record.incident
    places = [_place(plan, each) for each in hit.passages if each.entry][:_SHOWN]
    into = numbers.get(incident.into, "")
    return "\n".join([telling.line(plan, incident, into), *(f"  {each}" for each in places)])


def _place(plan: Plan, each: Passage) -> str:
    return f"{plan.local(from_ms(each.happened_ms)):%H:%M:%S}  {each.operator}  {each.text}"


def _object(hit: Hit) -> dict[str, Any]:
    found = [
        {
            "entry": each.entry,
            "kind": each.kind,
            "operator": each.operator,
            "happened": telling.at(each.happened_ms),
            "text": each.text,
        }
        for each in hit.passages
    ]
    return {**telling.incident_object(hit.record.incident), "found": found}


def _kept_object(kept: tuple[Kept, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "query": each.query,
            "operator": each.operator,
            "at": telling.at(each.at_ms),
        }
        for each in kept
    ]
