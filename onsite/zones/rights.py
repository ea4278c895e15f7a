"""Who may decide how many a zone holds today, and when it is open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.staff.service import anybody_with, current
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan


def check_may_limit(rows: Connection, plan: Plan, operator: str) -> None:
    """Whether an operator may set a limit of the day, or take one back: who runs incidents may.

    While nobody of those has a PIN, everybody may.

    Raises:
        NotPossibleError: they may not.
    """
    if not _may_decide(rows, plan, operator):
        raise NotPossibleError(
            _("A limit is set by whoever runs incidents: {roles}.").format(roles=_deciders(plan)),
            _("Sign in with the PIN of one of them, or ask them to set it."),
        )


def check_may_open(rows: Connection, plan: Plan, operator: str) -> None:
    """Whether an operator may end an evacuation: who runs incidents may.

    While nobody of those has a PIN, everybody may.

    Raises:
        NotPossibleError: they may not.
    """
    if not _may_decide(rows, plan, operator):
        raise NotPossibleError(
            _("An evacuation is ended by whoever runs incidents: {roles}.").format(
                roles=_deciders(plan)
            ),
            _("Sign in with the PIN of one of them, or ask them to end it."),
        )


def _may_decide(rows: Connection, plan: Plan, operator: str) -> bool:
    roles, known = _roles(plan), current(rows, plan, operator)
    has_one = known is not None and not {*roles}.isdisjoint(known.roles)
    return has_one or not anybody_with(rows, plan, roles)


def _deciders(plan: Plan) -> str:
    return roles_in_words(plan, _roles(plan))


def _roles(plan: Plan) -> tuple[str, ...]:
    return tuple(key for key, role in plan.roles.items() if role.runs_incidents)
