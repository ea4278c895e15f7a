"""What can be done about a case by other features: they are registered, and offered by the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.cases.types import CaseType
    from onsite.cases.views import Case


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to, in codes; the case's log keeps it."""

    details: tuple[tuple[str, str], ...] = ()
    attendee: str = ""
    """Whom it concerned; a case of nobody on the roster is about them from now on."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done about a case."""

    key: str
    """One of `plan.case_types.Action`."""
    label: str
    """Marked with `N_`."""
    run: Callable[[Any, Case], Awaitable[Done | str | None]]
    """Called with the app and the case, in a worker: shows its own dialog, does it, and answers
    what was done; None where nothing was."""
    kinds: tuple[str, ...] = ()
    """The case types that usually offer it; empty for all."""
    roles_needed: tuple[str, ...] = ()
    """Who may usually do it: one of these roles; empty for everybody."""
    needs_attendee: bool = True
    """Whether it can be done only about somebody on the roster."""


_ACTS: dict[str, Act] = {}


def register(act: Act) -> None:
    """Offer an act; one that was registered under its key before goes."""
    _ACTS[act.key] = act


def registered() -> tuple[Act, ...]:
    """Every act, in the order in which they were registered."""
    return tuple(_ACTS.values())


def offered(case_type: CaseType, case: Case, roles: frozenset[str] | None) -> list[Act]:
    """The acts that a case offers.

    Args:
        case_type: of the case.
        case: it.
        roles: of whoever works here; None where nobody is known by a PIN, who may do everything.
    """
    if case.resolved:
        return []
    return [each for each in _ACTS.values() if _suits(each, case) and _may(each, case_type, roles)]


def _suits(act: Act, case: Case) -> bool:
    return bool(case.attendee) or not act.needs_attendee


def _may(act: Act, case_type: CaseType, roles: frozenset[str] | None) -> bool:
    if case_type.actions:
        return any(
            act.key in acts
            for role, acts in case_type.actions.items()
            if roles is None or role in roles
        )
    if act.kinds and case_type.key not in act.kinds:
        return False
    return roles is None or not act.roles_needed or not roles.isdisjoint(act.roles_needed)
