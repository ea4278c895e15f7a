"""An evacuation, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """How long a zone takes to be empty."""

    people: int
    width_m: float
    """Of all exits that can be used, the widest one left out where the plan says so."""
    per_min: float
    """People through them in a minute."""
    seconds: int | None
    """None: no exit can be used, or none stands in the plan."""
    allowed_s: int
    """As the plan allows."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was known when one began."""

    zone: str
    key: str
    at_ms: int
    people: int
    """In the zone, by whom the plan says."""
    by_hand: int
    """In the zone, by the counters."""
    operator: str
    why: str
    drill: bool


@dataclass(frozen=True, slots=True)
class Evacuation:
    """One that goes on."""

    zone: str
    key: str
    begun_ms: int
    people: int
    """When it began."""
    gone: int
    """Who has left since then, less those who were counted in all the same; see
    `evacuation.rules.going_on`."""
    operator: str
    why: str
    drill: bool

    @property
    def left(self) -> int:
        """So many are still in it; below zero where more came out than were known."""
        return self.people - self.gone
