"""A place that may be a code, seen straight from the front, and how much it looks like one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_TRUE = 0.6
"""How much like a code a place must be in which a decoder saw three finder patterns."""
_NEAR = 8
"""Pixels between which it does not matter where the corners of a place are."""
_JUDGED = 8
"""Places of one frame that are judged: more are moiré, or a page of text."""
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
    lone: float
    """How much less the fourth corner is like a finder pattern than the other three."""
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
    corners = _corners(seen)
    if _fits(corners)[:, :3].sum() < 0:
        seen, corners = 255 - seen, 255 - corners
    middle = slice(3 * _FINE, 6 * _FINE)
    dark = float(corners[:3, middle, middle].mean())
    around = _around(seen)
    levels = [float(side.mean()) for side in around]
    light = float(np.median(levels))
    contrast = max(light - dark, 1.0)
    edge = (min(levels) - dark) / contrast
    uneven = max(float(side.std()) for side in around) / contrast
    fits = _fits(corners)
    fit, fourth = fits[:, :3].min(axis=1).max(), fits[:, 3].max()
    return Looks(
        alike=float(fit) + min(edge, 1.0) / 2 - uneven / 2,
        lone=float(fit - fourth),
        filled=(_filling(seen) - dark) / contrast,
        light=light,
        contrast=contrast,
        glare=_glare(seen),
    )


def true_ones(picture: Picture, places: Iterable[Square]) -> list[Square]:
    """Of the places where a decoder saw a code, those where there is one; the likeliest last."""
    unlike = {tuple(round(at / _NEAR) for at in chain(*one.corners)): one for one in places}
    judged = [(looks(picture, one).alike, one) for one in islice(unlike.values(), _JUDGED)]
    true = [one for one in judged if one[0] >= _TRUE]
    return [place for _alike, place in sorted(true, key=lambda one: one[0])]


def likeness(picture: Picture, square: Square) -> float:
    """How much the corners look like finder patterns, dark or light: 1 is the same."""
    fits = _fits(_corners(_from_the_front(picture, square)))[:, :3]
    return float(abs(fits).min(axis=1).max())


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


def _corners(seen: Floats) -> Floats:
    """The corners of a place: the three that have a finder pattern in a code, and the last."""
    import numpy as np

    near = slice(_FINE, (PATTERN + 1) * _FINE)
    far = slice(-(PATTERN + 1) * _FINE, -_FINE)
    return np.stack([seen[near, near], seen[near, far], seen[far, near], seen[far, far]])


def _fits(corners: Floats) -> Floats:
    """How each corner fits each of the models: a row for a model, -1 to 1."""
    import numpy as np

    bare = corners - corners.mean(axis=(1, 2), keepdims=True)
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
