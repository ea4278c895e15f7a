"""The search for finder patterns, the three squares by which a code is known.

A decoder asks for sharp edges. Here the picture of a whole pattern, blurred, is laid over a
small frame, so that a code is found that is far out of focus, moving or faint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.decoding.squares import PATTERN, Square, likeness, pattern
from onsite.scanner.decoding.views import resized
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    from onsite.scanner.decoding.found import Picture
    from onsite.scanner.decoding.squares import Floats

    Points: TypeAlias = NDArray[np.floating[Any]]
    Three: TypeAlias = tuple[float, Points, float]
    """How good it is; the middles of the patterns: of the corner, the right and the lower one;
    and how far these are from the corner, in modules."""

_SIZES = (1.0, 1.45)
"""Pixels for a module of the patterns that are laid over a picture, and over half of it."""
_BLUR = 0.5
"""How much these are blurred, in modules."""
_ALIKE = 0.5
"""Correlation from which a place may be a finder pattern."""
_LEAN, _STRETCH = 0.35, 0.44
"""How far the sides may be from a right angle (its cosine) and from one length (its logarithm)."""
_GOOD = 1.7
"""How good a three must be: three times the correlation, less what it is out of shape."""
_PLACES = 10
"""Places that are looked at for each size."""
_THREES = 3
"""Threes of places that are held against a code."""
_SIDES = range(21, 62, 4)
"""Modules on a side of the codes that are searched for."""
_BETWEEN = 7
"""Modules by which the middles of two finder patterns are nearer than the code is wide."""


def squares(small: Picture, large: Picture) -> list[Square]:
    """Where codes may be; `squares.looks` tells whether they are.

    Args:
        small: grey, in which the patterns are searched for.
        large: the same at twice the size, by which it is decided how many modules there are;
            the squares are in its pixels.
    """
    half = resized(small, 0.5, 0.5)
    threes = [
        (good, larger * middles, apart)
        for picture, larger in ((small, 2), (half, 4))
        for size in _SIZES
        for good, middles, apart in _threes_by(picture, size)
    ]
    threes.sort(key=lambda three: three[0], reverse=True)
    return [
        max(
            (_square(middles, modules) for modules in _SIDES if _may_have(modules, apart)),
            key=lambda square: likeness(large, square),
        )
        for _good, middles, apart in threes[:_THREES]
    ]


def _may_have(modules: int, apart: float) -> bool:
    return 0.6 < (modules - _BETWEEN) / apart < 1.5  # noqa: PLR2004 - so coarse are the sizes


def _square(middles: Points, modules: int) -> Square:
    corner, right, lower = middles
    across = (right - corner) / (modules - _BETWEEN)
    down = (lower - corner) / (modules - _BETWEEN)
    first = corner - (across + down) * _BETWEEN / 2
    ways = ((0, 0), (1, 0), (1, 1), (0, 1))
    points = [first + (x * across + y * down) * modules for x, y in ways]
    return Square(tuple((float(x), float(y)) for x, y in points), modules)


def _threes_by(picture: Picture, size: float) -> list[Three]:
    import numpy as np

    cv2 = opencv()
    side = round(PATTERN * size)
    if min(picture.shape) < 2 * side:
        return []
    model = pattern(side, _BLUR).astype(np.uint8)
    match = cv2.matchTemplate(picture, model, cv2.TM_CCOEFF_NORMED)
    # A light pattern on a dark screen is as unlike as can be.
    return [three for alike in (match, -match) for three in _threes(alike, side, size)]


def _threes(alike: Floats, side: int, size: float) -> list[Three]:
    """The best threes of places that stand like the patterns of a code."""
    import numpy as np

    places, scores = _places(alike, side)
    ways = places[None] - places[:, None]
    far = np.hypot(ways[..., 0], ways[..., 1]) + 1e-6
    right, lower = ways[:, :, None], ways[:, None]
    turn = right[..., 0] * lower[..., 1] - right[..., 1] * lower[..., 0]
    lean = abs((right * lower).sum(axis=-1)) / (far[:, :, None] * far[:, None])
    stretch = abs(np.log(far[:, :, None] / far[:, None]))
    apart = (far[:, :, None] + far[:, None]) / 2 / size
    fits = (turn > 0) & (lean < _LEAN) & (stretch < _STRETCH) & (apart > 10) & (apart < 56)  # noqa: PLR2004 - modules, of the sides searched for
    corner, one, other = np.nonzero(fits)
    good = scores[corner] + scores[one] + scores[other]
    good = good - stretch[fits] - lean[fits] / 2
    best = [at for at in np.argsort(-good)[:_THREES] if good[at] >= _GOOD]
    return [
        (float(good[at]), places[[corner[at], one[at], other[at]]], float(apart[fits][at]))
        for at in best
    ]


def _places(alike: Floats, side: int) -> tuple[Points, Points]:
    """Where the pattern fits best: the middles of the places, and how well it fits there."""
    import numpy as np

    near = int(side * 0.55) | 1
    best = opencv().dilate(alike, np.ones((near, near), np.uint8))
    down, across = np.nonzero((alike >= best) & (alike > _ALIKE))
    order = np.argsort(-alike[down, across])[:_PLACES]
    down, across = down[order], across[order]
    return np.stack([across, down], axis=1) + side / 2, alike[down, across]
