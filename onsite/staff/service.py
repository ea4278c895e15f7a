"""Who works here: those of the plan and those who were added on site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.cleaning import clean
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.staff.facts import OperatorAdded, OperatorChanged, OperatorRemoved
from onsite.staff.rules import Limits, narrowest, widest
from onsite.staff.tables import OperatorRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_OPERATOR = table_of(OperatorRow)
_ALL = Prepared(select(_OPERATOR).order_by(_OPERATOR.c.operator))
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who works at a station."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    """Ids of the plan's roles."""
    has_pin: bool = False
    active: bool = True
    """Whether they still work here."""
    badge: str = ""
    """The code on their badge; empty for none."""
    planned: bool = False
    """Whether they are in the plan."""
    hashed: str = field(default="", repr=False)
    """Of the PIN."""
    pin_ms: int = 0
    """When the PIN was set, in milliseconds since 1970; 0 while there is none."""
    refused: int = 0
    """Wrong PINs since, at all stations."""


@dataclass(frozen=True, slots=True)
class NewOperator:
    """Somebody to be added on site."""

    id: str
    name: str
    roles: tuple[str, ...] = ("volunteer",)
    badge: str = ""


def operators(rows: Connection, plan: Plan | None) -> tuple[Operator, ...]:
    """Everybody, by name; those who were removed too, as not active."""
    said = {row["operator"]: row for row in _ALL.all(rows, {})}
    parts = plan.operators if plan is not None else {}
    planned = [
        _told(key, part.name, part.roles, part.badge, said.get(key)) for key, part in parts.items()
    ]
    added = [
        _told(key, row["name"], (), row["badge"], row, planned=False)
        for key, row in said.items()
        if key not in parts and row["added"]
    ]
    return tuple(sorted((*planned, *added), key=lambda each: (each.name.casefold(), each.id)))


def current(rows: Connection, plan: Plan | None, operator: str) -> Operator | None:
    """The operator with that id who works here; None for anybody else, as the computer's user."""
    found = (each for each in operators(rows, plan) if each.active and each.id == operator)
    return next(found, None)


def with_roles(rows: Connection, plan: Plan, roles: Collection[str] = ()) -> tuple[Operator, ...]:
    """Who has a PIN and one of the roles; without roles, who has a PIN."""
    return tuple(
        each
        for each in operators(rows, plan)
        if each.active and each.has_pin and (not roles or not {*roles}.isdisjoint(each.roles))
    )


def anybody_with(rows: Connection, plan: Plan, roles: Collection[str] = ()) -> bool:
    """Whether somebody has a PIN and one of the roles."""
    return bool(with_roles(rows, plan, roles))


def overruling(plan: Plan) -> tuple[str, ...]:
    """The roles that may overrule, and so lead others: their PIN is a supervisor's."""
    return tuple(key for key, role in plan.roles.items() if role.overrules)


def limits(rows: Connection, plan: Plan, operator: str) -> Limits:
    """What the operator may not do at a desk.

    Before anybody has a PIN, everybody may everything. From then on, who is not known by one
    may what every role may.
    """
    if not anybody_with(rows, plan):
        return Limits()
    known = current(rows, plan, operator)
    if known is None:
        return narrowest(plan.roles.values())
    return widest(plan.roles[role] for role in known.roles if role in plan.roles)


def by_badge(rows: Connection, plan: Plan | None, codes: Sequence[str]) -> Operator | None:
    """Whose badge was scanned, of what a code may be read as; None for nobody's."""
    badges = {each.badge: each for each in operators(rows, plan) if each.active and each.badge}
    return next((badges[code] for code in codes if code in badges), None)


