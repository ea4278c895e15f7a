"""Who can be named in an incident: the plan's contacts, and whoever works at a station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.staff.service import operators

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan


def people(rows: Connection, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """By id, what each is called; contacts come before operators of the same id."""
    found: dict[str, tuple[str, ...]] = {
        each.id: (each.name,) for each in operators(rows, plan) if each.active
    }
    for key, contact in plan.contacts.items():
        found[key] = tuple(each for each in (contact.name, contact.call_sign) if each)
    return found


def to_be_named(rows: Connection, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """As `people`, each person once: an operator whom a contact names is that contact.

    Both are often called the same; otherwise nobody could tell which of the two is meant.
    """
    found = dict(people(rows, plan))
    for key, contact in plan.contacts.items():
        theirs = contact.operator
        if theirs is not None and theirs != key and theirs not in plan.contacts:
            found[key] = tuple(dict.fromkeys((*found[key], theirs, *found.pop(theirs, ()))))
    return found


def name_of(plan: Plan, person: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """What somebody is called; of nobody who is known, what stands there."""
    contact = plan.contacts.get(person)
    if contact is not None:
        return contact.name
    return next(iter(names.get(person, ())), person)
