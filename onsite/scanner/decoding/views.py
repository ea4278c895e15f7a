"""One frame, and the ways to look at it: smaller, sharper, inverted, squeezed, nearer.

No single way reads every code. Each is cheap, and what one misses another often reads: small
pictures average noise and moiré out, a sharpened one undoes blur, a squeezed one a tilt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from onsite.scanner.decoding.squares import true_ones
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.scanner.decoding.found import Corner, Picture
    from onsite.scanner.decoding.squares import Square

Turn: TypeAlias = tuple[tuple[float, float, float], ...]
"""Two rows of an affine map: how much of x, how much of y, and how many pixels more."""

SMALLEST = 21
"""Modules on a side of the smallest QR code: a picture with fewer pixels holds none."""
SMALL = 720
"""Pixels on the longer side of a picture that can be doubled as a whole in good time."""

_DIM = 80
"""Levels between dark and light in a frame that is too dim: a decoder takes 24 for noise."""
_FAINT = 4
"""Levels between dark and light of a picture in which there is nothing."""
_CLOSE_UPS = 2
"""Codes that are looked at from near in one frame."""


class Threshold(StrEnum):
    """How grey becomes black and white; the values are those of zxing-cpp."""

    LOCAL = "LocalAverage"
    ONE = "GlobalHistogram"
    """One for the whole picture."""
    DONE = "FixedThreshold"
    """The picture is black and white already."""


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at a frame, or at a part of it."""

    picture: Picture
    across: float = 1.0
    """Pixels of the view for a pixel of the frame, from left to right."""
    down: float = 1.0
    """The same, from top to bottom."""
    origin: tuple[float, float] = (0.0, 0.0)
    """Where its top left corner is in the frame, in pixels of the frame."""
    threshold: Threshold = Threshold.LOCAL
    back: Turn | None = None
    """How it has to be turned to lie as the frame does."""

    def in_frame(self, corners: Iterable[Corner]) -> tuple[Corner, ...]:
        """Corners in the view as pixels of the frame."""
        return tuple(self._in_frame(x, y) for x, y in corners)

    def _in_frame(self, x: float, y: float) -> Corner:
        if self.back is not None:
            x, y = (over * x + under * y + shift for over, under, shift in self.back)
        left, top = self.origin
        return round(x / self.across + left), round(y / self.down + top)


@dataclass
class Frame:
    """A frame that is being looked at; smaller versions are made once, at first use."""

    grey: Picture
    missed: list[Square] = field(default_factory=list)
    """Where a decoder saw a code whose text it could not make out."""

    @cached_property
    def _half_as_seen(self) -> Picture:
        return resized(self.grey, 0.5, 0.5)

    @cached_property
    def levels(self) -> tuple[int, int]:
        """The darkest and the lightest levels, without the hundredth beyond each."""
        cv2 = opencv()
        small = resized(self._half_as_seen, 0.5, 0.5)
        counts = cv2.calcHist([small], [0], None, [256], [0, 256]).ravel().cumsum()
        dark, light = counts.searchsorted([small.size * 0.01, small.size * 0.99])
        return int(dark), int(light)

    @cached_property
    def is_dim(self) -> bool:
        """So little contrast that it has to be stretched."""
        dark, light = self.levels
        return _FAINT <= light - dark < _DIM

    @cached_property
    def whole(self) -> Picture:
        """The frame at its full size."""
        return stretched(self.grey, *self.levels) if self.is_dim else self.grey

    @cached_property
    def half(self) -> Picture:
        """The frame at half its size."""
        small = self._half_as_seen
        return stretched(small, *self.levels) if self.is_dim else small

    @cached_property
    def quarter(self) -> Picture:
        """The frame at a quarter of its size."""
        return resized(self.half, 0.5, 0.5)


def in_grey(picture: Picture) -> Picture:
    """A picture without its colours, if it has any: blue, green, red."""
    if picture.ndim == 2:  # noqa: PLR2004 - rows and columns, no channels
        return picture
    cv2 = opencv()
    grey: Picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return grey


def resized(picture: Picture, across: float, down: float) -> Picture:
    """Smaller or larger, by the factors given."""
    cv2 = opencv()
    # Averaging areas is quick by whole factors only, and no better between them.
    way = cv2.INTER_AREA if across == down == 0.5 else cv2.INTER_LINEAR  # noqa: PLR2004
    small: Picture = cv2.resize(picture, None, fx=across, fy=down, interpolation=way)
    return small


def stretched(picture: Picture, dark: int, light: int) -> Picture:
    """With the levels from `dark` to `light` drawn apart to all there are."""
    cv2 = opencv()
    wide: Picture = cv2.convertScaleAbs(cv2.subtract(picture, dark), alpha=255 / (light - dark))
    return wide


def sharpened(picture: Picture, side: int, strength: float = 1.5) -> Picture:
    """With what differs from its surroundings, `side` pixels wide, made so much stronger."""
    cv2 = opencv()
    around = cv2.blur(picture, (side, side))
    sharp: Picture = cv2.addWeighted(picture, 1 + strength, around, -strength, 0)
    return sharp


def black_and_white(picture: Picture, side: int) -> Picture:
    """Each pixel by the mean around it, `side` pixels wide (odd)."""
    cv2 = opencv()
    mean, binary = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY
    parted: Picture = cv2.adaptiveThreshold(picture, 255, mean, binary, side, 0)
    return parted


def turned(picture: Picture, degrees: float) -> View:
    """The whole of it, turned about its middle."""
    cv2 = opencv()
    height, width = picture.shape
    side = math.ceil(math.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    seen = cv2.warpAffine(picture, turn, (side, side), borderMode=cv2.BORDER_REPLICATE)
    back = cv2.invertAffineTransform(turn).tolist()
    return View(seen, back=tuple(tuple(row) for row in back))


def close_ups(frame: Frame) -> Iterator[View]:
    """What was seen and not read, doubled; the whole of a small picture."""
    if max(frame.grey.shape) <= SMALL:
        yield from _doubled(View(frame.whole))
        return
    for place in true_ones(frame.grey, frame.missed)[-_CLOSE_UPS:]:
        part = part_around(frame, place.corners, 0.25)
        yield from _doubled(part)
        yield replace(part, threshold=Threshold.ONE)


def _doubled(view: View) -> Iterator[View]:
    large = resized(view.picture, 2, 2)
    yield View(large, 2, 2, view.origin)
    yield View(sharpened(large, 9), 2, 2, view.origin)


def part_around(frame: Frame, corners: Iterable[tuple[float, float]], margin: float) -> View:
    """The part of the frame around a code, with a margin in widths of the code on each side."""
    xs, ys = zip(*corners, strict=True)
    height, width = frame.grey.shape
    wide = margin * max(max(xs) - min(xs), max(ys) - min(ys))
    left, top = max(0, round(min(xs) - wide)), max(0, round(min(ys) - wide))
    right, bottom = min(width, round(max(xs) + wide)), min(height, round(max(ys) + wide))
    return View(frame.whole[top:bottom, left:right].copy(), origin=(left, top))