def add(
    journal: Journal, rows: Connection, plan: Plan, new: NewOperator, operator: str
) -> Operator:
    """Add somebody on site, or somebody again who was removed.

    Raises:
        BadInputError: there is such an operator already; or what was given cannot be.
    """
    name, badge = clean(new.name), clean(new.badge)
    if not _ID.fullmatch(new.id):
        raise BadInputError(
            _("“{id}” is not an id for an operator.").format(id=new.id),
            _("Use up to 40 of a–z, 0–9, - and _, and begin with a letter or digit."),
        )
    if not name or len(name) > _LONGEST_NAME:
        raise BadInputError(_("An operator needs a name of 1 to 80 characters."))
    check_roles(plan, new.roles)
    known = operators(rows, plan)
    if any(each.id == new.id and (each.active or each.planned) for each in known):
        raise BadInputError(
            _("There is an operator “{id}” already.").format(id=new.id),
            _("Choose another id; “onsite staff list” shows all of them."),
        )
    if badge and any(each.badge == badge and each.active for each in known):
        raise BadInputError(_("Another operator has this badge already."))
    fact = OperatorAdded(operator=new.id, name=name, roles=new.roles, badge=badge)
    journal.append(rows, fact, operator=operator)
    return named(rows, plan, new.id)


def change_roles(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    who: str,
    roles: tuple[str, ...],
    operator: str,
) -> Operator:
    """Give an operator other roles, in the place of those they had.

    Raises:
        BadInputError: there is no such operator or role.
        NotPossibleError: nobody could set roles and PINs any more.
    """
    known = named(rows, plan, who)
    check_roles(plan, roles)
    if set(roles).isdisjoint(overruling(plan)):
        _refuse_the_last(rows, plan, known)
    journal.append(rows, OperatorChanged(operator=known.id, roles=roles), operator=operator)
    return named(rows, plan, who)


def remove(journal: Journal, rows: Connection, plan: Plan, who: str, operator: str) -> Operator:
    """Somebody works here no longer. What they did stays in the record under their id.

    Raises:
        BadInputError: there is no such operator.
        NotPossibleError: nobody could set roles and PINs any more.
    """
    known = named(rows, plan, who)
    if len(with_roles(rows, plan)) > 1:
        _refuse_the_last(rows, plan, known)
    journal.append(rows, OperatorRemoved(operator=known.id), operator=operator)
    return known


def _refuse_the_last(rows: Connection, plan: Plan, known: Operator) -> None:
    """Without a supervisor's PIN, anybody at a lead's laptop could set roles and PINs."""
    leads = with_roles(rows, plan, overruling(plan))
    if [each.id for each in leads] == [known.id]:
        raise NotPossibleError(
            _("{name} is the last one with a PIN who may set PINs and roles.").format(
                name=known.name
            ),
            _("Give somebody else such a role and a PIN first."),
        )


def named(rows: Connection, plan: Plan | None, who: str) -> Operator:
    """The operator with that id, or with that name if it is one person's.

    Raises:
        BadInputError: there is none.
    """
    active = [each for each in operators(rows, plan) if each.active]
    found = [each for each in active if each.id == who]
    found = found or [each for each in active if each.name.casefold() == who.strip().casefold()]
    if len(found) == 1:
        return found[0]
    raise BadInputError(
        _("There is no operator “{who}”.").format(who=who),
        _("“onsite staff list” shows everybody; “onsite staff add” adds somebody."),
    )


def check_roles(plan: Plan, roles: Collection[str]) -> None:
    """Whether the plan has these roles.

    Raises:
        BadInputError: it lacks one, or none was named.
    """
    unknown = [role for role in roles if role not in plan.roles]
    if unknown or not roles:
        raise BadInputError(
            _("The plan has no role “{role}”.").format(role=unknown[0])
            if unknown
            else _("An operator needs a role."),
            _("Choose one of: {roles}.").format(roles=", ".join(plan.roles)),
        )


def _told(
    key: str,
    name: str,
    roles: tuple[str, ...],
    badge: str,
    row: Row | None,
    *,
    planned: bool = True,
) -> Operator:
    if row is None:
        return Operator(key, name, roles, badge=badge, planned=planned)
    set_here = row["roles"] is not None
    return Operator(
        id=key,
        name=name,
        roles=tuple(json.loads(row["roles"])) if set_here else roles,
        has_pin=bool(row["hashed"]) and not row["removed"],
        active=not row["removed"],
        badge=badge or row["badge"],
        planned=planned,
        hashed=row["hashed"],
        pin_ms=row["pin_ms"] or 0,
        refused=row["refused"],
    )
