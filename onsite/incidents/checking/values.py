"""What a check of the escalation works with, and what it finds. Plain values, in codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.incidents.paging.facts import FrozenPolicy
    from onsite.readiness import State

Check = Literal[
    "policy",
    "step-nobody",
    "step-off-duty",
    "step-not-at-once",
    "step-some-not-at-once",
    "never-acknowledged",
    "role",
    "role-nobody",
    "role-off-duty",
    "role-not-at-once",
    "no-deputy",
    "deputy-not-at-once",
    "channel-unset",
    "no-console",
]


@dataclass(frozen=True, slots=True)
class Ways:
    """How a person can be told, besides the board."""

    call: bool
    """By radio or phone: whoever sits at the console calls them."""
    pages: frozenset[str] = frozenset()
    """The page channels that reach them at once."""
    slow: frozenset[str] = frozenset()
    """Those that reach them some time, as an e-mail."""
    screen: bool = False
    """Whether they work at a station, where they see the board."""

    def at_once(self, only: frozenset[str]) -> bool:
        """Whether they are told at once.

        Args:
            only: the page channels that may be used; none for all.
        """
        return self.call or bool(self.pages & only if only else self.pages)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a response role may mean, whoever is on duty."""

    people: tuple[str, ...]
    deputies: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, each once, deputies last."""
        return tuple(dict.fromkeys((*self.people, *self.deputies)))


@dataclass(frozen=True, slots=True)
class Used:
    """A policy that somebody is told by."""

    policy: FrozenPolicy
    only: frozenset[str] = frozenset()
    """The page channels that may be used; none for those of each person."""
    severities: tuple[str, ...] = ()
    """For which that holds."""
    number: str = ""
    """Of an open incident that has it, though the plan has it no more."""


@dataclass(frozen=True, slots=True)
class People:
    """Who there is at the moment that is looked at."""

    on_duty: Callable[[str], tuple[str, ...]]
    """Who has a response role then."""
    named: Mapping[str, Named]
    """By response role."""
    ways: Callable[[str], Ways]


@dataclass(frozen=True, slots=True)
class Lack:
    """What was found, in codes; `wording` says it. A `policy` or a `role` is in order."""

    check: Check
    state: State
    policy: str = ""
    number: str = ""
    """As in `Used`."""
    step: int = 0
    """From 1; of a policy that is in order, how many there are."""
    severities: tuple[str, ...] = ()
    """Where it holds only for some."""
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    channel: str = ""
    name: str = ""
    """What the environment lacks."""
