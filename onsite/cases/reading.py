"""What the screen of the problem desk reads, each at one consistent moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cases import listing, sights
from onsite.plan.service import current
from onsite.staff.service import anybody_with
from onsite.staff.service import current as operator_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.cases.views import Case, CaseFile
    from onsite.plan.model import Plan

OPEN, MINE, CLOSED = "open", "mine", "closed"
WHICH = (OPEN, MINE, CLOSED)
"""The lists there are."""


@dataclass(frozen=True, slots=True)
class Survey:
    """All cases, and who looks at them."""

    plan: Plan | None
    waiting: Sequence[Case] = ()
    """Every open case, the oldest first."""
    closed: Sequence[Case] = ()
    """Read only where they are asked for; the newest first."""
    roles: frozenset[str] | None = None
    """Of whoever works here; None where nobody is known by a PIN, who may do everything."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A case with everything about it, for whoever may see it."""

    file: CaseFile
    known: tuple[str, ...] = ()
    """Lines on its person and its scans, in the language in use."""


def roles_of(rows: Connection, plan: Plan, operator: str) -> frozenset[str] | None:
    """The roles of an operator; None where nobody has a PIN, so that everybody may everything."""
    if not anybody_with(rows, plan):
        return None
    known = operator_of(rows, plan, operator)
    return frozenset(known.roles) if known is not None else frozenset()


def survey(rows: Connection, operator: str, *, closed: bool = False) -> Survey:
    """All open cases; the closed ones too where they are asked for."""
    plan = current(rows)
    if plan is None:
        return Survey(None)
    ended = listing.closed(rows) if closed else ()
    roles = roles_of(rows, plan, operator)
    return Survey(plan, listing.waiting(rows, plan), ended, roles)


def whole(
    rows: Connection, plan: Plan, case: str, now: datetime, names: Mapping[str, str]
) -> Whole | None:
    """A case with everything about it, or None where there is no such case."""
    found = listing.whole(rows, plan, case)
    if found is None:
        return None
    return Whole(found, tuple(sights.lines(rows, plan, found.case, now, names)))
