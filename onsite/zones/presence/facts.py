"""That people in the zones and people inside by the gates differ too far, or agree again."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Count, Fact, Milliseconds, Total


class GatesCompared(Fact):
    """They differ by more than they may, or no more."""

    kind: ClassVar[str] = "zone.gates"
    duty: ClassVar[str] = "incidents"

    turn: Count
    """How many were recorded before: of two stations that record the same, the first stands."""
    alarm: bool
    """Whether they differ; else they agree again."""
    in_zones: Total
    """May be below zero, where a count by hand is."""
    by_gates: Count
    tolerance: Count
    incomplete: bool
    """Whether a zone was counted by nobody, or stale."""
    at_ms: Milliseconds

    @property
    def subject(self) -> str:
        """The one balance there is."""
        return "zone-gates"
