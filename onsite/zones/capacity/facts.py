"""What changes how many a zone may hold, on the day."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from onsite.journal.facts import Fact, Milliseconds
from onsite.zones.counting.facts import DUTY


class OfWays(Fact):
    """Said of a zone's ways out, or of its limit."""

    zone: str
    key: str = Field(min_length=1, max_length=40)
    at_ms: Milliseconds

    @property
    def subject(self) -> str:
        """The zone's ways."""
        return f"zone-ways:{self.zone}"


class WayBlocked(OfWays):
    """An exit or an aisle cannot be used."""

    kind: ClassVar[str] = "zone.way_blocked"
    duty: ClassVar[str] = DUTY

    way: str
    """The id of an exit or of an aisle of the zone."""
    why: str = Field(default="", max_length=500)


class WayCleared(OfWays):
    """It can be used again."""

    kind: ClassVar[str] = "zone.way_cleared"
    duty: ClassVar[str] = DUTY

    way: str


class LimitSet(OfWays):
    """Somebody who may has set a lower limit for now, or taken it back."""

    kind: ClassVar[str] = "zone.limit_set"
    duty: ClassVar[str] = "incidents"

    people: Annotated[int, Field(ge=0, le=10_000_000)] | None
    """None: no limit but those of the plan."""
    why: str = Field(max_length=500)
