"""Badges before the event, from the shell: print ahead, boxes, names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.badges.bulk.suspects import KINDS
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.badges.bulk.sheets import Output
    from onsite.plan.model import Plan
    from onsite.wiring import Site

_PAPERS = ("a4", "a3", "letter", "single")
_DPI = 300
_CHECKPOINT = click.option(
    "--checkpoint", metavar="ID", help=_("The checkpoint; without it, the plan's first.")
)


@click.command(
    help=_(
        """Print badges ahead: a PDF for each box, sorted, and a label to stick on each.

        Whose badge is in a box already, or printed, is left out: when this was stopped, run it
        again. The desk then says in which box a guest's badge lies. Where the plan gives the role
        of whoever works here a search_min, it asks for a supervisor's PIN.

        \b
        With --json, one object:
          boxes   box, desk (id or empty), design, people, from, to, file, pages
          labels  the file of the labels, or null
          people, there, nameless, never  how many: printed, and left out as they have a badge,
                  have no name, or are of a category without badges
          warnings  attendee, kind ("shortened", "broken", "missing", "no_picture")"""
    )
)
@click.option(
    "--sort",
    type=click.Choice(["desk", "alphabet", "party"]),
    default="desk",
    show_default=True,
    help=_("What lies together: what one desk hands out, or what was booked together."),
)
@_CHECKPOINT
@click.option(
    "--category", "categories", multiple=True, metavar="ID", help=_("Only these; may be repeated.")
)
@click.option("--again", is_flag=True, help=_("Also those who have a badge already."))
@click.option(
    "--per-box",
    type=click.IntRange(1, 2_000),
    default=200,
    show_default=True,
    help=_("So many badges in a box."),
)
@click.option(
    "--paper",
    type=click.Choice(_PAPERS),
    default="a4",
    show_default=True,
    help=_("Several on a paper, or each on a page of its own size."),
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help=_("The edge about which the printer turns the paper, where badges have a back."),
)
@click.option(
    "--order",
    type=click.Choice(["stack", "rows"]),
    default="stack",
    show_default=True,
    help=_("Cut piles laid on each other are in order, or each paper is."),
)
@click.option(
    "--marks/--no-marks",
    default=True,
    help=_("Crop marks to cut along, and bleed; without them more fit, up to the paper's edge."),
)
@click.option("--png", is_flag=True, help=_("Pictures of 300 dpi instead, one for each page."))
@click.option(
    "--photos",
    type=click.Path(path_type=Path, exists=True, file_okay=False, readable=False),
    metavar="DIR",
    help=_("Portraits, each named by an id or a code; without it, “photos” in the data folder."),
)
@click.option("--dry-run", is_flag=True, help=_("Only say what would be made."))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False, readable=False),
    default=Path("badges-preprint"),
    metavar="DIR",
    help=_("Where to; without it, badges-preprint in this folder."),
)
@command_options
def preprint(shell: Shell, *, checkpoint: str | None, dry_run: bool, **said: Any) -> None:
    """Run `onsite badges preprint`."""
    from onsite.badges.bulk import telling
    from onsite.badges.bulk.choosing import Wanted
    from onsite.badges.bulk.preprint import make, prepare
    from onsite.badges.bulk.room import check
    from onsite.roster.progress import bar

    with shell.site() as site, bar() as progress:
        plan = shell.plan(site)
        where = _checkpoint(plan, checkpoint)
        _check_may_print(site, plan)
        wanted = Wanted(where, said["sort"], said["categories"], said["again"])
        prepared = prepare(site, plan, wanted, per_box=said["per_box"], progress=progress)
        output = _output(site, said)
        check(prepared.templates.values(), output)
        made = [] if dry_run else list(make(site, plan, prepared, output, progress))
        labels = None
        if made:
            labels = _write_labels(site, plan, output.folder / "labels.pdf", said["paper"])
    shell.say(
        telling.preprinted(plan, prepared, made, labels),
        telling.preprinted_object(prepared, made, labels),
    )


@click.command(
    help=_(
        """Open the screen on which names are looked through and badges printed ahead.

        With --json nothing is opened: use names-check, preprint and boxes."""
    )
)
@command_options
def ahead(shell: Shell) -> int:
    """Run `onsite badges ahead`."""
    from onsite.sync.opening import open_area

    if shell.as_json:
        shell.say("", {"commands": ["names-check", "preprint", "boxes"]})
        return 0
    return open_area(shell, "ahead")


@click.command(
    help=_(
        """List the boxes of badges that were printed ahead; print their labels; empty one.

        \b
        With --json, one object:
          boxes   box, desk (id or empty), from, to, made (UTC, ISO 8601), people, outdated: how
                  many badges are wrong by now, as the roster has changed or they were replaced
          labels  the file of the labels, or null
          emptied how many badges were taken out of the box that was named"""
    )
)
@click.option(
    "--labels",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    metavar="FILE",
    help=_("Write the labels of all boxes as a PDF."),
)
@click.option(
    "--paper", type=click.Choice(_PAPERS[:3]), default="a4", help=_("The format of the paper.")
)
@click.option(
    "--empty", "emptied", metavar="BOX", help=_("Its badges were thrown away, or never printed.")
)
@command_options
def boxes(shell: Shell, labels: Path | None, paper: str, emptied: str | None) -> None:
    """Run `onsite badges boxes`."""
    from onsite.badges.bulk import telling
    from onsite.badges.bulk.boxes import named, take_out
    from onsite.badges.bulk.contents import contents, lying

    with shell.site() as site:
        plan = shell.plan(site)
        emptied = site.read_now(named, emptied) if emptied else None
        gone = site.write_now(take_out, emptied, site.operator) if emptied else 0
        if labels is not None:
            _write_labels(site, plan, labels, paper)
        found = contents(plan, site.read_now(lying))
    shell.say(
        telling.boxes(plan, found, labels, (emptied or "", gone)),
        telling.boxes_object(found, labels, gone),
    )


@click.command(
    "names-check",
    help=_(
        """Look through all names before they are printed, the evening before.

        It finds people who are on the list twice, names in capitals or small letters, too long
        for their badge, with signs that no font has, and what is suspicious: an e-mail address,
        digits, a placeholder such as “test”, the name of the company, letters that another
        system has broken. Nothing is changed.

        \b
        With --json, one object:
          people    how many were looked at
          findings  attendee, name, kind, field, text, better (perhaps meant, or empty), others
                    (ids of those whom it concerns too), what, remedy (in the language in use)"""
    ),
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    metavar="KIND",
    help=_("Only this kind, as --json calls it; may be repeated."),
)
@command_options
def names_check(shell: Shell, kinds: tuple[str, ...]) -> None:
    """Run `onsite badges names-check`."""
    from onsite.badges.bulk import telling
    from onsite.badges.bulk.names import check, everybody
    from onsite.roster.progress import bar

    with shell.site() as site, bar() as progress:
        plan = shell.plan(site)
        _check_may_print(site, plan)
        found = site.read_now(everybody, plan)
        codes = {each.attendee: next(iter(each.record.codes), "") for each in found.people}
        findings = [each for each in check(found, progress) if not kinds or each.kind in kinds]
    shell.say(
        telling.names(len(found.people), findings, codes),
        telling.names_object(len(found.people), findings),
    )


def _output(site: Site, said: dict[str, Any]) -> Output:
    from onsite.badges.bulk.sheets import Output
    from onsite.badges.drawing.imposing import Imposition
    from onsite.badges.printing.output import PHOTOS

    imposition = None
    if said["paper"] != "single":
        imposition = Imposition(said["paper"], said["flip"], said["order"], said["marks"])
    return Output(
        folder=said["out"],
        imposition=imposition,
        marks=said["marks"],
        png_dpi=_DPI if said["png"] else 0,
        photos=said["photos"] or site.data / PHOTOS,
    )


def _write_labels(site: Site, plan: Plan, file: Path, paper: Any) -> Path:
    from onsite.badges.bulk.contents import contents, labels, lying
    from onsite.badges.bulk.labels import write_labels

    found = contents(plan, site.read_now(lying))
    write_labels(labels(plan, found), file, "a4" if paper == "single" else paper)
    return file


def _checkpoint(plan: Plan, checkpoint: str | None) -> str:
    from onsite.errors import BadInputError

    if checkpoint is not None and checkpoint not in plan.checkpoints:
        raise BadInputError(
            _("The plan has no checkpoint “{checkpoint}”.").format(checkpoint=checkpoint),
            _("Choose one of: {known}.").format(known=", ".join(plan.checkpoints)),
        )
    return checkpoint or next(iter(plan.checkpoints))


def _check_may_print(site: Site, plan: Plan) -> None:
    """Badges name everybody: where a role may not leaf through them, a supervisor allows it.

    Raises:
        OnsiteError: it is not a supervisor's PIN.
    """
    from onsite.staff.service import limits
    from onsite.staff.shell_pin import supervisor

    if site.read_now(limits, plan, site.operator).search_min:
        supervisor(site, plan)
