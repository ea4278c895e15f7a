"""Pictures in a PDF: each is there once, as it is where it is a JPEG that needs no change."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from onsite.badges.layout.page import MM_PER_INCH
from onsite.badges.layout.pictures import opened

if TYPE_CHECKING:
    from PIL.Image import Image

    from onsite.badges.drawing.pdf_file import PdfFile
    from onsite.badges.layout.page import Picture

_FINEST_DPI = 600
"""Beyond this no printer of badges shows more."""
_WHOLE = (0.0, 0.0, 1.0, 1.0)
_ORIENTATION = 0x0112
"""The tag of Exif that says how a camera was held."""
_QUALITY = 90


class Pictures:
    """The pictures of one document."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, picture: Picture) -> int:
        """The number of the object that shows a picture in a square of one unit.

        Raises:
            NoPictureError: it is none that can be drawn.
        """
        size = _most_pixels(picture)
        key = (hashlib.sha256(picture.data).digest(), picture.crop, size)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._write(picture, size)
        return found

    def _write(self, picture: Picture, most: tuple[int, int]) -> int:
        from PIL import Image

        with Image.open(io.BytesIO(picture.data)) as found:
            upright = found.getexif().get(_ORIENTATION, 1) == 1
            small = found.width <= most[0] and found.height <= most[1]
            is_jpeg, mode, size = found.format == "JPEG", found.mode, found.size
        shown_whole = upright and small and picture.crop == _WHOLE
        if is_jpeg and shown_whole and mode in ("L", "RGB"):
            return self._jpeg(picture.data, size, mode)
        image = _cropped(opened(picture.data), picture.crop)
        image.thumbnail(most, Image.Resampling.LANCZOS)
        mask = ""
        alpha = image.getchannel("A")
        if alpha.getextrema() != (255, 255):
            mask = f"/SMask {self._pixels(alpha)} 0 R"
        image = image.convert("RGB")
        if is_jpeg:
            packed = io.BytesIO()
            image.save(packed, "JPEG", quality=_QUALITY)
            return self._jpeg(packed.getvalue(), image.size, image.mode)
        return self._pixels(image, mask)

    def _jpeg(self, data: bytes, size: tuple[int, int], mode: str) -> int:
        entries = f"{_entries(size, mode)}/Filter/DCTDecode"
        return self._file.stream(entries, data, packed=True)

    def _pixels(self, image: Image, mask: str = "") -> int:
        return self._file.stream(_entries(image.size, image.mode) + mask, image.tobytes())


def _most_pixels(picture: Picture) -> tuple[int, int]:
    """Of the part that is shown."""
    finest = _FINEST_DPI / MM_PER_INCH
    return max(round(picture.width * finest), 1), max(round(picture.height * finest), 1)


def _cropped(image: Image, crop: tuple[float, float, float, float]) -> Image:
    if crop == _WHOLE:
        return image
    sides = (share * image.size[axis % 2] for axis, share in enumerate(crop))
    left, top, right, bottom = (round(side) for side in sides)
    return image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _entries(size: tuple[int, int], mode: str) -> str:
    space = "/DeviceGray" if mode == "L" else "/DeviceRGB"
    wide, high = size
    return (
        f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace{space}"
        "/BitsPerComponent 8"
    )
