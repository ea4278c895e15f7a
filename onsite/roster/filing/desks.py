"""Whose desk is whose: by VIP, category and letter. It advises, and refuses nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.roster.filing.initials import initials, serves
from onsite.roster.filing.order import initial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Desk, Plan
    from onsite.roster.facts import Record

_VIP, _CATEGORY, _LETTERS, _ANYBODY = 8, 4, 2, 1


@dataclass(frozen=True, slots=True)
class Served:
    """What decides at which desk somebody is served."""

    category: str | None = None
    """Its id in the plan; None where the plan has no such category."""
    vip: bool = False
    letters: tuple[str, ...] = ()
    """As `initials` has them."""


def served(plan: Plan, record: Record, *, vip: bool) -> Served:
    """What decides it for an attendee; `vip` whether list or plan say so."""
    return Served(plan.category_of(record.category), vip, initials(record))


def is_vip(plan: Plan, record: Record) -> bool:
    """Whether the list or the plan names them a VIP."""
    if record.vip:
        return True
    return (
        bool(plan.vips) and plan.known_vips.of(record.codes, record.email, record.name) is not None
    )


def desks_of(desks: Mapping[str, Desk], checkpoint: str, guest: Served) -> tuple[str, ...]:
    """The ids of the desks that are theirs, in the order of the plan; none where none claims them.

    A VIP's are the priority desks; else a desk for the category comes before one for the letter,
    one for both before either, and each before a desk that serves anybody.
    """
    claims = {
        key: _claim(desk, guest) for key, desk in desks.items() if desk.checkpoint == checkpoint
    }
    most = max(claims.values(), default=0)
    return tuple(key for key, claim in claims.items() if claim == most > 0)


def first_desk(plan: Plan, checkpoint: str, record: Record, key: str) -> str:
    """The id of the desk whose list or box names an attendee; empty where no desk is theirs.

    Of a script that no desk names, it is by the Latin letter.

    Args:
        plan: the desks.
        checkpoint: where they stand.
        record: who it is.
        key: as `order.sort_key` gives it.
    """
    guest = served(plan, record, vip=is_vip(plan, record))
    for each in (guest, replace(guest, letters=(initial(key),))):
        found = desks_of(plan.desks, checkpoint, each)
        if found:
            return found[0]
    return ""


def elsewhere(desks: Mapping[str, Desk], here: str, guest: Served) -> str:
    """The id of the desk that is theirs; empty where it is this one, or nobody can say.

    Args:
        desks: of the plan.
        here: the id of the desk at which they stand; empty where the station has not said.
        guest: who they are.
    """
    if here not in desks:
        return ""
    theirs = desks_of(desks, desks[here].checkpoint, guest)
    return "" if here in theirs or not theirs else theirs[0]


def _claim(desk: Desk, guest: Served) -> int:
    """How surely a desk is theirs; 0 where it is not."""
    if desk.vip and guest.vip:
        return _VIP
    if desk.vip and not desk.categories and not desk.letters:
        return 0
    if desk.categories and guest.category not in desk.categories:
        return 0
    if desk.letters and not serves(desk.letters, guest.letters):
        return 0
    return _ANYBODY + _CATEGORY * bool(desk.categories) + _LETTERS * bool(desk.letters)
