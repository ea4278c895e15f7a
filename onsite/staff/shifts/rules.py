"""How a shift stands for one of its people at a moment. Pure; every time is aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LATE_AFTER = timedelta(minutes=5)
"""So long after its begin somebody who is not there is late."""
SOON = timedelta(hours=1)
"""So long before its begin somebody may sign on to a shift."""
AGAIN = timedelta(seconds=5)
"""A badge that is scanned again within this time was scanned twice by mistake."""


class Stand(StrEnum):
    """How it stands."""

    PLANNED = "planned"
    """Still to come."""
    AWAITED = "awaited"
    """Begins soon, or just began, and they are not there yet."""
    LATE = "late"
    ON = "on"
    RELIEF = "relief"
    """It is over, and they are still there: relief is due."""
    LEFT = "left"
    """They were there and went before its end."""
    DONE = "done"
    MISSED = "missed"
    """It is over, and they never came."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was at a place from `on` until `off`; None as long as they are there."""

    on: datetime
    off: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a shift is planned."""

    begins: datetime
    ends: datetime


def stand(span: Span, stays: Sequence[Stay], now: datetime) -> Stand:
    """How a shift stands for somebody.

    Args:
        span: of the shift.
        stays: theirs in this shift, in any order.
        now: the moment.
    """
    if any(stay.off is None for stay in stays):
        return Stand.RELIEF if now >= span.ends else Stand.ON
    if now >= span.ends:
        return Stand.DONE if stays else Stand.MISSED
    if stays:
        return Stand.LEFT
    if now >= span.begins + LATE_AFTER:
        return Stand.LATE
    return Stand.AWAITED if now >= span.begins - SOON else Stand.PLANNED


def late_by(span: Span, stays: Sequence[Stay], now: datetime) -> timedelta:
    """How much later than planned they came, or how long they are missing; zero if in time."""
    came = min((stay.on for stay in stays), default=min(now, span.ends))
    late = came - span.begins
    return late if late >= LATE_AFTER else timedelta()


def at_hand(spans: dict[str, Span], now: datetime) -> str:
    """The shift that somebody who signs on now has come for; empty for none of theirs.

    Args:
        spans: of their shifts, by ids.
        now: the moment.
    """
    running = [key for key, span in spans.items() if span.begins - SOON <= now < span.ends]
    return min(running, key=lambda key: (abs(spans[key].begins - now), key), default="")
