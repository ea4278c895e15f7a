"""At which level of its capacity a zone stands, as values."""

from __future__ import annotations

from dataclasses import dataclass


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
