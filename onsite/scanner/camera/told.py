"""What a camera tells of itself, and of what it sees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from onsite.language import N_, _
from onsite.scanner.capture import CameraTrouble, Trouble

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.errors import OnsiteError
    from onsite.scanner.decoding import Corner, Located, Picture


class Playing(StrEnum):
    """What the camera is doing."""

    PLAYING = "playing"
    ENDED = "ended"
    STOPPED = "stopped"
    FAILED = "failed"
    RETRYING = "retrying"
    """It was lost, or is not there yet, and is tried again by itself."""


STATE_TEXTS = {
    Playing.PLAYING: N_("Camera: {name}"),
    Playing.ENDED: N_("Camera: {name} has ended"),
    Playing.STOPPED: N_("Camera: off"),
    Playing.FAILED: N_("Camera failed: {name}"),
}
TROUBLE_TEXTS = {
    Trouble.GONE: N_("Camera gone: check cable"),
    Trouble.HANGING: N_("Camera hangs: restart it"),
    Trouble.BUSY: N_("Camera busy: end other app"),
    Trouble.DENIED: N_("Camera not allowed: see F10"),
    Trouble.ENDED: N_("Camera ended: restart it"),
    Trouble.UNREADABLE: N_("Camera unreadable: see F10"),
}
"""What to do, in a few words, while a camera is tried again and again."""


@dataclass(frozen=True, slots=True)
class CameraState:
    """What the camera is doing, and why."""

    playing: Playing
    name: str
    """Of the source."""
    failure: OnsiteError | None = None
    """Why it failed, or is being tried again."""
    retry_in: float = 0.0
    """Seconds until the next try, while it is being tried again."""
    bug: Exception | None = None
    """What nobody foresaw, where that was the failure."""

    @property
    def trouble(self) -> Trouble | None:
        """What befell the camera, where that is known."""
        return self.failure.kind if isinstance(self.failure, CameraTrouble) else None

    @property
    def brief(self) -> str:
        """In a few words of the language in use, with what to do."""
        if self.playing is not Playing.RETRYING:
            return _(STATE_TEXTS[self.playing]).format(name=self.name)
        return _(TROUBLE_TEXTS[self.trouble]) if self.trouble else _("Camera stopped")

    def __str__(self) -> str:
        """For the status bar, in the language in use."""
        if self.playing is not Playing.RETRYING:
            return self.brief
        return _("{what} · again in {n} s").format(what=self.brief, n=math.ceil(self.retry_in))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code that has come into view."""

    text: str
    """As read; `scanner.payload` says what it may mean."""
    at: datetime
    """When, in UTC."""
    others: int = 0
    """Codes beside it that were not scanned; `Crowd` says which."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Codes that are in view beside one that was scanned."""

    taken: str
    """The text that was scanned: the nearest to the middle, or the first to be there."""
    others: tuple[str, ...]
    """The texts that were not, the nearest to the middle first."""
    at: datetime
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a code is in a picture."""

    corners: tuple[Corner, ...]
    """In pixels of the picture, x before y, going round the code."""
    read: bool
    """Whether it was read; if not, it is only known to be there."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the camera works."""

    frames_per_s: float = 0.0
    """Frames that the source gives."""
    decode_ms: float = 0.0
    """How long the reading of a frame takes, the mean of the last."""
    dropped: int = 0
    """Frames that nobody looked at, since a newer one was there."""
    sharpness: float = 0.0
    """The variance of the second differences of the greys: below 50 is out of focus."""
    light: int = 0
    """The mean grey: 0 is black, 255 white."""


@dataclass(frozen=True, slots=True)
class View:
    """The newest frame, and what was made of it."""

    picture: Picture
    """Grey, as captured."""
    outlines: tuple[Outline, ...] = ()
    figures: Figures = Figures()


class Audience(Protocol):
    """Who is told what the camera sees."""

    def camera_changed(self, state: CameraState) -> None:
        """It began, ended, was stopped, failed, or is being tried again."""

    def code_sighted(self, sighting: Sighting) -> None:
        """A code came into view, and is scanned."""

    def question_raised(self, crowd: Crowd) -> None:
        """Other codes are in view beside the one that was scanned: they are not scanned."""

    def located(self, located: Located | None) -> None:
        """A code is in view that cannot be read, and what helps; None when that is over."""
