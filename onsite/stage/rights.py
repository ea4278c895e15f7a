"""Who may run a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.staff.service import anybody_with, current

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan


def running(plan: Plan) -> tuple[str, ...]:
    """The roles that may run a stage."""
    return tuple(key for key, role in plan.roles.items() if role.runs_stage)


def may_run(rows: Connection, plan: Plan, operator: str) -> bool:
    """Whether an operator may. While nobody who may has a PIN, everybody may."""
    roles = running(plan)
    if not anybody_with(rows, plan, roles):
        return True
    known = current(rows, plan, operator)
    return known is not None and not {*roles}.isdisjoint(known.roles)
