"""Saying who is on duty, whatever plan and shifts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents.acting import SHORT, words
from onsite.incidents.contacts.facts import DutySet
from onsite.incidents.contacts.resolving import person_of
from onsite.incidents.rights import may_run, running
from onsite.incidents.service import person
from onsite.language import _
from onsite.nearest import nearest_of
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.incidents.outcomes import By
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


def set_duty(  # noqa: PLR0913, PLR0917 - what every service takes, who for which role, and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    role: str,
    people: Iterable[str] = (),
    until_ms: int | None = None,
    reason: str = "",
) -> tuple[str, ...]:
    """Say who is meant by a response role from now on; nobody: it is as planned again.

    Args:
        role: id of the plan's response role.
        people: contacts and operators, by id, name or call sign, in order.
        until_ms: when that ends by itself, in milliseconds UTC since 1970; None for never.
        reason: kept with it.

    Returns:
        The people, by id.

    Raises:
        BadInputError: there is no such role or person, or that time has been.
        NotPossibleError: who acts may not run incidents.
    """
    _check_role(plan, role)
    _check_may_run(rows, plan, by.operator)
    if until_ms is not None and until_ms <= by.moment.at_ms:
        raise BadInputError(_("That time has been."), _("Give one that is still to come."))
    found = tuple(dict.fromkeys(person_of(plan, person(rows, plan, each)) for each in people))
    fact = DutySet(
        role=role,
        people=found,
        at_ms=by.moment.at_ms,
        until_ms=until_ms if found else None,
        reason=words(reason, SHORT),
    )
    journal.append(rows, fact, operator=by.operator)
    return found


def _check_role(plan: Plan, role: str) -> None:
    roles = plan.response.roles
    if role not in roles:
        nearest = nearest_of(role, {one: (one,) for one in roles}) or roles
        raise BadInputError(
            _("The plan has no response role “{given}”.").format(given=role),
            _("Nearest: {nearest}.").format(nearest=_(", ").join(nearest)),
        )


def _check_may_run(rows: Connection, plan: Plan, operator: str) -> None:
    if not may_run(rows, plan, operator):
        allowed = roles_in_words(plan, running(plan))
        raise NotPossibleError(_("Running incidents is for {roles}.").format(roles=allowed))
