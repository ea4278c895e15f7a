"""`onsite badges preview`: a design on the screen, or as a picture in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.preview.shots import Shot, Studio
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be drawn."""

    code: str
    worst: bool
    back: bool
    mono: bool
    dpi: int


@click.command(
    help=_(
        """Show the badge of TEMPLATE, a design's name or its file, as it will be printed.

        Without --png it opens on the screen and follows the file while you edit it.

        \b
        With --json and --png, one object:
          pictures  file, attendee, name, side, width_mm, height_mm, warnings (kind, field, text)"""
    )
)
@click.argument("template", default="", required=False)
@click.option(
    "--png",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    metavar="FILE",
    help=_("Write a picture instead; of several people, FILE-1.png and so on."),
)
@click.option("--attendee", "code", metavar="CODE", help=_("Whose badge, by a code or an id."))
@click.option(
    "--worst",
    is_flag=True,
    help=_("Those with the most faults: signs that no font has, long names."),
)
@click.option("--back", is_flag=True, help=_("The back instead of the front."))
@click.option("--mono", is_flag=True, help=_("As a black-and-white printer prints it."))
@click.option("--dpi", type=click.IntRange(50, 1200), default=300, help=_("Dots to the inch."))
@command_options
def preview(  # noqa: PLR0913 - one argument for each option
    shell: Shell,
    template: str,
    *,
    png: Path | None,
    code: str | None,
    worst: bool,
    back: bool,
    mono: bool,
    dpi: int,
) -> int:
    """Run `onsite badges preview`."""
    if png is None:
        return _open(shell, template, code, worst=worst)
    if not template:
        raise BadInputError(
            _("Which design?"), _("Name one of those that “onsite badges templates” lists.")
        )
    made = _write(shell, template, png, _Wish(code or "", worst, back, mono, dpi))
    said = "\n".join(_line(each) for each in made)
    shell.say(said, {"pictures": made})
    return 0


def _open(shell: Shell, template: str, code: str | None, *, worst: bool) -> int:
    from onsite.badges.preview import terminal
    from onsite.badges.preview.work import placed
    from onsite.sync.opening import open_area

    name, folder = placed(template)
    draft = {"design": name, "folder": str(folder or ""), "which": "worst" if worst else "longest"}
    if code:
        with shell.site() as site:
            from onsite.roster.acts.options import which

            draft |= {"attendee": which(site, code), "which": "everybody"}
    terminal.ask()
    return open_area(shell, "preview", draft)


def _write(shell: Shell, template: str, png: Path, wish: _Wish) -> list[dict[str, Any]]:
    from onsite.badges.preview.shots import Studio, Wanted
    from onsite.badges.preview.work import given_designs, placed, shelves_of

    name, folder = placed(template)
    with shell.site() as site:
        studio = Studio(shelves_of(folder, site.read_now(given_designs)))
        design = studio.template(name)
        holders = _holders(site, studio, design, wish)
    made = []
    for number, holder in enumerate(holders, start=1):
        file = png if len(holders) == 1 else png.with_stem(f"{png.stem}-{number}")
        shot = studio.shoot(design, Wanted(holder, int(wish.back), wish.mono, wish.dpi))
        _save(shot.image, file, wish.dpi)
        made.append(_about(shot, holder, file))
    return made


def _about(shot: Shot, holder: Holder, file: Path) -> dict[str, Any]:
    from onsite.badges.preview.words import overlap

    return {
        "file": str(file),
        "attendee": holder.attendee,
        "name": holder.name,
        "side": shot.side,
        "width_mm": shot.width_mm,
        "height_mm": shot.height_mm,
        "warnings": [
            {"kind": each.kind, "field": each.field, "text": each.text} for each in shot.warnings
        ]
        + [
            {"kind": "overlap", "field": each.over, "text": overlap(each)} for each in shot.overlaps
        ],
    }


def _holders(site: Site, studio: Studio, design: Template, wish: _Wish) -> Sequence[Holder]:
    """Whose badges; a made-up guest's where there is no list."""
    from onsite.badges.preview import people
    from onsite.badges.preview.work import coded, holders_of, weighed
    from onsite.badges.printing.output import PHOTOS
    from onsite.plan.service import current
    from onsite.roster.acts.options import which

    plan = site.read_now(current)
    if plan is None:
        return [coded(people.SAMPLES[0])]
    if wish.code:
        whom = [people.Named(which(site, wish.code), "")]
    else:
        found = site.read_now(people.everybody)
        whom = people.chosen(found, "worst" if wish.worst else "longest")
    holders = site.read_now(holders_of, plan, [each.attendee for each in whom], site.data / PHOTOS)
    if wish.worst and not wish.code:
        whom = weighed(studio, design, whom, holders)
    elif not wish.code:
        whom = whom[:1]
    return [holders[each.attendee] for each in whom] or [coded(people.SAMPLES[0])]


def _save(image: Any, file: Path, dpi: int) -> None:
    try:
        image.save(file, "PNG", dpi=(dpi, dpi))
    except OSError as error:
        raise BadInputError(
            _("The picture cannot be written to {file}.").format(file=file),
            _("Name a file in a folder that is there and may be written to."),
        ) from error


def _line(made: dict[str, Any]) -> str:
    said = _("{name}: {file}").format(name=made["name"], file=made["file"])
    faults = [f"! {each['field']}: {each['text']}" for each in made["warnings"]]
    return "\n  ".join((said, *faults))
