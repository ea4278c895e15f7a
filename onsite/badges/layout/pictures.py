"""The pictures that a badge shows: logos of a template, photos of people."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ENOUGH = (2400, 2400)
"""Pixels: a JPEG is read no finer than that, at 600 dpi still ten centimetres."""
_SOLID = 255
"""Alpha of a pixel through which nothing is seen."""
_MOST = 40_000_000
"""Pixels of a picture that is opened."""


class NoPictureError(ValueError):
    """What was given is no picture that can be drawn."""


def opened(data: bytes) -> Image:
    """A picture the right way up, with its transparency.

    Raises:
        NoPictureError: it is none, or far too large.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.draft("RGB", _ENOUGH)
            _measure(picture)
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPictureError(str(error)) from error


@lru_cache(maxsize=16)
def size(data: bytes) -> tuple[int, int] | None:
    """Its width and height in pixels; None where it cannot be drawn."""
    try:
        return opened(data).size
    except NoPictureError:
        return None


@lru_cache(maxsize=16)
def is_opaque(data: bytes) -> bool:
    """Whether nothing below it is seen; of what cannot be drawn, nothing hides."""
    try:
        least = opened(data).getchannel("A").getextrema()[0]
    except NoPictureError:
        return False
    return bool(least == _SOLID)


def _measure(picture: Image) -> None:
    if picture.width * picture.height > _MOST:
        raise NoPictureError(f"{picture.width} x {picture.height}")


def crop(width: float, height: float, ratio: float) -> tuple[float, float, float, float]:
    """The part that fills a box: from the middle, of an upright one from above, where faces are.

    Args:
        width: of the picture, as is the height.
        ratio: of the box, width to height.

    Returns:
        Left, top, right and bottom as shares of the picture.
    """
    if width > height * ratio:
        share = height * ratio / width
        return ((1 - share) / 2, 0.0, (1 + share) / 2, 1.0)
    share = width / ratio / height
    top = (1 - share) / 3
    return (0.0, top, 1.0, top + share)
