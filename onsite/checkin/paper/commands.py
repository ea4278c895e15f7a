"""The fallback list on paper, and its ticks, from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.checkin.paper.printing import Printed
    from onsite.plan.model import Plan
    from onsite.wiring import Site


@click.command(
    help=_(
        """Print a list for a day without computers, as a PDF: sorted by family name, with a box to
        tick, room for the time, the small QR code of each ticket, and what the volunteer must do.

        A sheet for each desk of the plan, as far as the checkpoint has desks. The ticks are
        entered afterwards with “onsite checkin ticks”. Where the plan gives the role of whoever
        works here a search_min, it asks for a supervisor's PIN (in scripts: standard input).

        \b
        With --json, one object:
          list        the letters that stand on every page
          file        where it is         pages, people  how many
          checkpoint  id                  made           when, UTC, ISO 8601
          sheets      desk (id, or an empty text), title, people, from, to: the letters"""
    )
)
@click.option("--checkpoint", metavar="ID", help=_("The checkpoint; without it, the plan's first."))
@click.option("--desk", metavar="ID", default="", help=_("Only the sheet of this desk."))
@click.option("--one", "one", is_flag=True, help=_("One list for the checkpoint, not by desk."))
@click.option(
    "--paper",
    "size",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help=_("The format of the paper."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=_("Where to; without it, checkin-ID.pdf in this folder."),
)
@command_options
def paper(
    shell: Shell, checkpoint: str | None, desk: str, out: Path | None, size: Any, *, one: bool
) -> None:
    """Run `onsite checkin paper`."""
    from onsite.checkin.paper.printing import Wanted, print_list
    from onsite.checkin.service import unknown_checkpoint
    from onsite.roster.progress import bar

    with shell.site() as site:
        plan = shell.plan(site)
        where = checkpoint or next(iter(plan.checkpoints))
        if where not in plan.checkpoints:
            raise unknown_checkpoint(plan, where)
        _check_may_print(site, plan)
        file = out or Path(f"checkin-{desk or where}.pdf")
        wanted = Wanted(where, by_desk=not one, desk=desk, paper=size)
        with bar() as progress:
            printed = print_list(site, plan, wanted, file, progress)
    shell.say(_said(printed, file), _as_object(printed, file))


def _check_may_print(site: Site, plan: Plan) -> None:
    """The list names everybody: where a role may not leaf through them, a supervisor allows it.

    Raises:
        OnsiteError: it is not a supervisor's PIN.
    """
    from onsite.staff.service import limits
    from onsite.staff.shell_pin import supervisor

    if site.read_now(limits, plan, site.operator).search_min:
        supervisor(site, plan)


def _said(printed: Printed, file: Path) -> str:
    many = printed.found.people
    first = ngettext(
        "{many} person on {pages} pages: {file}", "{many} people on {pages} pages: {file}", many
    ).format(many=many, pages=printed.pages, file=file)
    sheets = [
        _("  {desk}: {many}, {first} – {last}").format(
            desk=sheet.title or _("Everybody else"),
            many=len(sheet.lines),
            first=sheet.lines[0].initial,
            last=sheet.lines[-1].initial,
        )
        for sheet in printed.found.sheets
        if len(printed.found.sheets) > 1
    ]
    after = _("List {label}. Enter its ticks afterwards with: onsite checkin ticks")
    return "\n".join([first, *sheets, after.format(label=printed.label)])


def _as_object(printed: Printed, file: Path) -> dict[str, Any]:
    return {
        "list": printed.label,
        "file": str(file),
        "pages": printed.pages,
        "people": printed.found.people,
        "checkpoint": printed.found.checkpoint,
        "made": printed.found.made.isoformat(),
        "sheets": [
            {
                "desk": sheet.desk,
                "title": sheet.title,
                "people": len(sheet.lines),
                "from": sheet.lines[0].initial,
                "to": sheet.lines[-1].initial,
            }
            for sheet in printed.found.sheets
        ],
    }


@click.command(
    help=_(
        """Enter the ticks of a printed list, with the times that stand beside them.

        \b
        With --json nothing is opened, and one object says what there is to enter:
          lists  the newest first: list, checkpoint, made (UTC, ISO 8601), people, and
                 ticks, how many are entered"""
    )
)
@command_options
def ticks(shell: Shell) -> int:
    """Run `onsite checkin ticks`."""
    if shell.as_json:
        return _tell_lists(shell)
    from onsite.checkin.opening import open_desk

    return open_desk(shell, mode="ticks")


def _tell_lists(shell: Shell) -> int:
    from onsite.checkin.paper.lists import how_many, lists

    shell.store()
    with shell.site() as site:
        told = [
            {
                "list": each.label,
                "checkpoint": each.checkpoint,
                "made": each.made.isoformat(),
                "people": each.people,
                "ticks": site.read_now(how_many, each.label),
            }
            for each in site.read_now(lists)
        ]
    shell.say("", {"lists": told})
    return 0
