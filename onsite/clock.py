"""The clock as an argument: whoever needs the time is handed one of these."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Injected everywhere, so that tests never sleep."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


def to_ms(instant: datetime) -> int:
    """Milliseconds since 1970-01-01T00:00Z of an aware instant."""
    return round(instant.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """The aware UTC instant of milliseconds since 1970-01-01T00:00Z."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
