"""What people read of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.zones.rules import FULL

if TYPE_CHECKING:
    from onsite.zones.views import ZoneView


def risen(view: ZoneView) -> str:
    """That a zone has come to a level, in one or two sentences."""
    known = {"zone": view.name, "people": view.people, "capacity": view.capacity.people}
    if view.level >= FULL:
        return _("{zone} is full: {people} of {capacity}. Stop entry.").format(**known)
    if view.danger:
        said = _("{zone} is too dense, {people} people. Stop entry.")
        return said.format(**known)
    said = _("{zone}: {level} % of its capacity is reached, {people} of {capacity}.")
    return said.format(level=view.level, **known)
