"""What to make of a camera's figures: a word, and what would make it better. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.language import _

if TYPE_CHECKING:
    from onsite.scanner.camera import Figures

DARK, DIM, BRIGHT = 40.0, 75.0, 215.0
"""The mean light of a picture, of 255, below and above which codes are hard to read."""
BLURRED, SOFT, SHARP = 10.0, 40.0, 1_000.0
"""Sharpness: few codes are read below the first, small ones not below the second; pictures of
printed badges have some hundreds."""
HARDLY, SLOW = 5.0, 10.0
"""Pictures a second."""
LONG_MS, TOO_LONG_MS = 40.0, 100.0
"""Milliseconds of one picture."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What to make of one figure."""

    tone: Literal["good", "warning", "bad"]
    said: str

    @property
    def sign(self) -> str:
        """The same without colour."""
        return {"good": "✓", "warning": "▲", "bad": "✗"}[self.tone]


def light(figures: Figures) -> Judged:
    """Whether there is enough light, and not too much."""
    if figures.light < DARK:
        return Judged("bad", _("too dark: add light"))
    if figures.light < DIM:
        return Judged("warning", _("a little dark: with more light it reads faster"))
    if figures.light > BRIGHT:
        return Judged("warning", _("too bright: turn it away from window and lamp"))
    return Judged("good", _("good"))


def sharpness(figures: Figures, *, reads: bool) -> Judged:
    """Whether what is in the picture is sharp.

    Args:
        figures: a wall alone is never sharp.
        reads: whether a code is being read, which settles it.
    """
    if reads or figures.sharpness >= SOFT:
        return Judged("good", _("good"))
    if figures.sharpness >= BLURRED:
        return Judged("warning", _("soft: hold the code still, 15–25 cm away"))
    return Judged("bad", _("blurred: hold 15–25 cm away; clean the lens"))


def rate(figures: Figures, *, plugged: bool) -> Judged:
    """Whether pictures come often enough that nobody has to wait.

    Args:
        figures: of a camera; a file gives as many as it holds.
        plugged: whether the camera is one of this computer.
    """
    if figures.frames_per_s >= SLOW:
        return Judged("good", _("good"))
    tone: Literal["warning", "bad"] = "bad" if figures.frames_per_s < HARDLY else "warning"
    if figures.light < DIM:
        return Judged(tone, _("slow, as it is dark: add light"))
    if plugged:
        return Judged(tone, _("slow: try another USB socket"))
    return Judged(tone, _("slow: set the camera to 15 pictures a second"))


def decoding(figures: Figures) -> Judged:
    """Whether the computer keeps up with the camera."""
    if figures.decode_ms < LONG_MS:
        return Judged("good", _("good"))
    tone: Literal["warning", "bad"] = "bad" if figures.decode_ms > TOO_LONG_MS else "warning"
    return Judged(tone, _("slow: the computer is busy; close programs"))
