"""A PIN that is asked for in the shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.staff.service import Operator
    from onsite.wiring import Site


def secret(asked: str) -> str:
    """A PIN from the terminal, not shown; in a script the next line of standard input.

    Raises:
        BadInputError: there is no such line. It is no wrong PIN: those make everybody wait.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise BadInputError(
                _("A PIN is needed, and none was given."),
                _("Run it in a terminal, or give the PIN as a line of standard input."),
            )
        return line.strip()
    given: str = click.prompt(asked, hide_input=True, err=True)
    return given.strip()


def supervisor(site: Site, plan: Plan, operator: str = "") -> Operator:
    """Who may overrule, once they have given their PIN.

    Args:
        site: this station.
        plan: the plan in force.
        operator: the id of who must be it; without it, any of them.

    Raises:
        WrongPinError: it is nobody's of those, or it is too early to try again.
        NotPossibleError: nobody of those has a PIN yet; with how to set one.
    """
    from onsite.staff.access import authorise_now, nobody_has_one
    from onsite.staff.service import anybody_with, overruling
    from onsite.staff.wording import roles_in_words

    may = overruling(plan)
    if not site.read_now(anybody_with, plan, may):
        raise nobody_has_one(plan, may)
    asked = _("PIN of who allows it ({roles})").format(roles=roles_in_words(plan, may))
    return authorise_now(site, plan, secret(asked), may, operator=operator)
