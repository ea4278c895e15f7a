"""A place that may be a code, seen straight from the front, and how much it looks like one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from onsite.scanner.decoding.found import Picture

    Floats: TypeAlias = NDArray[np.float32]

PATTERN = 9
"""Modules on a side of a finder pattern with the light line around it."""
_MARGIN = 2
"""Modules around a code that are looked at, too."""
_FINE = 2
"""Pixels for a module in what is seen from the front."""
_BLURS = (0.4, 0.8, 1.2)
"""How much the patterns may be blurred, in modules."""
_GLARE = 248
"""The level from which a place shows nothing but light."""
_GLARE_SIDE = 4
"""Modules on a side of a place that is never all light in a code."""


@dataclass(frozen=True, slots=True)
class Square:
    """A place that may be a code."""

    corners: tuple[tuple[float, float], ...]
    """Going round from the top left of the code; in pixels, x before y."""
    modules: int
    """On a side."""

    @property
    def module(self) -> float:
        """The side of a module, in pixels."""
        import numpy as np

        area = float(opencv().contourArea(np.array(self.corners, np.float32)))
        return math.sqrt(area) / self.modules


@dataclass(frozen=True, slots=True)
class Looks:
    """What a place looks like."""

    alike: float
    """How much like a code: true ones have 0.7 to 1.4, what is seldom like one is below 0.9."""
    filled: float
    """How light the data are: 0 as dark as the finder patterns, 1 as light as the line around."""
    light: float
    """The level of that line, 0 to 255."""
    contrast: float
    """Levels between it and the middles of the finder patterns."""
    glare: float
    """The share of the code that is all light, 0 to 1."""


def looks(picture: Picture, square: Square) -> Looks:
    """What a place in a grey picture looks like."""
    import numpy as np

    seen = _from_the_front(picture, square)
    patterns = _patterns(seen)
    if _fits(patterns).sum() < 0:
        seen, patterns = 255 - seen, 255 - patterns
    middle = slice(3 * _FINE, 6 * _FINE)
    dark = float(patterns[:, middle, middle].mean())
    around = _around(seen)
    levels = [float(side.mean()) for side in around]
    light = float(np.median(levels))
    contrast = max(light - dark, 1.0)
    edge = (min(levels) - dark) / contrast
    uneven = max(float(side.std()) for side in around) / contrast
    return Looks(
        alike=float(_fits(patterns).min(axis=1).max()) + min(edge, 1.0) / 2 - uneven / 2,
        filled=(_filling(seen) - dark) / contrast,
        light=light,
        contrast=contrast,
        glare=_glare(seen),
    )


def likeness(picture: Picture, square: Square) -> float:
    """How much the corners look like finder patterns, dark or light: 1 is the same."""
    return float(abs(_fits(_patterns(_from_the_front(picture, square))).min(axis=1)).max())


@cache
def pattern(side: int, blur: float) -> Floats:
    """A finder pattern, `side` pixels wide, blurred by `blur` modules."""
    import numpy as np

    cv2 = opencv()
    fine = 16
    drawn = np.full((PATTERN * fine, PATTERN * fine), 255, np.float32)
    for ring, level in ((1, 0), (2, 255), (3, 0)):
        drawn[ring * fine : -ring * fine, ring * fine : -ring * fine] = level
    blurred = cv2.GaussianBlur(drawn, (0, 0), blur * fine)
    small: Floats = cv2.resize(blurred, (side, side), interpolation=cv2.INTER_AREA)
    return small


@cache
def _models() -> Floats:
    """The patterns that corners are held against, each with mean 0 and length 1."""
    import numpy as np

    models = np.stack([pattern(PATTERN * _FINE, blur) for blur in _BLURS])
    models -= models.mean(axis=(1, 2), keepdims=True)
    models /= np.sqrt((models**2).sum(axis=(1, 2), keepdims=True))
    return models


def _from_the_front(picture: Picture, square: Square) -> Floats:
    import numpy as np

    cv2 = opencv()
    near, far = _MARGIN, _MARGIN + square.modules
    to = np.array([[near, near], [far, near], [far, far], [near, far]], np.float32) * _FINE - 0.5
    turn = cv2.getPerspectiveTransform(np.array(square.corners, np.float32), to)
    side = (square.modules + 2 * _MARGIN) * _FINE
    seen = cv2.warpPerspective(picture, turn, (side, side), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.float32)


def _patterns(seen: Floats) -> Floats:
    """The three corners in which a code has a finder pattern."""
    import numpy as np

    near = slice(_FINE, (PATTERN + 1) * _FINE)
    far = slice(-(PATTERN + 1) * _FINE, -_FINE)
    return np.stack([seen[near, near], seen[near, far], seen[far, near]])


def _fits(patterns: Floats) -> Floats:
    """How each of the three fits each of the models: a row for a model, -1 to 1."""
    import numpy as np

    bare = patterns - patterns.mean(axis=(1, 2), keepdims=True)
    lengths = np.sqrt((bare**2).sum(axis=(1, 2))) + 1e-3
    return np.asarray(np.einsum("pij,mij->mp", bare, _models()) / lengths, np.float32)


def _around(seen: Floats) -> tuple[Floats, ...]:
    """The line of light around a code, side by side: its module next to the code but half."""
    line, far_line = slice(_FINE // 2, 3 * _FINE // 2), slice(-3 * _FINE // 2, -_FINE // 2)
    inside = slice(_MARGIN * _FINE, -_MARGIN * _FINE)
    return seen[line, inside], seen[inside, line], seen[far_line, inside], seen[inside, far_line]


def _filling(seen: Floats) -> float:
    """The mean level where the data are: beyond the finder patterns, both ways."""
    data, edge = (_MARGIN + PATTERN - 1) * _FINE, _MARGIN * _FINE
    return float(seen[data:-edge, data:-edge].mean())


def _glare(seen: Floats) -> float:
    cv2 = opencv()
    edge, side = _MARGIN * _FINE, _GLARE_SIDE * _FINE
    smooth = cv2.blur(seen[edge:-edge, edge:-edge], (side, side))
    return float((smooth >= _GLARE).mean())
