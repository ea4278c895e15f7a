"""Who may issue a badge again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.staff.service import anybody_with, current, overruling
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer


def may_issue(rows: Connection, plan: Plan, operator: str) -> bool:
    """Whether an operator may do it without somebody else's PIN, as with new codes."""
    leading = overruling(plan)
    if not anybody_with(rows, plan, leading):
        return True
    known = current(rows, plan, operator)
    return known is not None and not {*leading}.isdisjoint(known.roles)


def check_issuing(rows: Connection, plan: Plan, doer: Doer) -> None:
    """See that whoever does it, or answers for it with their PIN, may.

    Raises:
        NotPossibleError: neither of them may.
    """
    if may_issue(rows, plan, doer.by or doer.operator):
        return
    raise NotPossibleError(
        _("To issue a badge again is for: {roles}.").format(
            roles=roles_in_words(plan, overruling(plan))
        ),
        _("One of them gives their PIN."),
    )
