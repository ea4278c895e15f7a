"""How many a zone may hold, and why, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Rule = Literal["floor", "seats", "exits", "supervision", "fixed", "set"]
LevelOfService = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Limit:
    """What one rule says."""

    rule: Rule
    people: int
    basis: Mapping[str, str] = field(default_factory=dict)
    """The figures that it comes from, by names that `capacity.wording` knows."""
    source: str = ""
    """The standard, or who has said so, as it is written."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A way that cannot be used now."""

    zone: str
    way: str
    what: Literal["exit", "aisle"]
    since_ms: int
    operator: str
    why: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many a zone may hold: the least that any rule says."""

    zone: str
    limits: tuple[Limit, ...] = ()
    """Every rule that limits it, the least first."""
    blocked: tuple[Blocked, ...] = ()
    managers: int = 0
    """Crowd managers signed on for it."""
    signed_on: int = 0
    """Everybody who is signed on for it."""

    @property
    def decisive(self) -> Limit | None:
        """The least; None where nothing limits it."""
        return self.limits[0] if self.limits else None

    @property
    def people(self) -> int | None:
        """So many; None where nothing limits it."""
        return self.limits[0].people if self.limits else None
