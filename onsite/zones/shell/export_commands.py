"""Zones given away from the shell: as tables, as data, as a report on paper."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.zones.exporting.gathering import gather
from onsite.zones.shell.opened import opened
from onsite.zones.shell.times import span_of

if TYPE_CHECKING:
    from onsite.paper.sheet import Format as Paper
    from onsite.zones.exporting.gathering import Given

    Form = Literal["report", "minutes", "recounts", "absorbed", "all"]

_FORMS: dict[Form, str] = {
    "report": "pdf",
    "minutes": "csv",
    "recounts": "csv",
    "absorbed": "csv",
    "all": "json",
}
"""Each with the format in which it is written."""
_MINUTE_MS = 60_000


@click.command(
    help=_(
        """Write what was counted in a day: a report on paper, or tables for a spreadsheet.

        \b
        report    PDF: every ZONE's day as a chart, its highest count, levels, recounts
        minutes   CSV: who came and left, and the total, by the minute or by --every minutes
        recounts  CSV: every recount and every close of a day, with what each had to set right
        absorbed  CSV: what arrived after the recount that it was in already
        all       JSON: all of it

        Without a ZONE it is about all of them, and about the day of the event that it is. The
        same data are the same bytes.

        \b
        With --json, one object:
          file, sha256, form, zones (ids), from, until
          replaced  signs that no font has, which stand in brackets in a PDF"""
    )
)
@click.argument("zones", nargs=-1, metavar="[ZONE]...")
@click.option(
    "--as",
    "form",
    type=click.Choice(list(_FORMS)),
    help=_("What; without it, what the name of the file ends with, or the report."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=_("Where to; without it, zones-DAY in this folder."),
)
@click.option("--day", default="", metavar="DATE", help=_("Of the event; without it, today."))
@click.option("--from", "since", default="", metavar="TIME", help=_("From then on, as 09:00."))
@click.option("--until", default="", metavar="TIME", help=_("Until then."))
@click.option(
    "--every",
    type=click.IntRange(1, 1440),
    default=1,
    show_default=True,
    metavar="MIN",
    help=_("Minutes in a row of the table."),
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help=_("The format of the paper."),
)
@command_options
def export(
    shell: Shell, *, zones: tuple[str, ...], form: str | None, out: Path | None, **about: Any
) -> None:
    """Run `onsite zones export`."""
    chosen = _form(form, out)
    with opened(shell) as at:
        wanted = tuple(dict.fromkeys(at.zone(each) for each in zones))
        span = span_of(at.plan, at.now, about["day"], about["since"], about["until"])
        given = at.site.read_now(gather, at.plan, wanted, span, at.now)
    day = given.day
    file = out or Path(f"zones-{chosen}-{day}.{_FORMS[chosen]}")
    content, replaced = _content(chosen, given, about["every"] * _MINUTE_MS, about["paper"])
    _write(file, content)
    many = len(given.zones)
    said = ngettext("{n} zone: {file}", "{n} zones: {file}", many).format(n=many, file=file)
    told = [said]
    if replaced:
        told.append(
            _("No font has these signs; they stand in brackets: {signs}.").format(
                signs=_(", ").join(replaced)
            )
        )
    shell.say(
        "\n".join(told),
        {
            "file": str(file),
            "sha256": hashlib.sha256(content).hexdigest(),
            "form": chosen,
            "zones": [each.id for each in given.zones],
            "from": span_iso(given)[0],
            "until": span_iso(given)[1],
            "replaced": replaced,
        },
    )


def _form(said: str | None, out: Path | None) -> Form:
    """What is to be written.

    Raises:
        BadInputError: the name of the file asks for another format, or for none that there is.
    """
    ending = out.suffix.lower().removeprefix(".") if out is not None else ""
    if said is None:
        usual: dict[str, Form] = {"": "report", "pdf": "report", "csv": "minutes", "json": "all"}
        if ending in usual:
            return usual[ending]
        raise BadInputError(
            _("“{file}” could be anything.").format(file=out),
            _("End its name with .pdf, .csv or .json."),
        )
    form = cast("Form", said)
    if out is not None and ending != _FORMS[form]:
        raise BadInputError(
            _("“{file}” is no file for the form {form}.").format(file=out.name, form=form),
            _("End its name with one of {endings}.").format(endings=f".{_FORMS[form]}"),
        )
    return form


def _content(form: Form, given: Given, step_ms: int, paper: Paper) -> tuple[bytes, list[str]]:
    """The bytes of a file, and which signs of it no font has."""
    from onsite.zones.exporting import sheets

    if form == "report":
        from onsite.paper import signs, typesetting
        from onsite.zones.exporting.report import sheet

        made = sheet(given)
        replaced = [f"U+{ord(each):04X}" for each in signs.missing(made.texts())]
        return typesetting.pdf(made, paper), replaced
    if form == "minutes":
        return sheets.minutes_csv(given, step_ms), []
    if form == "recounts":
        return sheets.recounts_csv(given), []
    if form == "absorbed":
        return sheets.absorbed_csv(given), []
    return sheets.as_json(given, step_ms), []


def _write(file: Path, content: bytes) -> None:
    from onsite.paper import writing

    writing.write(file, content)


def span_iso(given: Given) -> tuple[str | None, str | None]:
    """From when until when, for a program."""
    from onsite.zones.exporting.sheets import iso

    return iso(given.span.from_ms), iso(given.span.until_ms)
