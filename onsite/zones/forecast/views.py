"""When a zone will be full, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a zone fills."""

    state: Literal["too-little", "not-filling", "filling", "full"]
    """`too-little`: too little is known for a forecast."""
    per_min: float | None = None
    """Net, in less out; None where too little is known."""
    until: tuple[tuple[int, int], ...] = ()
    """Of the levels that are still to come, as 90 and 100: percent, and milliseconds from now."""
