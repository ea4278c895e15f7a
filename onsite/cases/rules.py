"""What holds of cases, decided from values alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from onsite.plan.case_types import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable

SECURITY = frozenset({"security", "lead"})
"""The roles that see what a case for security is about."""
_PROPOSED = {
    "unknown": ("not-on-list", "companion", "vip", "lost-badge"),
    "other_event": ("wrong-day", "wrong-category"),
    "revoked": ("lost-badge", "damaged-badge", "wrong-data"),
    "forged": ("lost-badge", "not-on-list", "damaged-badge"),
    "replaced": ("lost-badge", "damaged-badge", "wrong-data"),
    "unproven": ("lost-badge", "not-on-list", "damaged-badge"),
    "ambiguous": ("wrong-data",),
    "cancelled": ("unpaid", "wrong-data"),
    "withdrawn": ("not-on-list", "wrong-data"),
    "blocked": ("blocked", "watch-list"),
    "not_approved": ("document", "unpaid"),
    "too_early": ("wrong-day", "wrong-data"),
    "too_late": ("wrong-day", "wrong-data"),
    "category": ("wrong-category", "wrong-data"),
    "wrong_day": ("wrong-day", "wrong-data"),
    "unpaid": ("unpaid", "wrong-data"),
    "confirm_unpaid": ("unpaid", "wrong-data"),
    "questions": ("minor", "document", "wrong-data"),
    "handed_over": ("already-in", "wrong-data"),
    "rules": ("wrong-category", "minor", "wrong-day"),
    "already_in": ("already-in", "lost-badge"),
    "admitted": ("wrong-data", "damaged-badge", "vip", "companion", "minor"),
    "overruled": ("wrong-data", "damaged-badge", "vip", "companion", "minor"),
    "inside": ("lost-badge", "damaged-badge", "wrong-data", "companion"),
    "expected": ("wrong-data", "vip", "companion", "minor"),
    "left": ("lost-badge", "damaged-badge"),
}
_ALWAYS = ("language", "document", "other")
_SHORT = 9
"""As many as there are keys for."""


def proposed(reason: str, known: Iterable[str]) -> tuple[str, ...]:
    """The case types to choose from after an answer, the likeliest first.

    Args:
        reason: of the verdict; empty where there is none.
        known: the keys of all types of the plan; those of its own come before the last.
    """
    known = tuple(known)
    first = _PROPOSED.get(reason, ())
    own = tuple(each for each in known if each not in USUAL)
    listed = dict.fromkeys((*first, *own, *_ALWAYS))
    short = [each for each in listed if each in known and each != "other"][: _SHORT - 1]
    return (*short, "other")


def open_for(since: datetime, now: datetime, resolved: datetime | None = None) -> timedelta:
    """How long a case has been open, or was; never less than nothing, whatever the clocks said."""
    return max((resolved or now) - since, timedelta())


def is_late(since: datetime, target_min: int, now: datetime) -> bool:
    """Whether an open case has been waiting for longer than its target.

    Args:
        since: aware.
        target_min: in minutes.
        now: aware.
    """
    return now - since >= timedelta(minutes=target_min)


def sees_details(*, security: bool, roles: frozenset[str] | None) -> bool:
    """Whether somebody may see what a case is about.

    Args:
        security: whether it is one for security.
        roles: theirs; None where nobody is known by a PIN, who may do everything.
    """
    return not security or roles is None or not SECURITY.isdisjoint(roles)


def may_resolve(*, stops: bool, roles: frozenset[str] | None, leading: Iterable[str]) -> bool:
    """Whether somebody may close a case by themselves.

    To close one that keeps a guest out lets them in, so that it is for who may overrule.

    Args:
        stops: whether the case keeps its guest out.
        roles: theirs; None where nobody is known by a PIN, who may do everything.
        leading: the roles that may overrule.
    """
    return not stops or roles is None or not roles.isdisjoint((*leading, *SECURITY))
