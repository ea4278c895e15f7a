"""A rectangle, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

EDGE = 0.001
"""Millimetres: two that share less than this touch and do not meet."""


@dataclass(frozen=True, slots=True)
class Box:
    """Its top left corner and its extent; y goes downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, across: float, down: float) -> Box:
        return Box(self.x + across, self.y + down, self.width, self.height)

    def grown(self, by: float) -> Box:
        """Wider and higher on every side; smaller, where it is less than nothing."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        """Whether they have an area in common."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > EDGE
            and min(self.bottom, other.bottom) - max(self.y, other.y) > EDGE
        )

    def holds(self, other: Box) -> bool:
        """Whether all of the other lies in this one."""
        return (
            other.x >= self.x - EDGE
            and other.y >= self.y - EDGE
            and other.right <= self.right + EDGE
            and other.bottom <= self.bottom + EDGE
        )
