"""`onsite staff`: who works here, their PINs and roles."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options
from onsite.staff.shell_pin import secret, supervisor
from onsite.staff.shifts.commands import off, on, shifts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.plan.model import Plan
    from onsite.staff.service import Operator
    from onsite.wiring import Site

_ROLE = click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE",
    help=_("A role of the plan, by its id; may be repeated. Without it, volunteer."),
)


@click.group(
    invoke_without_command=True,
    help=_(
        """Who works here: their PINs, roles and shifts.

        Without a command it says who there is, who has a PIN, and what to do next.

        A PIN is typed where it is asked for, never as an argument; in a script it is a line of
        standard input. Once somebody whose role overrules has a PIN, adding and removing
        people, their roles and their PINs need such a PIN, which is asked for first."""
    ),
)
@command_options
def staff(shell: Shell) -> None:
    """Run `onsite staff`."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    with shell.site() as site:
        plan = shell.plan(site)
        everybody = _everybody(site, plan)
    lines = [_counted(everybody)]
    if not everybody:
        lines.append(_("Add somebody: onsite staff add ana “Ana Lima” --role lead"))
    elif not any(each.has_pin for each in everybody):
        lines.append(_("Nobody has a PIN: everybody may do everything here."))
        lines.append(_("Begin with a lead: onsite staff pin {id}").format(id=everybody[0].id))
    else:
        lines += _listed(everybody, plan)
    shell.say("\n".join(lines), {"operators": [_told(each) for each in everybody]})


@staff.command(
    "list",
    help=_(
        """List who works here.

        \b
        With --json, one object:
          operators  id, name, roles, has_pin, badge, planned (in the plan, or added on
                     site), refused (wrong PINs since theirs was set)"""
    ),
)
@command_options
def list_(shell: Shell) -> None:
    """Run `onsite staff list`."""
    with shell.site() as site:
        plan = shell.plan(site)
        everybody = _everybody(site, plan)
    lines = _listed(everybody, plan) or [_counted(everybody)]
    shell.say("\n".join(lines), {"operators": [_told(each) for each in everybody]})


@staff.command(
    help=_(
        """Add somebody who is not in the plan: ID is short and lower-case, NAME as people say it.

        With --json, one object: operator, as in “onsite staff list”."""
    )
)
@click.argument("id_", metavar="ID")
@click.argument("name")
@_ROLE
@click.option("--badge", default="", metavar="CODE", help=_("The code on their badge."))
@command_options
def add(shell: Shell, id_: str, name: str, roles: tuple[str, ...], badge: str) -> None:
    """Run `onsite staff add`."""
    from onsite.staff.service import NewOperator
    from onsite.staff.service import add as add_operator

    new = NewOperator(id_, name, roles or ("volunteer",), badge)
    with shell.site() as site:
        plan = shell.plan(site)
        by = _allowed(shell, site, plan)
        done = site.write_now(add_operator, plan, new, by)
    said = _("{name} works here from now on. A PIN: onsite staff pin {id}")
    shell.say(said.format(name=done.name, id=done.id), {"operator": _told(done)})


@staff.command(
    help=_(
        """Set the PIN of WHO, an id or a name: 4 to 12 digits, typed twice.

        PINs that are guessed first are refused: one digit again and again, digits in their
        order, a year. Only a hash of it is kept. It also ends the waiting after wrong PINs.

        With --json, one object: operator, as in “onsite staff list”."""
    )
)
@click.argument("who")
@command_options
def pin(shell: Shell, who: str) -> None:
    """Run `onsite staff pin`."""
    from onsite.staff.access import hashed, set_pin
    from onsite.staff.service import named

    with shell.site() as site:
        plan = shell.plan(site)
        known = site.read_now(named, plan, who)
        by = _allowed(shell, site, plan)
        new = secret(_("New PIN of {name}").format(name=known.name))
        kept = hashed(new)
        if sys.stdin.isatty() and secret(_("Once more")) != new:
            raise BadInputError(_("These were two different PINs; nothing was changed."))
        done = site.write_now(set_pin, plan, known.id, kept, by)
    said = _("The PIN of {name} is set.").format(name=done.name)
    shell.say(said, {"operator": _told(done)})


@staff.command(
    help=_(
        """Give WHO these ROLES, in the place of those they had; they stand over the plan's.

        With --json, one object: operator, as in “onsite staff list”."""
    )
)
@click.argument("who")
@click.argument("names", metavar="ROLE…", nargs=-1, required=True)
@command_options
def roles(shell: Shell, who: str, names: tuple[str, ...]) -> None:
    """Run `onsite staff roles`."""
    from onsite.staff.service import change_roles
    from onsite.staff.wording import roles_in_words

    with shell.site() as site:
        plan = shell.plan(site)
        by = _allowed(shell, site, plan)
        done = site.write_now(change_roles, plan, who, names, by)
    said = _("{name} has these roles now: {roles}.")
    words = roles_in_words(plan, done.roles)
    shell.say(said.format(name=done.name, roles=words), {"operator": _told(done)})


@staff.command(
    help=_(
        """WHO works here no longer, and has no PIN any more. What they did stays in the record.

        With --json, one object: operator, the id."""
    )
)
@click.argument("who")
@command_options
def remove(shell: Shell, who: str) -> None:
    """Run `onsite staff remove`."""
    from onsite.staff.service import remove as remove_operator

    with shell.site() as site:
        plan = shell.plan(site)
        by = _allowed(shell, site, plan)
        gone = site.write_now(remove_operator, plan, who, by)
    said = _("{name} works here no longer.").format(name=gone.name)
    shell.say(said, {"operator": gone.id})


for _command in (shifts, on, off):
    staff.add_command(_command)


def _allowed(shell: Shell, site: Site, plan: Plan) -> str:
    """Who does it: a supervisor by their PIN, once there is one; until then the computer's user.

    Raises:
        OnsiteError: it is not their PIN.
    """
    from onsite.staff.access import needs_supervisor
    from onsite.staff.service import current

    if not site.read_now(needs_supervisor, plan):
        return site.operator
    known = site.read_now(current, plan, shell.operator)
    return supervisor(site, plan, known.id if known else "").id


def _everybody(site: Site, plan: Plan) -> list[Operator]:
    from onsite.staff.service import operators

    return [each for each in site.read_now(operators, plan) if each.active]


def _counted(everybody: Sequence[Operator]) -> str:
    with_pin = sum(each.has_pin for each in everybody)
    many = ngettext("{n} operator", "{n} operators", len(everybody)).format(n=len(everybody))
    return _("{many}, {n} with a PIN.").format(many=many, n=with_pin)


def _listed(everybody: Sequence[Operator], plan: Plan) -> list[str]:
    from onsite.staff.wording import roles_in_words

    lines = []
    for each in everybody:
        parts = [each.id, each.name, roles_in_words(plan, each.roles)]
        parts.append(_("PIN set") if each.has_pin else _("no PIN"))
        if each.refused:
            said = ngettext("{n} wrong PIN", "{n} wrong PINs", each.refused)
            parts.append(said.format(n=each.refused))
        lines.append(" · ".join(parts))
    return lines


def _told(operator: Operator) -> dict[str, Any]:
    return {
        "id": operator.id,
        "name": operator.name,
        "roles": list(operator.roles),
        "has_pin": operator.has_pin,
        "badge": operator.badge,
        "planned": operator.planned,
        "refused": operator.refused,
    }
