"""How many labels are left, and for how long. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class LabelStock:
    """What is left in a printer."""

    printer: str
    left: int | None
    """None where nobody counts; less than 0 where more was printed than was there."""
    per_hour: float = 0.0
    """How many are used, by the last half hour."""
    low: bool = False

    @property
    def minutes(self) -> int | None:
        """How long they last at this rate; None where nothing is used or nobody counts."""
        if self.left is None or self.per_hour <= 0:
            return None
        return max(0, int(self.left / self.per_hour * 60))


SPAN_MS = 30 * 60_000
"""Over so long a time the rate is taken."""
SOON_MIN = 20
"""Labels that last no longer than this are few, however many there are."""


def stock_of(
    printer: str, counted: int | None, done_ms: Sequence[int], now_ms: int, warn_at: int
) -> LabelStock:
    """What is left of the labels that were counted.

    Args:
        printer: its id.
        counted: how many there were; None where nobody counts.
        done_ms: when each badge was printed since, in milliseconds since 1970.
        now_ms: the time.
        warn_at: so few left, or fewer, are few.
    """
    lately = sum(1 for each in done_ms if now_ms - SPAN_MS <= each <= now_ms)
    rate = lately * 3_600_000 / SPAN_MS
    left = counted - len(done_ms) if counted is not None else None
    stock = LabelStock(printer, left, rate)
    soon = stock.minutes is not None and stock.minutes <= SOON_MIN
    return replace(stock, low=left is not None and (left <= warn_at or soon))
