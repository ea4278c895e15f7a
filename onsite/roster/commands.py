"""The roster from the shell: `onsite roster import`, `search` and `show`."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onsite.cleaning import clean, shown
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.roster.acts import commands as acts
from onsite.roster.acts import state_commands as states
from onsite.roster.progress import bar
from onsite.roster.signed.commands import revoked
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from onsite.roster.service import Attendee, Preview
    from onsite.wiring import Site


@click.group(
    "roster", help=_("Import the attendee list, search it, set right what is wrong with it.")
)
def roster() -> None:
    """The group."""


for _act in (
    *(acts.walk_in, acts.companion, acts.unregister, acts.correct, acts.transfer, acts.merge),
    *(states.block, states.unblock, states.pay, states.code),
):
    roster.add_command(_act)


roster.add_command(revoked)


@roster.command(
    "import",
    short_help=_("Import a list from another system, or your own sheet."),
    help=_(
        """Import a list, after showing what that would change.

        Attendees who are no longer on a newer list of the same source are withdrawn, never
        deleted; check-ins are kept."""
    ),
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@click.option("--yes", is_flag=True, help=_("Import without asking, for scripts."))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="FIELD=HEADER",
    help=_("Which column holds what, as name=Guest or code=Ticket; may be given many times."),
)
@click.option(
    "--source", default="", metavar="NAME", help=_("A name for this list, where there are several.")
)
@click.option(
    "--allow-gone", is_flag=True, help=_("Withdraw attendees even if more than half are gone.")
)
@command_options
def import_(  # noqa: PLR0913 - one for each option
    shell: Shell,
    *,
    file: Path,
    dry_run: bool,
    yes: bool,
    pairs: tuple[str, ...],
    source: str,
    allow_gone: bool,
) -> int:
    """Run `onsite roster import`."""
    from onsite.roster import importing, report

    with shell.site() as site, bar() as progress:
        table = importing.opened(site, file, progress)
        seen = importing.looked_at(site, table, _mapping(pairs), clean(source), progress)
        progress.done()
        if not shell.as_json:
            click.echo(shown(report.dry_run(seen, _zone(site))))
        wanted = not dry_run and (yes or (not shell.as_json and _confirmed(seen, allow_gone)))
        if wanted:
            gone = allow_gone or not yes
            importing.carried_out(site, seen, allow_gone=gone, progress=progress)
            progress.done()
        said = _("Imported.") if wanted else _("Nothing was imported.")
        shell.say(said, report.as_json(seen, imported=wanted))
        return 0 if wanted or dry_run or shell.as_json else 1


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, header = pair.partition("=")
        if not (field and equals and header):
            raise click.UsageError(
                _("“{pair}” is no mapping; write it as --map name=Header.").format(pair=pair)
            )
        mapping[field.strip()] = header.strip()
    return mapping


def _zone(site: Site) -> tzinfo:
    from onsite.plan.service import current

    plan = site.read_now(current)
    return plan.zone if plan is not None else UTC


def _confirmed(seen: Preview, allow_gone: bool) -> bool:
    try:
        if seen.changes.suspicious and not allow_gone:
            click.echo()
            question = _("Withdraw all of them, and import the rest? [y/N]")
        else:
            question = _("Import now? [y/N]")
        return click.confirm(question, default=False, prompt_suffix=" ", show_default=False)
    except click.Abort:
        raise NotPossibleError(
            _("Nobody answered, so nothing was imported."),
            _("In a script, add --yes to import or --dry-run to look only."),
        ) from None


@roster.command(
    "search",
    short_help=_("Find attendees by anything that is known of them."),
    help=_("Find attendees by name, company, e-mail, order or code; best first."),
)
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1_000), default=20, show_default=True)
@command_options
def search(shell: Shell, *, text: tuple[str, ...], limit: int) -> int:
    """Run `onsite roster search`."""
    from onsite.roster import service
    from onsite.roster.search import search as find

    with shell.site() as site:
        hits = site.read_now(find, " ".join(text), limit)
        found = [(site.read_now(service.attendee, hit.attendee), hit.exact) for hit in hits]
    people = [(each, exact) for each, exact in found if each is not None]
    shell.say(
        "\n".join(_line(each) for each, _exact in people) or _("Nobody was found."),
        {"found": [{**_person(each), "exact": exact} for each, exact in people]},
    )
    return 0 if people else 1


@roster.command(
    "show",
    short_help=_("Show everything the roster has on an attendee."),
    help=_("Show an attendee by a code or by the id; all of them where several have the code."),
)
@click.argument("which", metavar="CODE")
@command_options
def show(shell: Shell, *, which: str) -> int:
    """Run `onsite roster show`."""
    from onsite.roster import service
    from onsite.roster.acts.aliases import aliases
    from onsite.roster.acts.reading import done_on_site
    from onsite.scanner.payload import candidates

    with shell.site() as site:
        held = (site.read_now(service.holders, code) for code in candidates(which))
        ids = next((found for found in held if found), [which])
        people = [each for each in (site.read_now(service.attendee, one) for one in ids) if each]
    if not people:
        raise NotPossibleError(
            _("Nobody on the roster has the code or the id “{which}”.").format(which=which),
            _("Look for the name instead: onsite roster search NAME"),
        )
    with shell.site() as site:
        known = site.read_now(aliases)
        differs = {each.attendee: site.read_now(done_on_site, each.attendee) for each in people}
    shell.say(
        "\n\n".join(
            _sheet(each, differs[each.attendee], known.get(each.attendee)) for each in people
        ),
        {
            "attendees": [
                {
                    **_person(each),
                    "counts_as": known.get(each.attendee),
                    "list_says": {
                        field: listed for field, (listed, _holds) in differs[each.attendee].items()
                    },
                }
                for each in people
            ]
        },
    )
    return 0


def _line(person: Attendee) -> str:
    record = person.record
    state = _("withdrawn") if person.withdrawn else ""
    parts = (record.name, record.company, record.category, record.order, *record.codes, state)
    return " · ".join(part for part in parts if part)


def _sheet(person: Attendee, differs: Mapping[str, tuple[Any, Any]], counts_as: str | None) -> str:
    from onsite.roster import wording
    from onsite.roster.acts import wording as acts_wording

    lines = [person.record.name or _("Unassigned ticket")]
    lines += [
        f"  {_(wording.FIELDS[name])}: {wording.value(getattr(person.record, name), UTC)}"
        for name in type(person.record).model_fields
        if name in person.record.model_fields_set - {"name", "codes"}
    ]
    lines += [f"  {code} ({acts_wording.state(state)})" for code, state in person.codes.items()]
    lines += [f"  {wording.stays(differs, UTC)}"] if differs else []
    if counts_as is not None:
        lines.append("  " + _("merged: counts as {attendee}").format(attendee=counts_as))
    return "\n".join(lines)


def _person(person: Attendee) -> dict[str, Any]:
    return {
        "attendee": person.attendee,
        "source": person.source,
        "withdrawn": person.withdrawn,
        "codes": person.codes,
        **person.record.model_dump(mode="json", exclude={"codes"}),
    }
