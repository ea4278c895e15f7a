"""What `--camera` names."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.scanner.addresses import without_password
from onsite.scanner.capture.address import SCHEMES, Address
from onsite.scanner.capture.devices import BY_NAME, USB_ID, find
from onsite.scanner.capture.files import Images, Sequence, Video, images_in, is_image, is_sequence
from onsite.scanner.capture.pipe import Pipe
from onsite.scanner.capture.webcam import Computer, ThisComputer, Webcam

if TYPE_CHECKING:
    from onsite.scanner.capture.source import Source

_DEVICES = "/dev/"
_LIKE_A_FILE = re.compile(r"[/\\]|\.[A-Za-z][A-Za-z0-9]{1,4}$")


def source_of(text: str, *, loop: bool = False, computer: Computer | None = None) -> Source:
    """The source that a text names. Nothing is opened.

    A camera that is named by its id or number need not be plugged in; for a name, OpenCV is
    loaded to look.

    Args:
        text: the path of an image, a video, a folder of images, a sequence as `frame-%04d.png`
            or a pipe; the id, the name or the number of a camera; an address.
        loop: begin again at the end; what is live has none.
        computer: where cameras are plugged in.

    Raises:
        BadInputError: there is no such file, a folder without images, or no such address.
    """
    if "://" in text:
        return _address(text)
    here = computer or ThisComputer()
    try:
        place = Path(text).expanduser()
        if text.startswith(_DEVICES) or (not place.exists() and _is_camera(text, here)):
            return Webcam(text, here)
        return _file(place, loop=loop)
    except (OSError, RuntimeError) as error:  # a folder that is closed; a home that nobody has
        raise BadInputError(
            _("{path} cannot be looked at.").format(path=text),
            _("Check that it is there and that you may read it."),
        ) from error


def _is_camera(text: str, computer: Computer) -> bool:
    if text.isdecimal() or text.startswith(BY_NAME) or USB_ID.match(text):
        return True
    named = clean(text) == text and not _LIKE_A_FILE.search(text)
    return named and find(text, computer.devices()) is not None


def _address(text: str) -> Address:
    try:
        parts = urlsplit(text)
        known = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        known = False
    if not known:
        raise BadInputError(
            _("{address} is not the address of a camera.").format(address=without_password(text)),
            _("Write it as rtsp://camera/path or http://camera:8080/path."),
        )
    return Address(text)


def _file(place: Path, *, loop: bool) -> Source:
    if place.is_dir():
        return images_in(place, loop=loop)
    if is_sequence(place) and not place.exists():
        sequence = Sequence(place, loop)
        sequence.first()
        return sequence
    if not place.exists():
        raise BadInputError(
            _("There is no file {path}.").format(path=place),
            _(
                "Give --camera an image, a video, a folder of images, an address, or a camera "
                "as “onsite cameras” lists them."
            ),
        )
    if stat.S_ISFIFO(place.stat().st_mode):
        return Pipe(place)
    return Images(place.name, (place,), loop) if is_image(place) else Video(place, loop)
