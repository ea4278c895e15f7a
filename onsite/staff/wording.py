"""What the screen and the commands say about operators. Codes in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.staff.rules import Weak

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.plan.model import Plan

FACTS = {
    "operator.added": N_("Operator added"),
    "operator.changed": N_("Roles changed"),
    "operator.pin_set": N_("PIN set"),
    "operator.removed": N_("Operator removed"),
    "operator.refused": N_("Wrong PIN"),
    "shift.signed_on": N_("Signed on"),
    "shift.signed_off": N_("Signed off"),
}
"""What is called how; see `fact_words`."""

_WEAK = {
    Weak.NO_DIGITS: N_("A PIN is of digits alone."),
    Weak.SHORT: N_("This PIN is too short."),
    Weak.LONG: N_("This PIN is too long."),
    Weak.REPEATED: N_("This PIN repeats itself: the first that is guessed."),
    Weak.COUNTED: N_("This PIN only counts up or down: the first that is guessed."),
    Weak.YEAR: N_("This PIN is a year: among the first that are guessed."),
}


def too_weak(weak: Weak) -> str:
    """Why a PIN is not taken."""
    return _(_WEAK[weak])


_ROLES = {
    "volunteer": N_("Volunteer"),
    "problem-desk": N_("Problem desk"),
    "timekeeper": N_("Timekeeper"),
    "coordinator": N_("Incident coordinator"),
    "spokesperson": N_("Spokesperson"),
    "lead": N_("Lead"),
}
"""The roles that every plan has, as long as it does not call them otherwise."""


def role_name(plan: Plan, role: str) -> str:
    """What the plan calls a role; its id where it has it no more."""
    if role not in plan.roles:
        return role
    name = plan.roles[role].name
    return _(name) if name == _ROLES.get(role) else name


def roles_in_words(plan: Plan, roles: Collection[str]) -> str:
    """Roles by their names."""
    return _(", ").join(role_name(plan, role) for role in roles)
