"""What the commands of the acts share: who is meant, by whom it is done, which fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.shell import command_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer
    from onsite.roster.acts.facts import Field
    from onsite.wiring import Site

F = TypeVar("F", bound="Callable[..., Any]")


def act_options(command: F) -> F:
    """Give a command `--note`, and what every command has."""
    note = click.option(
        "--note", metavar="TEXT", default="", help=_("For whoever reads the record.")
    )
    return note(command_options(command))


def field_option(about: str) -> Callable[[F], F]:
    """Give a command `--set`, as `pairs`."""
    return click.option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help=about)


def doer(site: Site, note: str, act: str = "") -> Doer:
    """Whoever works at this shell, and who answers for them with a PIN, as at a desk.

    Args:
        site: this station.
        note: for whoever reads the record.
        act: its key among `offers`, where nobody does it without a PIN.

    Raises:
        OnsiteError: it is not a supervisor's PIN, or it is needed and nobody has one.
    """
    from onsite.roster.acts.doing import Doer
    from onsite.roster.acts.offers import OVERRIDES
    from onsite.staff.service import anybody_with, overruling
    from onsite.staff.shell_pin import supervisor

    plan = plan_of(site)
    if plan is None:
        return Doer(site.operator, note=note)
    if act not in OVERRIDES and not site.read_now(anybody_with, plan, overruling(plan)):
        return Doer(site.operator, note=note)
    return Doer(site.operator, by=supervisor(site, plan).id, note=note)


def plan_of(site: Site) -> Plan | None:
    """The plan in force, if one was published."""
    from onsite.plan.service import current

    return site.read_now(current)


def which(site: Site, code: str) -> str:
    """The attendee that a code or an id stands for.

    Raises:
        NotPossibleError: nobody's, or several people's.
    """
    from onsite.roster.acts.aliases import resolved
    from onsite.roster.service import attendee, holders
    from onsite.scanner.payload import candidates

    held = (site.read_now(holders, each) for each in candidates(code))
    ids = site.read_now(resolved, next((found for found in held if found), [code]))
    if len(ids) > 1:
        raise NotPossibleError(
            _("Several attendees have the code “{code}”.").format(code=code),
            _("Say which by the id: {ids}.").format(ids=_(", ").join(ids)),
        )
    if site.read_now(attendee, ids[0]) is None:
        raise NotPossibleError(
            _("Nobody on the roster has the code or the id “{which}”.").format(which=code),
            _("Look for the name instead: onsite roster search NAME"),
        )
    return ids[0]


def fields_of(pairs: Iterable[str]) -> dict[Field, str]:
    """The fields of `--set`.

    Raises:
        click.UsageError: one is no field, or has no value.
    """
    from onsite.roster.acts.facts import Field

    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or name.strip() not in set(Field):
            raise click.UsageError(
                _("“{pair}” sets nothing; write it as FIELD=VALUE, with one of: {fields}.").format(
                    pair=pair, fields=", ".join(Field)
                )
            )
        found[Field(name.strip())] = text.strip()
    return found
