"""What is wrong with a condition, in codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.plan.conditions.tree import Place


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong."""

    place: Place
    """In the plan."""
    code: str
    """Of `wording.SENTENCES`."""
    details: dict[str, str] = field(default_factory=dict)
    """What the sentence needs; `guess`: what was meant perhaps."""
    offset: int = 0
    """Characters of the text at the place that stand before it."""
