"""The cameras of this computer, by names that stay when they are plugged in elsewhere."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from onsite.cleaning import clean
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

USB_ID = re.compile(r"^[0-9a-f]{4}:[0-9a-f]{4}(:\S+)?$")
"""How the id of a USB camera looks: vendor, product, and its serial number or its socket."""
BY_NAME = "camera:"
"""How the id of any other camera begins."""
SYSFS = Path("/sys/class/video4linux")

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._&-]+")
_BACKENDS = {"linux": "CAP_V4L2", "win32": "CAP_DSHOW", "darwin": "CAP_AVFOUNDATION"}


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that is plugged in."""

    name: str
    index: int
    """Its number today, as OpenCV counts."""
    path: str
    """How the system calls it: a file below `/dev`, or an identifier."""
    id: str
    """What to give to `--camera`; the same tomorrow, under another number."""
    socket: str = ""
    """Where a USB camera is plugged in, as far as the system tells."""


class Seen(Protocol):
    """A camera as `cv2_enumerate_cameras` tells of it."""

    index: int
    name: str
    path: str | None
    vid: int | None
    pid: int | None


def devices() -> list[Device]:
    """The cameras that are plugged in, by their numbers. Opens none of them."""
    opencv()  # first, since the library loads it too, and not silent
    from cv2_enumerate_cameras import enumerate_cameras

    return named(enumerate_cameras(backend()))


def backend() -> int:
    """OpenCV's number of the way that cameras are opened on this system."""
    cv2 = opencv()
    number: int = getattr(cv2, _BACKENDS.get(sys.platform, "CAP_ANY"))
    return number


def named(seen: Iterable[Seen], sysfs: Path = SYSFS) -> list[Device]:
    """Cameras with their ids, which differ from one another.

    Args:
        seen: in any order.
        sysfs: where Linux tells of its cameras.
    """
    found = sorted((_device(each, sysfs) for each in seen), key=lambda device: device.index)
    twice = _shared(found)
    # Two of one kind may be sold with one serial number: their sockets tell them apart.
    by_socket = [
        replace(each, id=f"{each.id[:9]}:{each.socket}")
        if each.id in twice and each.socket
        else each
        for each in found
    ]
    return [_numbered(by_socket, at) for at in range(len(by_socket))]


def find(key: str, among: Sequence[Device]) -> Device | None:
    """The camera that a key stands for.

    One whose socket or number has changed is found, as long as no other of its kind is there.

    Args:
        key: an id, the name of a camera, its path, or its number.
        among: the cameras that are plugged in.
    """
    path = str(Path(key).resolve()) if key.startswith("/dev/") else key
    for attempt in (
        [each for each in among if path in (each.id, each.path, str(each.index))],
        [each for each in among if each.name.casefold() == clean(key).casefold()],
        [each for each in among if USB_ID.match(key) and each.id[:9] == key[:9]],
    ):
        if len(attempt) == 1:
            return attempt[0]
    return None


def _device(seen: Seen, sysfs: Path) -> Device:
    path = seen.path or str(seen.index)
    name = clean(seen.name or "") or Path(path).name
    if seen.vid is None or seen.pid is None:
        return Device(name, seen.index, path, BY_NAME + name)
    serial, socket = _of_linux(path, sysfs) if path.startswith("/dev/") else ("", _socket_in(path))
    model = f"{seen.vid:04x}:{seen.pid:04x}"
    known = serial or socket
    return Device(name, seen.index, path, f"{model}:{known}" if known else model, socket)


def _of_linux(path: str, sysfs: Path) -> tuple[str, str]:
    interface = (sysfs / Path(path).name / "device").resolve()
    try:
        serial = (interface.parent / "serial").read_text("utf-8", "replace")
    except OSError:
        serial = ""
    return _fit_for_id(serial), _fit_for_id(interface.name)


def _socket_in(path: str) -> str:
    # Windows: \\?\usb#vid_046d&pid_0825&mi_00#7&1b2c&0&0000#{…}; macOS: one number.
    parts = path.split("#")
    return _fit_for_id(parts[2] if len(parts) > 2 else path)  # noqa: PLR2004 - as said above


def _fit_for_id(text: str) -> str:
    return _NOT_IN_IDS.sub("-", text.strip()).strip("-")


def _shared(found: Sequence[Device]) -> set[str]:
    return {key for key, many in Counter(each.id for each in found).items() if many > 1}


def _numbered(found: Sequence[Device], at: int) -> Device:
    device = found[at]
    before = sum(each.id == device.id for each in found[:at])
    return replace(device, id=f"{device.id}#{before + 1}") if before else device
