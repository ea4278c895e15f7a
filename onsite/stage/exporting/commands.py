"""Rundowns given away, and the slip report: `onsite stage export` and `onsite stage slip`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.stage.shell.options import rundown_options

if TYPE_CHECKING:
    from typing import BinaryIO

    from onsite.plan.model import Plan
    from onsite.roster.progress import Bar
    from onsite.stage.exporting import paper as papers
    from onsite.stage.exporting.lines import Sheet
    from onsite.stage.exporting.slip import SlipReport
    from onsite.stage.exporting.writing import Format
    from onsite.stage.reading import Kept

_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=_("Where to; its ending says the format."),
)
_PAPER = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help=_("The format of the paper."),
)


@click.command(
    help=_(
        """Export rundowns: as a calendar, as a sheet, or on paper.

        The calendar (.ics) and the sheet (.csv) hold everything that is said of the items, also
        notes and the e-mails of speakers; “onsite stage import” reads both again. The PDF has
        room to write down when each item began and ended.

        \b
        With --json, one object:
          file, format   where it is
          pages          of a PDF; null otherwise
          rundowns       each with stage, day, items"""
    )
)
@click.option("--stage", default="", metavar="STAGE", help=_("Only of this stage."))
@click.option("--day", default="", metavar="DAY", help=_("Only on this day: a date, or 1, 2…"))
@click.option("--format", "said", type=click.Choice(["ical", "csv", "pdf"]), help=_("As what."))
@_OUT
@_PAPER
@command_options
def export(
    shell: Shell, *, stage: str, day: str, said: str | None, out: Path | None, paper: str
) -> None:
    """Run `onsite stage export`."""
    from onsite.roster.progress import bar
    from onsite.stage.exporting import lines, writing
    from onsite.stage.outcomes import clocks
    from onsite.stage.shell.finding import which_day, which_stage

    form = writing.chosen(out, said)
    file = out or Path(f"rundown{writing.ENDINGS[form]}")
    with shell.site() as site, bar() as progress:
        plan, now = shell.plan(site), clocks(site.clock, site.journal.station)
        when = which_day(plan, day, site.clock.now()) if day else ""
        where = site.read_now(which_stage, plan, stage, when) if stage else ""
        found = site.read_now(lines.sheets, plan, now, where, when)
        size = cast("papers.Format", paper)
        pages = writing.write(
            file, lambda out: _exported(out, found, plan, now.at_ms, (form, size), progress)
        )
    many = sum(len(each.lines) for each in found)
    told = ngettext("{n} item: {file}", "{n} items: {file}", many).format(n=many, file=file)
    rundowns = [{"stage": each.stage, "day": each.day, "items": len(each.lines)} for each in found]
    answer = {"file": str(file), "format": form, "pages": pages or None, "rundowns": rundowns}
    shell.say(told, answer)


def _exported(
    out: BinaryIO,
    found: list[Sheet],
    plan: Plan,
    now_ms: int,
    form: tuple[Format, papers.Format],
    progress: Bar,
) -> int:
    from onsite.stage.exporting import calendar, paper, printed, table

    if form[0] == "ical":
        out.write(calendar.calendar(found, plan, now_ms))
        return 0
    if form[0] == "csv":
        out.write(table.table(found, plan))
        return 0
    tables = [printed.rundown(each, plan, now_ms) for each in found]
    label = f"{plan.event.name} · " + printed.moment(now_ms, plan)
    return paper.draw(tables, out, paper=form[1], label=label, progress=progress)


@click.command(
    help=_(
        """Say what became of the times of a rundown: how late, why, and who took it up.

        For every item what was planned and what it was, each of its runs with its pauses and
        what was added, where lateness came from, and what took it up. With --out it is written
        as .csv (a row for each run) or .pdf.

        \b
        With --json, one object (lengths in seconds, less than 0 for early):
          stage, day, behind_s, over_end_s, absorbed_s
          items   number, item, title, kind, status, planned_start, planned_end,
                  actual_start, actual_end, late_s, over_s, paused_s, added_s,
                  runs, reasons (why, s, item), absorbed (how, s), late_reason"""
    )
)
@_OUT
@_PAPER
@rundown_options
def slip(shell: Shell, *, stage: str, day: str, out: Path | None, paper: str) -> None:
    """Run `onsite stage slip`."""
    from onsite.stage import reading
    from onsite.stage.exporting import slip_data, slip_words, writing
    from onsite.stage.exporting.slip import slip as became
    from onsite.stage.outcomes import clocks
    from onsite.stage.shell.finding import which_day, which_stage

    with shell.site() as site:
        plan, now = shell.plan(site), clocks(site.clock, site.journal.station)
        when = which_day(plan, day, site.clock.now())
        where = site.read_now(which_stage, plan, stage, when)
        kept = site.read_now(reading.rundown, plan, where, when, now)
    report = became(kept.rundown, kept.show(now.at_ms), now.at_ms)
    told = "\n".join(slip_words.lines(kept, report, plan))
    answer: dict[str, Any] = slip_data.as_object(kept, report)
    if out is not None:
        form, size = writing.chosen(out, None), cast("papers.Format", paper)
        writing.write(out, lambda file: _slip(file, (kept, report), plan, now.at_ms, (form, size)))
        told, answer = str(out), {**answer, "file": str(out)}
    shell.say(told, answer)


@click.command(
    help=_(
        """Print the timekeeper's card: every key of the console, on one page.

        With --json, one object: file, pages."""
    )
)
@click.option("--stage", default="", metavar="STAGE", help=_("Whose name stands above it."))
@_OUT
@_PAPER
@command_options
def card(shell: Shell, *, stage: str, out: Path | None, paper: str) -> None:
    """Run `onsite stage card`."""
    from onsite.stage.acting import known_stage
    from onsite.stage.exporting import card as cards
    from onsite.stage.exporting import paper as papers
    from onsite.stage.exporting import writing

    file = out or Path("timekeeper.pdf")
    with shell.site() as site:
        plan = shell.plan(site)
    name = plan.stages[known_stage(plan, stage)].name if stage else ""
    table, size = cards.card(name, plan.event.name), cast("papers.Format", paper)
    pages = writing.write(file, lambda to: papers.draw([table], to, paper=size))
    shell.say(str(file), {"file": str(file), "pages": pages})


def _slip(
    out: BinaryIO,
    found: tuple[Kept, SlipReport],
    plan: Plan,
    now_ms: int,
    form: tuple[Format, papers.Format],
) -> int:
    from onsite.errors import BadInputError
    from onsite.stage.exporting import paper, printed, slip_data, slip_words, table

    if form[0] == "csv":
        return out.write(table.written(slip_data.rows(*found, plan)))
    if form[0] == "pdf":
        label = f"{plan.event.name} · " + printed.moment(now_ms, plan)
        tables = [slip_words.table(*found, plan, now_ms)]
        return paper.draw(tables, out, paper=form[1], label=label)
    raise BadInputError(_("A slip report is no calendar."), _("Write it as .csv or as .pdf."))
