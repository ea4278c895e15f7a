"""A camera of this computer, by a name that outlives the socket it is plugged into."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from onsite.cleaning import clean
from onsite.language import _
from onsite.scanner.capture import words
from onsite.scanner.capture.devices import BY_NAME, Device, backend, devices, find
from onsite.scanner.capture.grey import grey
from onsite.scanner.capture.obstacles import obstacle
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.capture.source import CameraTrouble, Stream
    from onsite.scanner.decoding import Picture

WIDTH, HEIGHT = 1280, 720
RATE = 15
"""Frames a second that are asked for; a camera may give others."""
BUFFERS = 2
"""Frames that may wait to be taken. With one, a camera has none to fill while the last is being
taken, and gives every second frame only; more of them make what is seen older."""


class Computer(Protocol):
    """Where cameras are plugged in."""

    def devices(self) -> list[Device]:
        """The cameras that are there."""
        ...

    def obstacle(self, device: Device) -> CameraTrouble | None:
        """Why the camera cannot be opened, as far as one can tell before."""
        ...

    def capture(self, device: Device) -> Any:
        """A `cv2.VideoCapture` of it, which may have failed to open."""
        ...


class ThisComputer:
    """The computer that this runs on."""

    def devices(self) -> list[Device]:
        """The cameras that are there."""
        return devices()

    def obstacle(self, device: Device) -> CameraTrouble | None:
        """Why the camera cannot be opened, as far as one can tell before."""
        return obstacle(device)

    def capture(self, device: Device) -> Any:
        """Open it, and ask for what codes are read from best."""
        cv2 = opencv()
        capture = cv2.VideoCapture(device.index, backend())
        # Compressed first: otherwise a size is chosen that USB cannot carry at that rate.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_FPS, RATE)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, BUFFERS)
        compressed = int(capture.get(cv2.CAP_PROP_FOURCC)) == cv2.VideoWriter.fourcc(*"MJPG")
        if compressed and capture.getBackendName() == "V4L2":
            # The JPEG as it comes, which `grey` reads for a third of the price.
            capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)
        return capture


class Webcam:
    """A camera that may be plugged in; two with the same key are equal.

    Args:
        key: an id or a name as `onsite cameras` lists them, a path below `/dev`, or a number.
        computer: where it is looked for.
    """

    live = True

    def __init__(self, key: str, computer: Computer | None = None) -> None:
        self.key = key
        self._computer = computer or ThisComputer()
        self._name = ""

    def __eq__(self, other: object) -> bool:
        """Whether both stand for the same camera."""
        return isinstance(other, Webcam) and other.key == self.key

    def __hash__(self) -> int:
        """Of the key."""
        return hash(self.key)

    @property
    def name(self) -> str:
        """What the camera calls itself, once it was seen; what it was asked for by until then."""
        if self._name:
            return self._name
        if self.key.isdecimal():
            return _("Webcam {number}").format(number=self.key)
        return clean(self.key.removeprefix(BY_NAME))

    def open(self) -> Stream:
        """Find it among those that are plugged in, and begin.

        Raises:
            CameraTrouble: it is not there, or cannot be used.
        """
        device = find(self.key, self._computer.devices())
        if device is None:
            raise words.gone(self.name)
        self._name = device.name
        trouble = self._computer.obstacle(device)
        if trouble is not None:
            raise trouble
        capture = self._computer.capture(device)
        if not capture.isOpened():
            capture.release()
            raise self._computer.obstacle(device) or words.not_opened(device.name)
        return _WebcamStream(capture, device, self._computer)


class _WebcamStream:
    def __init__(self, capture: Any, device: Device, computer: Computer) -> None:
        self._capture = capture
        self._device = device
        self._computer = computer
        self._began = time.monotonic()

    def grab(self) -> float | None:
        """Wait for the next frame; answers its time."""
        if self._capture.grab():
            return time.monotonic() - self._began
        name = self._device.name
        there = any(each.id == self._device.id for each in self._computer.devices())
        raise words.hanging(name) if there else words.lost(name)

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        _there, raw = self._capture.retrieve()
        picture = grey(raw)
        if picture is None:
            raise words.unreadable(self._device.name)
        return picture

    def close(self) -> None:
        """Let the camera go."""
        self._capture.release()
