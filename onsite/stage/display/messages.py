"""What the displays of a stage are told at this moment: plain values, and what follows of them."""

from __future__ import annotations

from dataclasses import dataclass

UNSEEN_MS = 20_000
"""So long after a message asked for it, nobody having said so, it flashes at the timekeeper."""
FLASH_MS = 3_000
"""So long the displays flash."""
FLASH_EVERY_MS = 500
"""A flash is so long on, and so long off: two in a second, as more than three may harm."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text that the displays of a stage show."""

    id: str
    text: str
    asks_seen: bool
    at_ms: int
    station: str
    operator: str
    seen_ms: int | None = None
    seen_operator: str = ""
    cleared_ms: int | None = None
    """When it was cleared or replaced; None as long as it is shown."""

    @property
    def awaits_seen(self) -> bool:
        """Whether it is shown and nobody has said yet that it was seen."""
        return self.asks_seen and self.seen_ms is None and self.cleared_ms is None

    def is_unseen(self, now_ms: int) -> bool:
        """Whether it has waited for too long for somebody to say that it was seen."""
        return self.awaits_seen and now_ms - self.at_ms >= UNSEEN_MS


@dataclass(frozen=True, slots=True)
class Told:
    """All that the displays of a stage are told."""

    message: Message | None = None
    """The one that is shown."""
    blackout: bool = False
    blackout_ms: int = 0
    """Since when that holds; 0 where it was never said."""
    flashed_ms: int = 0
    """When they flashed last; 0 where they never did."""


def flash_at(flashed_ms: int, now_ms: int) -> bool:
    """Whether a display is turned bright at this instant by a flash of that time."""
    since = now_ms - flashed_ms
    return 0 <= since < FLASH_MS and since // FLASH_EVERY_MS % 2 == 0
