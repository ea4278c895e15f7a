"""Incidents given away from the shell, and the figures of an event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.incidents.exporting.gathering import Asked
from onsite.incidents.shell import giving
from onsite.incidents.shell.opened import opened
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.shell.opened import Opened

_SINCE = click.option(
    "--from", "since", default="", metavar="TIME", help=_("What was typed from then on.")
)
_UNTIL = click.option("--until", default="", metavar="TIME", help=_("What was typed before then."))
_OPEN = click.option(
    "--open", "opening", is_flag=True, help=_("With the restricted ones; that is logged.")
)


def _who(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--name", default="", metavar="NAME", help=_("ICS 214: of whom it is.")),
        click.option("--position", default="", metavar="WORDS", help=_("ICS 214: as what.")),
        click.option("--agency", default="", metavar="WORDS", help=_("ICS 214: from where.")),
        click.option("--typed-by", default="", metavar="NAME", help=_("ICS 214: only theirs.")),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    help=_(
        """Export incidents: for an inquiry, for authorities, for the next shift.

        Without NUMBERS it is all of them, without exercises. As a log it is every entry, struck
        ones too (.pdf, .csv, .json); as a list, a line for each incident (.pdf, .csv). The forms
        ics-214, methane and shift are on paper (.pdf), and so is handover, with the id of one: the
        sheet that was handed over. What is restricted shows only number and
        zone, unless with --open: then somebody who may gives their PIN. TIME is 14:05, a date, or
        both: 2026-11-24 14:05.

        The same entries make the same file, byte by byte.

        \b
        With --json, one object:
          file, form, format, sha256 (of its bytes)
          files                each with file and sha256: the parts of a long log
          incidents, entries   how many
          veiled               numbers of restricted ones that are not told
          replaced             signs that no font has; they stand as [U+…]"""
    )
)
@click.argument("numbers", nargs=-1)
@click.option(
    "--as",
    "form",
    type=click.Choice(list(giving.FORMS)),
    default="log",
    show_default=True,
    help=_("In which form."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help=_("Where to; its ending says the format."),
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help=_("The format of the paper."),
)
@_SINCE
@_UNTIL
@click.option("--drills", is_flag=True, help=_("Exercises, too."))
@_OPEN
@_who
@command_options
def export(
    shell: Shell, *, numbers: tuple[str, ...], form: giving.Form, out: Path | None, **about: Any
) -> None:
    """Run `onsite incidents export`."""
    wish = giving.Wish(form, giving.format_of(form, out), about["paper"], _unit(about))
    file = out or Path(f"incidents-{form}.{wish.format}")
    with opened(shell) as at:
        if form == "handover":
            answer = giving.give_handover(at, " ".join(numbers), wish, file)
        else:
            answer = _given(at, wish, file, numbers, about)
    many = answer["incidents"]
    told = ngettext("{n} incident: {file}", "{n} incidents: {file}", many)
    shell.say(
        "\n".join([told.format(n=many, file=answer["file"]), *giving.remarks(answer)]), answer
    )


def _given(
    at: Opened, wish: giving.Wish, file: Path, numbers: tuple[str, ...], about: dict[str, Any]
) -> dict[str, Any]:
    span = giving.span(at, about["since"], about["until"])
    ids = tuple(dict.fromkeys(at.named(each).id for each in numbers))
    if wish.form == "shift" and ids:
        raise BadInputError(_("A shift sheet is about all incidents."), _("Leave the numbers out."))
    if wish.form == "shift" and not about["since"]:
        raise BadInputError(
            _("A shift sheet begins with the shift."), _("Say when, as --from 08:00.")
        )
    if wish.form == "methane" and len(ids) != 1:
        raise BadInputError(_("A METHANE report is about one incident."), _("Give its number."))
    asked = Asked(ids, span, drills=about["drills"])
    return giving.give(at, asked, wish, file, opening=about["opening"])


def _unit(about: dict[str, Any]) -> tuple[str, str, str, str]:
    return about["name"], about["position"], about["agency"], about["typed_by"]


@click.command(
    help=_(
        """Say how quickly incidents were acknowledged and resolved.

        Medians, and what nine in ten took at most; how many were opened again, and how many
        nobody acknowledged. Exercises are left out, duplicates count with what they go on in.
        Of what kind the restricted ones are is told with --open alone.

        \b
        With --json, one object:
          from, until           of the reports; null for always
          all                   incidents, open, not_acknowledged, not_acknowledged_open,
                                reopened, forced, and acknowledge and resolve, each with many,
                                median_s, p90_s (null where there is none)
          severities, types     the same, by id; “restricted” for those that are not told"""
    )
)
@_SINCE
@_UNTIL
@_OPEN
@command_options
def figures(shell: Shell, *, since: str, until: str, opening: bool) -> None:
    """Run `onsite incidents figures`."""
    from onsite.incidents.exporting import figure_words, measuring

    with opened(shell) as at:
        span = giving.span(at, since, until)
        seen = giving.opener(at, opening=opening) is not None
        cases = at.site.read_now(measuring.cases, at.plan, span, opened=seen)
        plan = at.plan
    said = figure_words.lines(plan, cases)
    shell.say("\n".join(said), figure_words.as_object(cases, span))


@click.command(
    help=_(
        """Say whether the log still has all that a sheet was made of, unchanged.

        It is that of a shift or of a handover. CODE is what the square on the sheet says.

        With --json, one object: agrees."""
    )
)
@click.argument("code")
@command_options
def sheet(shell: Shell, *, code: str) -> int:
    """Run `onsite incidents sheet`."""
    from onsite.incidents.exporting import handover_paper, shift

    of_handover = code.strip().startswith(handover_paper.SCHEME)
    with opened(shell) as at:
        agrees = at.site.read_now((handover_paper if of_handover else shift).check, code)
    said = (
        _("The log has every entry of this sheet, unchanged.")
        if agrees
        else _("The log does not have what this sheet was made of: entries are missing or differ.")
    )
    shell.say(said, {"agrees": agrees})
    return int(not agrees)
