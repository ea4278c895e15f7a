"""Who may run incidents, and who sees the restricted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.log import restricted
from onsite.staff.service import anybody_with, current

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from onsite.plan.model import Plan


def running(plan: Plan) -> tuple[str, ...]:
    """The roles that may run incidents."""
    return tuple(key for key, role in plan.roles.items() if role.runs_incidents)


def speaking(plan: Plan) -> tuple[str, ...]:
    """The roles that may release what is said about one."""
    return tuple(key for key, role in plan.roles.items() if role.speaks)


def has_one(rows: Connection, plan: Plan, operator: str, roles: Collection[str]) -> bool:
    """Whether an operator has one of the roles. While nobody of those has a PIN, everybody may."""
    if not anybody_with(rows, plan, roles):
        return True
    known = current(rows, plan, operator)
    return known is not None and not {*roles}.isdisjoint(known.roles)


def may_run(rows: Connection, plan: Plan, operator: str) -> bool:
    """Whether an operator may run incidents."""
    return has_one(rows, plan, operator, running(plan))


def may_see(rows: Connection, plan: Plan, operator: str) -> bool:
    """Whether an operator may open what is restricted. Before anybody has a PIN, everybody may."""
    if not anybody_with(rows, plan):
        return True
    known = current(rows, plan, operator)
    roles = known.roles if known is not None else ()
    allowed = plan.response.rules.sees_restricted
    return restricted.sees(restricted=True, roles=roles, allowed=allowed)
