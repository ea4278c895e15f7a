"""Pictures as they come into pictures as the decoders want them: grey, of a useful size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding import Picture

LONGEST_SIDE = 2560
"""Larger pictures are made smaller first, in pixels: a code that needs more is not readable."""


def grey(raw: Any) -> Picture | None:
    """A picture of a stream made grey; None where it is damaged.

    Args:
        raw: blue-green-red; grey already; or one row of bytes that are a JPEG.
    """
    if raw is None or raw.size == 0:
        return None
    cv2 = opencv()
    if raw.ndim == 2 and raw.shape[0] == 1:  # noqa: PLR2004 - rows and columns, no channels
        # Read as grey, a JPEG costs a third of what it costs in colour.
        return decoded(raw)
    if raw.ndim == 2:  # noqa: PLR2004
        return fitted(raw)
    return fitted(cv2.cvtColor(raw, cv2.COLOR_BGR2GRAY))


def decoded(data: Any) -> Picture | None:
    """The picture in the bytes of an image file; None where they are none."""
    cv2 = opencv()
    try:
        picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        return None
    return None if picture is None else fitted(picture)


def fitted(picture: Picture) -> Picture:
    """The picture, made smaller where it is larger than `LONGEST_SIDE`."""
    cv2 = opencv()
    scale = LONGEST_SIDE / max(picture.shape)
    if scale >= 1:
        return picture
    smaller: Picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return smaller
