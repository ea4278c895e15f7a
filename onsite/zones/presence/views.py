"""Who is in a zone by their badges, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadgePresence:
    """The persons who are in a zone, by the checkpoints that lead there."""

    zone: str
    people: int
    """Each person once, at however many desks and checkpoints they were let in."""
    last_ms: int | None
    """The newest passage that is known, UTC since 1970."""


@dataclass(frozen=True, slots=True)
class Balance:
    """People in the zones against people inside by the gates."""

    in_zones: int
    """Of all zones that are within no other one."""
    by_gates: int
    """Persons inside by the doors of the venue."""
    tolerance: int
    """So far they may differ."""
    incomplete: bool
    """Whether a zone is counted by nobody, or what is known of one is stale."""

    @property
    def difference(self) -> int:
        """Zones less gates."""
        return self.in_zones - self.by_gates

    @property
    def alarms(self) -> bool:
        """Whether they differ by more than they may."""
        return abs(self.difference) > self.tolerance


@dataclass(frozen=True, slots=True)
class BalanceRecorded:
    """What was recorded last of zones and gates."""

    turn: int
    """How many were recorded, this one included."""
    alarm: bool
    """Whether they differed by more than they may; else they agreed again."""
    in_zones: int
    by_gates: int
    tolerance: int
    incomplete: bool
    at_ms: int

    @property
    def difference(self) -> int:
        """Zones less gates, then."""
        return self.in_zones - self.by_gates
