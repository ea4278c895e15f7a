"""Moving pictures for the scanner: an image, a folder of images, a video file or a webcam.

Opening and reading happen in the scanner's thread, where OpenCV is loaded at the first frame.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.scanner.decoding import Picture

IMAGE_SHOWN_S = 1.0
"""How long a single image is held into the picture, in seconds."""
IMAGE_RATE = 5.0
"""Frames a second of a single image."""
LONGEST_SIDE = 2560
"""Larger images are made smaller first, in pixels: a code that needs more is not readable."""

_IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture."""

    at: float
    """Seconds since the footage began."""
    picture: Picture
    """Grey, eight bits."""


class Footage(Protocol):
    """Something that can be watched, from its beginning, any number of times."""

    @property
    def name(self) -> str:
        """What it is called on the screen."""
        ...

    def frames(self) -> Iterator[Frame]:
        """The frames in their order, as fast as they can be had.

        Raises:
            OnsiteError: it cannot be read.
        """
        ...


def footage_of(source: str, *, loop: bool = False) -> Footage:
    """The footage that `--camera` names.

    Args:
        source: a path, or the number of a webcam.
        loop: begin again at the end; a webcam has none.

    Raises:
        BadInputError: there is no such file, or a folder without images.
    """
    if source.isdecimal() and not Path(source).exists():
        return Webcam(int(source))
    place = Path(source).expanduser()
    if place.is_dir():
        return Images(place.name, _images_in(place), loop)
    if not place.exists():
        raise BadInputError(
            _("There is no file {path}.").format(path=place),
            _("Give --camera an image, a video, a folder of images, or a webcam's number."),
        )
    if place.suffix.lower() in _IMAGES:
        return Images(place.name, (place,), loop)
    return Video(place, loop)


@dataclass(frozen=True)
class Images:
    """Images, each held into the picture for a second."""

    name: str
    files: tuple[Path, ...]
    loop: bool = False

    def frames(self) -> Iterator[Frame]:
        """Every image several times.

        Raises:
            BadInputError: a file is not an image.
        """
        begins = 0.0
        while True:
            for file in self.files:
                picture = _image(file)
                for number in range(round(IMAGE_SHOWN_S * IMAGE_RATE)):
                    yield Frame(begins + number / IMAGE_RATE, picture)
                begins += IMAGE_SHOWN_S
            if not self.loop:
                return


@dataclass(frozen=True)
class Video:
    """A video file, at its own rate."""

    file: Path
    loop: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name

    def frames(self) -> Iterator[Frame]:
        """The frames of the file.

        Raises:
            BadInputError: the file is not a video, or in a format this computer cannot read.
        """
        _bytes_of(self.file, 1)
        begins = 0.0
        while True:
            ends = None
            for frame in _captured(str(self.file), begins):
                yield frame
                ends = frame.at
            if ends is None:
                raise _not_a_video(self.file)
            if not self.loop:
                return
            begins = ends + 1 / IMAGE_RATE


@dataclass(frozen=True)
class Webcam:
    """A camera of this computer, by its number."""

    index: int

    @property
    def name(self) -> str:
        """What the camera is called."""
        return _("Webcam {number}").format(number=self.index)

    def frames(self) -> Iterator[Frame]:
        """The frames as the camera gives them, until it stops.

        Raises:
            NotPossibleError: there is no such camera, or it stopped.
        """
        yield from _captured(self.index, 0.0)
        raise NotPossibleError(
            _("{camera} gives no picture.").format(camera=self.name),
            _("Check that it is plugged in and that no other program uses it."),
        )


def _not_a_video(file: Path) -> BadInputError:
    return BadInputError(
        _("{path} is not a video that this computer can play, or it is damaged.").format(path=file),
        _("Give --camera an MP4, AVI or WebM file, or a folder of images."),
    )


def _images_in(folder: Path) -> tuple[Path, ...]:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _IMAGES)
    if not files:
        raise BadInputError(
            _("There are no images in the folder {path}.").format(path=folder),
            _("Put PNG or JPEG files there, or give --camera a file."),
        )
    return tuple(files)


def _image(file: Path) -> Picture:
    import numpy as np

    cv2 = opencv()
    # Not cv2.imread: on Windows it cannot open a path with letters outside the code page.
    data = np.frombuffer(_bytes_of(file), np.uint8)
    try:
        grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        grey = None
    if grey is None:
        raise BadInputError(
            _("{path} is not a picture, or it is damaged.").format(path=file),
            _("Give --camera a PNG, JPEG or WebP image."),
        )
    return _fitted(grey)


def _bytes_of(file: Path, most: int = -1) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise BadInputError(
            _("The file {path} cannot be read: {why}.").format(path=file, why=error.strerror),
            _("Check that it is there and that you may read it."),
        ) from error


def _captured(source: str | int, begins: float) -> Iterator[Frame]:
    """Every frame of a video or a camera that can be had; none where it cannot be opened."""
    cv2 = opencv()
    # Of the ways to read a file, only FFmpeg's keeps silent about a damaged one.
    ffmpeg = isinstance(source, str) and cv2.videoio_registry.hasBackend(cv2.CAP_FFMPEG)
    capture = cv2.VideoCapture(source, cv2.CAP_FFMPEG if ffmpeg else cv2.CAP_ANY)
    started = time.monotonic()
    at = begins
    try:
        while True:
            there, picture = capture.read()
            if not there:
                return
            live = time.monotonic() - started
            shown = live if isinstance(source, int) else capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            # Some files tell no times, or the same twice; time never goes back.
            at = max(at, begins + shown)
            yield Frame(at, _fitted(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)))
    finally:
        capture.release()


def _fitted(grey: Picture) -> Picture:
    cv2 = opencv()
    scale = LONGEST_SIDE / max(grey.shape)
    if scale >= 1:
        return grey
    smaller: Picture = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return smaller
