"""Codes that the shop has taken back, from the shell: `onsite roster revoked import`."""

from __future__ import annotations

from pathlib import Path

import click

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options


@click.group("revoked", help=_("The shop's lists of codes that count no more."))
def revoked() -> None:
    """The group."""


@revoked.command(
    "import",
    short_help=_("Import the shop's list of revoked or blocked codes."),
    help=_(
        """Import a list of codes that let nobody in any more.

        FILE is what pretix's API answers to …/revokedsecrets/ or …/blockedsecrets/, or a text with
        one code a line. What is revoked stays so; a block ends when a later list says so.

        \b
        With --json, one object:
          new      codes that are barred, or free again, from now on
          known    codes of which nothing has changed
          more     true when the file says that there is another page of it"""
    ),
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--blocked", is_flag=True, help=_("The codes are blocked for now, rather than revoked.")
)
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@command_options
def import_(shell: Shell, file: Path, *, blocked: bool, dry_run: bool) -> None:
    """Run `onsite roster revoked import`."""
    from onsite.roster.signed import revoking
    from onsite.roster.signed.facts import Bar

    barred = revoking.read(_content(file), Bar.BLOCKED if blocked else Bar.REVOKED)
    with shell.site() as site:
        facts = site.read_now(revoking.news, barred)
        for batch in () if dry_run else revoking.batches(facts):
            site.write_now(revoking.carry_out, batch, site.operator)
    known = len(barred.codes) - len(facts)
    said = ngettext(
        "{new} code is new, {known} known.", "{new} codes are new, {known} known.", len(facts)
    )
    lines = [said.format(new=len(facts), known=known)]
    if dry_run:
        lines.append(_("Nothing was imported."))
    if barred.more:
        lines.append(_("The file says that there is another page: fetch and import that, too."))
    shell.say("\n".join(lines), {"new": len(facts), "known": known, "more": barred.more})


def _content(file: Path) -> bytes:
    from onsite.roster.signed.revoking import LARGEST

    try:
        if file.stat().st_size > LARGEST:
            raise BadInputError(
                _("The file {file} is too large for a list of codes.").format(file=file),
                _("Give the shop's list of revoked codes as JSON, or a text with one code a line."),
            )
        return file.read_bytes()
    except OSError as error:
        raise BadInputError(
            _("The file {file} cannot be read: {why}.").format(file=file, why=error.strerror or ""),
            _("Check the name, and whether you may read it."),
        ) from error
