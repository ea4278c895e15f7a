"""Files as cameras: an image, a folder of images, a sequence of numbered images, a video."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError
from onsite.language import _
from onsite.scanner.capture.grey import decoded, grey
from onsite.scanner.capture.source import CameraTrouble, Frame, FrameStream, Trouble
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onsite.scanner.capture.source import Stream
    from onsite.scanner.decoding import Picture

IMAGE_SHOWN_S = 1.0
"""How long a single image is held into the picture, in seconds."""
IMAGE_RATE = 5.0
"""Frames a second of a single image."""
SEQUENCE_RATE = 15.0
"""Frames a second of numbered images, each of which is one frame."""

_IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
_NUMBER = re.compile(r"%0?\d*d")
_FIRST_WITHIN = 1000
_REASONS = {errno.ENOENT: Trouble.GONE, errno.EACCES: Trouble.DENIED, errno.EPERM: Trouble.DENIED}


def is_image(file: Path) -> bool:
    """Whether its name is that of an image."""
    return file.suffix.lower() in _IMAGES


def is_sequence(file: Path) -> bool:
    """Whether its name stands for many numbered files, as `frame-%04d.png`."""
    return len(_NUMBER.findall(file.name)) == 1


@dataclass(frozen=True)
class Images:
    """Images, each held into the picture for a second."""

    name: str
    files: tuple[Path, ...]
    loop: bool = False
    live: bool = False

    def open(self) -> Stream:
        """Begin with the first image; one that cannot be read is told when its turn comes."""
        return FrameStream(self._frames())

    def _frames(self) -> Iterator[Frame]:
        begins = 0.0
        while True:
            for file in self.files:
                picture = _image(file)
                for number in range(round(IMAGE_SHOWN_S * IMAGE_RATE)):
                    yield Frame(begins + number / IMAGE_RATE, picture)
                begins += IMAGE_SHOWN_S
            if not self.loop:
                return


def images_in(folder: Path, *, loop: bool = False) -> Images:
    """The images of a folder, by name.

    Raises:
        BadInputError: there are none.
    """
    files = tuple(sorted(file for file in folder.iterdir() if is_image(file)))
    if not files:
        raise BadInputError(
            _("There are no images in the folder {path}.").format(path=folder),
            _("Put PNG or JPEG files there, or give --camera a file."),
        )
    return Images(folder.name, files, loop)


@dataclass(frozen=True)
class Sequence:
    """Numbered images, each one frame of a moving picture.

    Args:
        pattern: a file whose name holds the number as `%d`, or `%04d` with zeros before it.
        loop: begin again after the last.
    """

    pattern: Path
    loop: bool = False
    live: bool = False

    @property
    def name(self) -> str:
        """The pattern."""
        return self.pattern.name

    def first(self) -> int:
        """The number of the first file.

        Raises:
            BadInputError: there is none.
        """
        for number in range(_FIRST_WITHIN):
            if self._file(number).exists():
                return number
        raise BadInputError(
            _("There is no file {path}.").format(path=self._file(0)),
            _("Number the files from 0 or 1 on, without a gap."),
        )

    def open(self) -> Stream:
        """Begin with the first file; one that cannot be read is told when its turn comes."""
        return FrameStream(self._frames())

    def _frames(self) -> Iterator[Frame]:
        shown = count()
        while True:
            for number in count(self.first()):
                file = self._file(number)
                if not file.exists():
                    break
                yield Frame(next(shown) / SEQUENCE_RATE, _image(file))
            if not self.loop:
                return

    def _file(self, number: int) -> Path:
        return self.pattern.with_name(
            _NUMBER.sub(lambda found: found[0] % number, self.pattern.name)
        )


@dataclass(frozen=True)
class Video:
    """A video file, at its own rate."""

    file: Path
    loop: bool = False
    live: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name

    def open(self) -> Stream:
        """Open the file.

        Raises:
            CameraTrouble: it is not a video, or in a format this computer cannot read.
        """
        _bytes_of(self.file, 1)
        return _VideoStream(self.file, loop=self.loop)


class _VideoStream:
    def __init__(self, file: Path, *, loop: bool) -> None:
        self._file = file
        self._loop = loop
        self._begins = self._at = 0.0
        self._capture = _captured(file)
        if not self._capture.grab():
            self._capture.release()
            raise _not_a_video(file)
        self._is_ahead = True

    def grab(self) -> float | None:
        """The next frame's time; what the file's own times leave open, time never goes back."""
        if not self._is_ahead and not self._capture.grab() and not self._begun_again():
            return None
        self._is_ahead = False
        shown = self._capture.get(opencv().CAP_PROP_POS_MSEC) / 1000
        self._at = max(self._at, self._begins + shown)
        return self._at

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        _there, raw = self._capture.retrieve()
        picture = grey(raw)
        if picture is None:
            raise _not_a_video(self._file)
        return picture

    def close(self) -> None:
        """Close the file."""
        self._capture.release()

    def _begun_again(self) -> bool:
        if not self._loop:
            return False
        self._capture.release()
        self._capture = _captured(self._file)
        self._begins = self._at + 1 / IMAGE_RATE
        return bool(self._capture.grab())


def _captured(file: Path) -> Any:
    cv2 = opencv()
    # Of the ways to read a file, only FFmpeg's keeps silent about a damaged one.
    ffmpeg = cv2.videoio_registry.hasBackend(cv2.CAP_FFMPEG)
    return cv2.VideoCapture(str(file), cv2.CAP_FFMPEG if ffmpeg else cv2.CAP_ANY)


def _not_a_video(file: Path) -> CameraTrouble:
    return CameraTrouble(
        Trouble.UNREADABLE,
        _("{path} is not a video that this computer can play, or it is damaged.").format(path=file),
        _("Give --camera an MP4, AVI or WebM file, or a folder of images."),
    )


def _image(file: Path) -> Picture:
    import numpy as np

    # Not cv2.imread: on Windows it cannot open a path with letters outside the code page.
    picture = decoded(np.frombuffer(_bytes_of(file), np.uint8))
    if picture is None:
        raise CameraTrouble(
            Trouble.UNREADABLE,
            _("{path} is not a picture, or it is damaged.").format(path=file),
            _("Give --camera a PNG, JPEG or WebP image."),
        )
    return picture


def _bytes_of(file: Path, most: int = -1) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise CameraTrouble(
            _REASONS.get(error.errno or 0, Trouble.UNREADABLE),
            _("The file {path} cannot be read: {why}.").format(path=file, why=error.strerror),
            _("Check that it is there and that you may read it."),
        ) from error
