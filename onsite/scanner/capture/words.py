"""What befell a camera, in words: what happened, and what to do."""

from __future__ import annotations

from onsite.language import _
from onsite.scanner.capture.source import CameraTrouble, Trouble


def gone(name: str) -> CameraTrouble:
    """A device that is not there."""
    return CameraTrouble(
        Trouble.GONE,
        _("{camera} is not plugged in.").format(camera=name),
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


def not_opened(name: str) -> CameraTrouble:
    """A device that does not open, and does not say why; mostly another program has it."""
    return CameraTrouble(
        Trouble.BUSY,
        _("{camera} cannot be opened.").format(camera=name),
        _("Close other programs that may use it, or unplug it and plug it in again."),
    )


def unreadable(name: str) -> CameraTrouble:
    """Something comes, and it is no picture."""
    return CameraTrouble(
        Trouble.UNREADABLE,
        _("What {camera} sends is not a picture.").format(camera=name),
        _("Choose MJPEG or H.264 in its settings, or another camera."),
    )


def not_answering(name: str) -> CameraTrouble:
    """Nobody answers at an address."""
    return CameraTrouble(
        Trouble.GONE,
        _("Nobody answers at {camera}.").format(camera=name),
        _("Check the address, and that the camera and this laptop are in the same network."),
    )


def sends_nothing(name: str) -> CameraTrouble:
    """Somebody is at an address, and sends nothing."""
    return CameraTrouble(
        Trouble.HANGING,
        _("{camera} sends no picture.").format(camera=name),
        _("Check its power and the network; it goes on by itself once it sends again."),
    )


def not_at(name: str, status: int) -> CameraTrouble:
    """Somebody answers at an address, and has no picture there."""
    return CameraTrouble(
        Trouble.GONE,
        _("There is no picture at {camera} (it answers {status}).").format(
            camera=name, status=status
        ),
        _("Check the part of the address after the camera's name: its manual tells it."),
    )


def locked(name: str) -> CameraTrouble:
    """An address that wants a password."""
    advice = _("Put name and password into the address: rtsp://name:password@camera/path")
    return denied(name, advice)


def unwritten(name: str) -> CameraTrouble:
    """A pipe into which nobody writes."""
    return CameraTrouble(
        Trouble.HANGING,
        _("Nothing is written into {camera}.").format(camera=name),
        _("Start, or look at, the program that sends its picture there."),
    )


def closed_file(name: str) -> CameraTrouble:
    """A file or a pipe that this user may not read."""
    return denied(name, _("Let this user read it, or choose another camera."))
