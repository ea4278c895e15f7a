"""The clock as an argument: whoever needs the time is handed one of these."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


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


def local_zone(localtime: Path = Path("/etc/localtime")) -> str:
    """The IANA name of the computer's time zone, or UTC where it cannot be told."""
    _root, found, name = os.path.realpath(localtime).rpartition("zoneinfo/")
    for candidate in (os.environ.get("TZ", "").lstrip(":"), name if found else ""):
        if candidate and _known(candidate):
            return candidate
    return "UTC"


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
