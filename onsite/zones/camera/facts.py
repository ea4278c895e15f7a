"""What a camera has seen at a one-way door. A hint: no count comes of it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from onsite.journal.facts import Count, Fact, Milliseconds
from onsite.zones.counting.facts import DUTY


class OfCamera(Fact):
    """Said of a zone's camera."""

    zone: str

    @property
    def subject(self) -> str:
        """The zone's camera."""
        return f"zone-camera:{self.zone}"


class CameraCrossings(OfCamera):
    """Who has crossed its line in one minute; minutes in which nobody did are not told."""

    kind: ClassVar[str] = "zone.camera"
    duty: ClassVar[str] = DUTY

    run: str = Field(min_length=1, max_length=40)
    """Made anew whenever the app starts: it tells of each minute once."""
    minute: Count
    """Minutes since 1970."""
    forward: Count
    """In the direction in which people use the door."""
    back: Count


class CameraWatching(OfCamera):
    """It watches from now on, or was lost."""

    kind: ClassVar[str] = "zone.camera_watching"
    duty: ClassVar[str] = DUTY

    watching: bool
    trouble: str = Field(default="", max_length=40)
    """Why it was lost, as a code of the scanner's; empty while it watches."""
    at_ms: Milliseconds
