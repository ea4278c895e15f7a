"""A camera's hint, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hint:
    """What a zone's camera has seen, beside what was counted by hand meanwhile."""

    zone: str
    door: Literal["in", "out"]
    """Whether people come in by its door or leave; the hand count is of those alone."""
    people: int
    """Who has crossed its line forward, less those who came back."""
    by_hand: int
    from_ms: int
    """Of both: from the beginning of a minute, UTC since 1970."""
    until_ms: int
    """To the end of a whole minute: of the present one the camera has not told yet."""
    lost_ms: int | None
    """Since when it gives no picture; None while it watches."""
    trouble: str
    """Why, as a code of the scanner's."""

    @property
    def gap(self) -> int:
        """The hint less the hand count."""
        return self.people - self.by_hand
