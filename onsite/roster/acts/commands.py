"""The acts of the problem desk from the shell: `onsite roster walk-in`, `correct`, `merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.language import _
from onsite.roster.acts.options import act_options, doer, field_option, fields_of, plan_of, which

if TYPE_CHECKING:
    from onsite.roster.acts.likeness import Alike
    from onsite.shell import Shell
    from onsite.wiring import Site


@click.command(
    "walk-in",
    short_help=_("Register somebody who is on no list."),
    help=_(
        """Register NAME, who is on no list, and give them a code.

        Whoever may be the same person already is shown first, by name in any script and by
        e-mail; add --yes to register all the same.

        \b
        With --json, one object: attendee, code, name; or, where somebody may be the same:
        alike, each with attendee, name, company, category and why ("email", "name", "similar")"""
    ),
)
@click.argument("name")
@click.option("--category", metavar="NAME", default="", help=_("The ticket type, as in the plan."))
@click.option("--company", metavar="NAME", default="")
@click.option("--email", metavar="ADDRESS", default="")
@click.option("--unpaid", is_flag=True, help=_("They still have to pay."))
@click.option("--yes", is_flag=True, help=_("Register although somebody may be the same."))
@act_options
def walk_in(  # noqa: PLR0913 - one for each option
    shell: Shell,
    *,
    name: str,
    category: str,
    company: str,
    email: str,
    unpaid: bool,
    yes: bool,
    note: str,
) -> int:
    """Run `onsite roster walk-in`."""
    from onsite.roster.acts import service

    with shell.site() as site:
        if not yes and not _is_new(shell, site, name, email):
            return 1
        guest = service.NewGuest(name, category, company, email, note, not unpaid)
        given = site.write_now(service.register, plan_of(site), guest, doer(site, ""))
    _say_given(shell, _("Registered: {name}.").format(name=name), given.attendee, given.code)
    return 0


@click.command(
    "companion",
    short_help=_("Register somebody who came with an attendee."),
    help=_(
        """Register NAME, who came with the attendee that has CODE: they are one party.

        With --json, one object: attendee, code."""
    ),
)
@click.argument("code")
@click.argument("name")
@click.option("--category", metavar="NAME", default="", help=_("Without it, that of the host."))
@act_options
def companion(shell: Shell, *, code: str, name: str, category: str, note: str) -> int:
    """Run `onsite roster companion`."""
    from onsite.roster.acts import service
    from onsite.roster.acts.doing import found

    with shell.site() as site:
        host = site.read_now(found, which(site, code))
        guest = service.NewGuest(
            name, category or host.record.category, host.record.company, note=note
        )
        who = (host.attendee, guest, doer(site, ""))
        given = site.write_now(service.add_companion, plan_of(site), *who)
    _say_given(shell, _("Registered: {name}.").format(name=name), given.attendee, given.code)
    return 0


@click.command(
    "correct",
    short_help=_("Set right what the roster says of somebody."),
    help=_(
        """Set right what the roster says of the attendee that has CODE.

        What was said before is kept. A correction stands over lists that are imported later,
        until one of them says the same.

        \b
        With --json, one object: attendee, changes (each with field, before, after)"""
    ),
)
@click.argument("code")
@field_option(_("As company=Apex, name=…, category=…, vip=yes; may be given many times."))
@act_options
def correct(shell: Shell, *, code: str, pairs: tuple[str, ...], note: str) -> int:
    """Run `onsite roster correct`."""
    from onsite.roster.acts import service, wording

    with shell.site() as site:
        who = which(site, code)
        values = fields_of(pairs)
        made = site.write_now(service.correct, plan_of(site), who, values, doer(site, note))
    shell.say(
        wording.changes(made),
        {"attendee": who, "changes": [each.model_dump(mode="json") for each in made]},
    )
    return 0


@click.command(
    "transfer",
    short_help=_("Give a ticket to another person."),
    help=_(
        """Give the ticket that has CODE to the person NAME.

        The old name stays in the history. The old codes are revoked and there is a new one,
        unless --keep-codes says otherwise.

        With --json, one object: attendee, code."""
    ),
)
@click.argument("code")
@click.argument("name")
@field_option(_("More of the new person, as company=Apex or email=…; may be given many times."))
@click.option("--keep-codes", is_flag=True, help=_("The old codes stay good."))
@act_options
def transfer(
    shell: Shell, *, code: str, name: str, pairs: tuple[str, ...], keep_codes: bool, note: str
) -> int:
    """Run `onsite roster transfer`."""
    from onsite.roster.acts import service
    from onsite.roster.acts.facts import Field

    with shell.site() as site:
        person = {**fields_of(pairs), Field.NAME: name}
        who = (which(site, code), person, doer(site, note))
        given = site.write_now(service.transfer, *who, revoke=not keep_codes)
    said = _("The ticket is {name}'s from now on.").format(name=name)
    _say_given(shell, said, given.attendee, given.code)
    return 0


@click.command(
    "merge",
    short_help=_("Make one person of two records, or take that back."),
    help=_(
        """Make one person of two records: the one that has the code STAYS, and OTHER.

        All scans and codes of the other one count for the one who stays; what the roster says
        of the one who stays holds. --undo takes it back: OTHER is the id of the record that went.

        With --json, one object: attendee, other."""
    ),
)
@click.argument("stays")
@click.argument("other")
@click.option("--undo", is_flag=True, help=_("Make two of them again."))
@act_options
def merge(shell: Shell, *, stays: str, other: str, undo: bool, note: str) -> int:
    """Run `onsite roster merge`."""
    from onsite.roster.acts import merging

    with shell.site() as site:
        if undo:
            one, two = site.write_now(merging.part, other, doer(site, note)), other
        else:
            one, two = which(site, stays), which(site, other)
            site.write_now(merging.merge, one, two, doer(site, note))
    said = _("They are two again.") if undo else _("They are one person from now on.")
    shell.say(said, {"attendee": one, "other": two})
    return 0


@click.command(
    "unregister",
    short_help=_("Take the registration of a walk-in back."),
    help=_(
        """Take back that the walk-in or companion with CODE was registered.

        With --json, one object: attendee."""
    ),
)
@click.argument("code")
@act_options
def unregister(shell: Shell, *, code: str, note: str) -> int:
    """Run `onsite roster unregister`."""
    from onsite.roster.acts import service

    with shell.site() as site:
        who = which(site, code)
        site.write_now(service.unregister, who, doer(site, note))
    shell.say(_("The registration was taken back."), {"attendee": who})
    return 0


def _is_new(shell: Shell, site: Site, name: str, email: str) -> bool:
    """Whether nobody on the roster may be the same; says who may be."""
    from onsite.roster.acts.likeness import alike

    found = site.read_now(alike, name, email)
    if not found:
        return True
    lines = [_("This may be somebody who is on the roster:"), *map(_alike, found)]
    lines.append(_("If it is not, run the same again with --yes."))
    shell.say("\n".join(lines), {"registered": False, "alike": [_object(each) for each in found]})
    return False


def _alike(person: Alike) -> str:
    from onsite.roster.acts.wording import why

    parts = (person.name, person.company, person.category, why(person.why), person.attendee)
    return "  " + " · ".join(part for part in parts if part)


def _object(person: Alike) -> dict[str, Any]:
    names = ("attendee", "name", "company", "category", "why")
    return {name: getattr(person, name) for name in names}


def _say_given(shell: Shell, said: str, attendee: str, code: str) -> None:
    text = _("{said} Code: {code}").format(said=said, code=code) if code else said
    shell.say(text, {"attendee": attendee, "code": code})
