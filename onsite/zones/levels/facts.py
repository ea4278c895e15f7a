"""That a zone has come to a level of its capacity, or left it."""

from __future__ import annotations

from typing import ClassVar, Literal

from onsite.journal.facts import Count, Fact, Milliseconds, Total


class LevelPassed(Fact):
    """A zone stands at another level than the last one that was recorded."""

    kind: ClassVar[str] = "zone.level"
    duty: ClassVar[str] = "incidents"

    zone: str
    turn: Count
    """How many levels were recorded of the zone before: of two stations that record the same
    crossing, the first one stands."""
    level: Count
    """The highest that is passed, in percent; 0 for none."""
    people: Total
    capacity: Count
    """0 where nothing limits it, and where nobody may be in it."""
    cause: Literal["people", "capacity"]
    """Whether people came and went, or the capacity changed."""
    incident: str = ""
    """That it opened, or that goes on from an earlier level."""
    at_ms: Milliseconds

    @property
    def subject(self) -> str:
        """The zone's level."""
        return f"zone-level:{self.zone}"
