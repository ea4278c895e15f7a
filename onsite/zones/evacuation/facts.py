"""That a zone is being emptied, and that it is over."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from onsite.journal.facts import Fact, Milliseconds, Total
from onsite.zones.counting.facts import DUTY


class OfEvacuation(Fact):
    """Said of one evacuation."""

    zone: str
    key: str = Field(min_length=1, max_length=40)
    """Of the evacuation: its end names the same."""
    at_ms: Milliseconds

    @property
    def subject(self) -> str:
        """The zone's evacuations."""
        return f"zone-evacuation:{self.zone}"


class EvacuationBegun(OfEvacuation):
    """From now on everybody leaves. Whoever counts may be the first to see why."""

    kind: ClassVar[str] = "zone.evacuation_begun"
    duty: ClassVar[str] = DUTY

    people: Total
    """So many were in it, as far as was known."""
    by_hand: Total = 0
    """So many by the counters, who may not be those whose number holds."""
    why: str = Field(default="", max_length=500)
    drill: bool = False


class EvacuationEnded(OfEvacuation):
    """It is empty, or people may come in again."""

    kind: ClassVar[str] = "zone.evacuation_ended"
    duty: ClassVar[str] = "incidents"

    left: Total
    """So many were still counted in it."""
    note: str = Field(default="", max_length=500)
