"""What befell a camera, in words: what happened, and what to do."""

from __future__ import annotations

from onsite.language import _
from onsite.scanner.capture.source import CameraTrouble, Trouble


def gone(name: str) -> CameraTrouble:
    """A device that is not there."""
    return CameraTrouble(
        Trouble.GONE,
        _("There is no camera {camera}.").format(camera=name),
        _("Plug it in; it is found again by itself. “onsite cameras” lists those that are there."),
    )


def lost(name: str) -> CameraTrouble:
    """A device that was there."""
    return CameraTrouble(
        Trouble.GONE,
        _("{camera} was unplugged.").format(camera=name),
        _("Plug it in again; it is found by itself, at any socket."),
    )


def hanging(name: str) -> CameraTrouble:
    """It is there and gives nothing."""
    return CameraTrouble(
        Trouble.HANGING,
        _("{camera} gives no picture.").format(camera=name),
        _("If it stays so, unplug it and plug it in again, or restart what sends the picture."),
    )


def busy(name: str) -> CameraTrouble:
    """Another program has it."""
    return CameraTrouble(
        Trouble.BUSY,
        _("Another program uses {camera}.").format(camera=name),
        _("Close it: a video call, a browser tab, or another Onsite."),
    )


def ended(name: str) -> CameraTrouble:
    """Nothing more comes."""
    return CameraTrouble(
        Trouble.ENDED,
        _("{camera} has ended.").format(camera=name),
        _("Begin again with what sends the picture, or choose another camera."),
    )


def denied(name: str, advice: str) -> CameraTrouble:
    """This user may not use it; the advice says how they may."""
    return CameraTrouble(Trouble.DENIED, _("You may not use {camera}.").format(camera=name), advice)
