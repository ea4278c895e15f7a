"""What the link found out about the clock, in a file that every process reads."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onsite.journal.facts import LATEST_MS
from onsite.sync.placing import news

CLOCK_FILE = "clock.json"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Kept(BaseModel):
    """A measurement, as it is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    offset_ms: float = Field(ge=-LATEST_MS, le=LATEST_MS)
    """What must be added to this computer's own clock."""
    error_ms: float = Field(ge=0)
    at_ms: float = Field(ge=0, le=LATEST_MS)
    """When, by this computer's own clock, in milliseconds since 1970."""
    boot_ms: float = 0
    """The same moment, in milliseconds since the computer was started."""
    boot: str = ""
    """Which start that was; empty where nothing tells one from another."""


Stamp = tuple[int, int, int] | None
"""Changes with the file; None where there is none."""


def stamp(data: Path) -> Stamp:
    """Whether the file is still the one that was read: one call of the operating system."""
    try:
        found = os.stat(data / CLOCK_FILE)  # noqa: PTH116 - half the time of Path.stat
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_ino, found.st_size)


def read(data: Path) -> Kept | None:
    """What was found last; None where nothing was, or where the file holds nothing sensible."""
    try:
        return Kept.model_validate_json((data / CLOCK_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def write(data: Path, kept: Kept) -> None:
    """Put it in place, whole or not at all. A full disk is no reason to stop the link."""
    news(data / CLOCK_FILE, kept.model_dump_json())


def boot() -> str:
    """What tells this start of the computer from all others; empty where nothing does."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
