"""What people read of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.zones.rules import FULL

if TYPE_CHECKING:
    from onsite.zones.views import ZoneView


def risen(view: ZoneView) -> str:
    """That a zone has come to a level, in one or two sentences."""
    said = (
        _("{zone} is full: {people} of {capacity}. Stop entry.")
        if view.level >= FULL
        else _("{zone}: {level} % of its capacity is reached, {people} of {capacity}.")
    )
    return said.format(
        zone=view.name, level=view.level, people=view.people, capacity=view.capacity.people
    )
