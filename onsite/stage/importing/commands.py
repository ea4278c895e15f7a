"""A programme imported from the shell: `onsite stage import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onsite.cleaning import shown
from onsite.errors import NotPossibleError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.roster.progress import Bar
    from onsite.stage.importing.programme import Programme, Reading
    from onsite.stage.importing.service import Preview
    from onsite.wiring import Site


@click.command(
    "import",
    short_help=_("Import a programme into the rundowns."),
    help=_(
        """Import a programme, after showing what is odd about it and what it would change.

        FILE is a schedule of pretalx, frab or pentabarf (JSON, XML), a calendar (iCalendar), a
        sheet (CSV, XLSX) or a project of Ontime. A room becomes the stage of the plan that has
        its name. A newer file of the same source changes what it says otherwise now: what has
        run is never moved nor removed, and what was edited here stays.

        Where no room is a stage of the plan, nothing is imported, and it ends with code 1.

        \b
        With --json nothing is asked, and it is imported with --yes only; one object:
          imported       whether it was
          file, sha256, format, source
          columns        field to header, of a sheet
          rooms          room to the id of its stage, or an empty text; unknown_rooms
          counts         added, changed, moved, gone, unchanged, left_out
          problems       trouble, line, path, title, item, what, assumed, change
          added, changed, moved, gone, stays, left_out   the items"""
    ),
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@click.option("--yes", is_flag=True, help=_("Import without asking, for scripts."))
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=HEADER",
    help=_("Which column of a sheet holds what, as title=Talk; may be given many times."),
)
@click.option(
    "--room",
    "rooms",
    multiple=True,
    metavar="ROOM=STAGE",
    help=_("Which stage a room is, as Kalibro=blue; “-” leaves it out. May be given many times."),
)
@click.option(
    "--day",
    "days",
    multiple=True,
    metavar="DAY",
    help=_("The day of times without one; or DAY=DAY, a day of the file and when it is held."),
)
@click.option("--length", type=click.FloatRange(1, 1440), help=_("Minutes, where there is no end."))
@click.option("--local", is_flag=True, help=_("Times in UTC are meant as times at the place."))
@click.option(
    "--source", default="", metavar="NAME", help=_("A name for it, where there are several.")
)
@click.option("--allow-gone", is_flag=True, help=_("Remove items even if more than half are gone."))
@command_options
def import_(  # noqa: PLR0913 - one for each option
    shell: Shell,
    *,
    file: Path,
    dry_run: bool,
    yes: bool,
    columns: tuple[str, ...],
    rooms: tuple[str, ...],
    days: tuple[str, ...],
    length: float | None,
    local: bool,
    source: str,
    allow_gone: bool,
) -> int:
    """Run `onsite stage import`."""
    from onsite.roster.progress import bar
    from onsite.stage.importing import opening, report
    from onsite.stage.importing.concluding import homeless, last_words

    said = opening.rooms_said(rooms)
    with shell.site() as site, bar() as progress:
        plan = shell.plan(site)
        how = opening.reading_for(
            site, plan, columns=columns, days=days, length=length, local=local, source=source
        )
        seen = _looked_at(site, plan, _read(file, how, progress), said)
        progress.done()
        if not (shell.as_json or yes or dry_run):
            seen = _with_rooms(site, plan, seen, said)
        looks, nowhere = not shell.as_json, homeless(seen)
        if looks:
            click.echo(shown(report.told(seen, plan)))
        wanted = not (dry_run or nowhere) and _wanted(seen, yes=yes, asks=looks, gone=allow_gone)
        if wanted:
            _carried_out(site, plan, seen, gone=allow_gone or not yes)
    shell.say(last_words(seen, plan, imported=wanted), report.as_json(seen, imported=wanted))
    return 0 if not nowhere and (wanted or dry_run or shell.as_json or seen.diff.empty) else 1


def _read(file: Path, how: Reading, progress: Bar) -> Programme:
    from onsite.stage.importing import files, reading
    from onsite.stage.importing.completing import completed

    data = files.content(file)
    progress("reading", 0, 2)
    findings = reading.found(data, file.name, how)
    progress("understanding", 1, 2)
    return completed(findings, how, file.name, reading.digest(data))


def _looked_at(site: Site, plan: Plan, programme: Programme, rooms: dict[str, str]) -> Preview:
    from onsite.stage.importing import service
    from onsite.stage.outcomes import clocks

    now = clocks(site.clock, site.journal.station)
    return site.read_now(service.preview, plan, programme, rooms, now)


def _with_rooms(site: Site, plan: Plan, seen: Preview, rooms: dict[str, str]) -> Preview:
    """Ask for the rooms that nobody knows, where somebody is there to answer."""
    import sys

    if not seen.placing.unknown or not sys.stdin.isatty():
        return seen
    click.echo(_("These rooms are no stages of the plan. For each, type the stage's id, or “-”."))
    click.echo(_("Stages: {stages}").format(stages=", ".join(plan.stages)))
    said = dict(rooms)
    for room in seen.placing.unknown:
        many = seen.programme.rooms[room]
        question = ngettext("{room} ({many} session)", "{room} ({many} sessions)", many).format(
            room=room or _("(no room)"), many=many
        )
        choices = click.Choice([*plan.stages, "-"])
        said[room] = click.prompt(shown(question), type=choices, show_choices=False, default="-")
    return _looked_at(site, plan, seen.programme, said)


def _carried_out(site: Site, plan: Plan, seen: Preview, *, gone: bool) -> None:
    from onsite.stage.importing import service
    from onsite.stage.shell.opened import operator

    site.write_now(service.carry_out, plan, seen, operator(site, plan), gone=gone)


def _wanted(seen: Preview, *, yes: bool, asks: bool, gone: bool) -> bool:
    """Whether it is to be imported; where nothing would change, nobody is asked."""
    if yes or not asks or (seen.diff.empty and not seen.programme.said):
        return yes
    try:
        click.echo()
        if seen.diff.suspicious and not gone:
            question = _("Remove all of them, and import the rest? [y/N]")
        else:
            question = _("Import now? [y/N]")
        return click.confirm(question, default=False, prompt_suffix=" ", show_default=False)
    except click.Abort:
        raise NotPossibleError(
            _("Nobody answered, so nothing was imported."),
            _("In a script, add --yes to import or --dry-run to look only."),
        ) from None
