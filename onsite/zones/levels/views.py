"""At which level of its capacity a zone stands, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from onsite.zones.views import ZoneView


@dataclass(frozen=True, slots=True)
class Recorded:
    """The level that was recorded last of a zone."""

    zone: str
    turn: int
    """How many were recorded, this one included."""
    level: int
    """In percent; 0 for none."""
    people: int
    capacity: int
    cause: str
    incident: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """A zone stands at another level than was recorded of it."""

    view: ZoneView
    turn: int
    """How many were recorded before."""
    before: int
    """The level at which it stood; 0 for none."""
    level: int
    """The one at which it stands: the highest that is passed."""
    levels: tuple[int, ...]
    """Those of the zone, in percent, from the lowest on."""
    cause: Literal["people", "capacity"]
    was: int | None
    """Its capacity before, as far as was known here."""
    dense: float | None = None
    """So many on a square metre are dangerous, where that alone makes it full."""
    incident: str = ""
    """That tells of the level before; empty for none."""

    @property
    def rises(self) -> bool:
        """Whether somebody must be warned."""
        return self.level > self.before
