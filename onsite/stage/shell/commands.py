"""Looking at rundowns from the shell: `onsite stage rundowns`, `show`, `log`, `link`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.stage import beside, history, log_words, reading, speakers, wording
from onsite.stage.shell import telling
from onsite.stage.shell.opened import opened
from onsite.stage.shell.options import rundown_options

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.stage.history import Line
    from onsite.stage.shell.opened import Opened

_EMPTY = _(
    "There is no rundown yet. Import one with “onsite stage import FILE”, or begin one with:\n"
    "  onsite stage edit add Opening --start 9:00 --length 20"
)


@click.command(
    help=_(
        """List the rundowns there are: a stage, a day, how many items.

        \b
        With --json, one object:
          rundowns  each with stage, name, day (ISO 8601), items"""
    )
)
@command_options
def rundowns(shell: Shell) -> None:
    """Run `onsite stage rundowns`."""
    with shell.site() as site:
        plan = shell.plan(site)
        found = [each for each in site.read_now(reading.rundowns) if each.items]
    names = {key: part.name for key, part in plan.stages.items()}
    lines = [
        f"{each.day}  {each.stage}  {names.get(each.stage, each.stage)}  "
        + ngettext("{n} item", "{n} items", each.items).format(n=each.items)
        for each in found
    ]
    told = [
        {
            "stage": each.stage,
            "name": names.get(each.stage, each.stage),
            "day": each.day,
            "items": each.items,
        }
        for each in found
    ]
    shell.say("\n".join(lines) or _EMPTY, {"rundowns": told})


@click.command(
    help=_(
        """Show a rundown: what is planned, what is expected, what was; and what runs.

        \b
        With --json, one object; instants UTC as ISO 8601, lengths in seconds:
          stage, name, day, now, running, armed, next (ids), sessions, follow, behind_s, ends,
          must_end
          slack  until the next hard start and until the end: until (an item; empty for the
                 end), limit, left_s, absorbers (item, gives: gap, shorter, qa or missed, s)
          items  each with item (its id), title, kind, rule, status, planned_start, planned_end,
                 expected_start, expected_end, actual_start, actual_end (null: not yet),
                 length_s, over_s, shortest_s, qa_s, warn_s, danger_s, conflict_s (its hard
                 start is missed by so much), soaked_s, remaining_s and elapsed_s (null unless
                 it runs), phase, paused, speakers (id, name, attendee, found_by), and its texts"""
    )
)
@rundown_options
def show(shell: Shell, stage: str, day: str) -> None:
    """Run `onsite stage show`."""
    with opened(shell, stage, day) as at:
        kept, now_ms = at.kept(), at.now_ms
        who = [each for fields in kept.fields.values() for each in fields.speakers or ()]
        answer = telling.rundown_object(
            kept, at.plan, now_ms, at.site.read_now(speakers.links, who)
        )
        lines = telling.rundown_lines(kept, at.plan, now_ms) if kept.fields else [_nothing(at)]
    shell.say("\n".join(lines), answer)


@click.command(
    help=_(
        """Show all that was done to a rundown, with the number of each act, for undo.

        \b
        With --json, one object:
          acts  each with act (its number), at (UTC, ISO 8601), operator, station, kind, item,
                title, came (took, same-press, already, undone, nothing-to-do), first (the act
                that was there first, or that undid it), details"""
    )
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help=_("At most so many."))
@rundown_options
def log(shell: Shell, *, limit: int, stage: str, day: str) -> None:
    """Run `onsite stage log`."""
    with opened(shell, stage, day) as at:
        kept = at.kept()
        edits = at.site.read_now(reading.edits, at.stage, at.day)
        others = at.site.read_now(beside.done, at.plan, kept)
        lines = history.history(kept, edits, at.now_ms, others)[-limit:]
        plan = at.plan
    said = "\n".join(_of_log(each, plan) for each in lines)
    shell.say(
        said or _("Nothing was done to it yet."), {"acts": [_as_object(each) for each in lines]}
    )


@click.command(
    help=_(
        """Say who of the list the speaker with that name or id is: the attendee that has CODE.

        Speakers are found by their e-mail, or by the one same name. Without a CODE, it shows
        who was found; --nobody says that they are not on the list.

        \b
        With --json, one object:
          speakers  each with id, name, attendee, found_by (hand, source, email, name or
                    empty), several (who it may be)"""
    )
)
@click.argument("speaker", required=False)
@click.argument("code", default="")
@click.option("--nobody", is_flag=True, help=_("They are not on the list."))
@rundown_options
def link(
    shell: Shell, *, speaker: str | None, code: str, nobody: bool, stage: str, day: str
) -> None:
    """Run `onsite stage link`."""
    from onsite.roster.acts.options import which
    from onsite.stage.shell.finding import which_speaker

    with opened(shell, stage, day) as at:
        site, kept = at.site, at.kept()
        known = {each.id: each for said in kept.fields.values() for each in said.speakers or ()}
        if speaker is not None:
            named = which_speaker(known, speaker)
            known = {named: known[named]}
            if code or nobody:
                attendee = which(site, code) if code else ""
                site.write_now(speakers.link, named, attendee, at.operator())
        found = site.read_now(speakers.links, known.values())
        names = {
            each.attendee: _name(at, each.attendee) for each in found.values() if each.attendee
        }
    lines = [
        f"{each.name}  {names.get(found[key].attendee) or _several(found[key].several)}  "
        f"{wording.found_by(found[key])}".rstrip()
        for key, each in known.items()
    ]
    told = [
        {
            "id": key,
            "name": each.name,
            "attendee": found[key].attendee,
            "found_by": found[key].how,
            "several": list(found[key].several),
        }
        for key, each in known.items()
    ]
    shell.say("\n".join(lines) or _("The rundown names no speakers."), {"speakers": told})


def _name(at: Opened, attendee: str) -> str:
    from onsite.roster.service import attendee as read

    known = at.site.read_now(read, attendee)
    return known.record.name if known is not None else attendee


def _several(several: tuple[str, ...]) -> str:
    return _("several of that name") if several else "–"


def _nothing(at: Opened) -> str:
    name = at.plan.stages[at.stage].name
    return _("{stage}, {day}: nothing is planned.").format(stage=name, day=at.day) + "\n" + _EMPTY


def _of_log(line: Line, plan: Plan) -> str:
    parts = [
        wording.clock(line.at_ms, plan, seconds=True),
        telling.act_number(*line.id),
        log_words.happened(line),
        line.operator,
    ]
    return "  ".join(parts)


def _as_object(line: Line) -> dict[str, Any]:
    return {
        "act": telling.act_number(*line.id),
        "at": telling.iso(line.at_ms),
        "operator": line.operator,
        "station": line.id.station,
        "kind": line.kind,
        "item": line.item,
        "title": line.title,
        "came": line.came,
        "first": telling.act_number(*line.first) if line.first is not None else "",
        "details": line.details,
    }
