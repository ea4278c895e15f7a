"""Whether a camera can be used, found out by using it for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.scanner.capture.newest import Newest
from onsite.scanner.capture.source import CameraTrouble
from onsite.scanner.capture.webcam import Computer, Webcam

if TYPE_CHECKING:
    from onsite.scanner.capture.devices import Device

OPENS_WITHIN_S = 8.0
"""Some systems take long to switch a camera on."""
WATCHED_S = 1.0


@dataclass(frozen=True, slots=True)
class Tried:
    """A camera, and what came of trying it."""

    device: Device
    trouble: CameraTrouble | None = None
    """Why it cannot be used; None where nothing is known against it."""
    width: int = 0
    """Pixels of its picture; 0 where it was not switched on."""
    height: int = 0
    rate: int = 0
    """Frames a second that it gave; in the dark, many give fewer."""


def untried(device: Device, computer: Computer) -> Tried:
    """What is known of a camera without switching it on."""
    return Tried(device, computer.obstacle(device))


def tried(device: Device, computer: Computer) -> Tried:
    """Switch a camera on, watch it for a second, and switch it off."""
    newest = Newest(Webcam(device.id, computer), OPENS_WITHIN_S)
    try:
        first = last = newest.latest(OPENS_WITHIN_S + 1)
        many = 0
        while first is not None and last is not None and last.at - first.at < WATCHED_S:
            last = newest.latest(WATCHED_S)
            many += 1
    except CameraTrouble as trouble:
        return Tried(device, trouble)
    finally:
        newest.close()
    if first is None or last is None:
        return Tried(device)
    height, width = first.picture.shape
    return Tried(device, None, width, height, round(many / (last.at - first.at)))
