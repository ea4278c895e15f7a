"""A code that is seen but cannot be read: where it is, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.decoding import finders
from onsite.scanner.decoding.found import Hint, Located
from onsite.scanner.decoding.squares import Square, looks
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding.squares import Looks
    from onsite.scanner.decoding.views import Frame

_TRUE = 0.6
"""How much like a code a place must be in which a decoder saw three finder patterns."""
_SEARCHED_TRUE = 0.95
"""The same for a place that was only searched for: no page of text, no woven cloth is so."""
_FILLED = (0.1, 0.85)
"""Between which levels the data of a code are, on average: half of them are light."""
_SMALL = 2.5
"""Pixels for a module: with fewer it is luck if a code is read."""
_DARK = 70
"""The level of the light line around a code that is too dark."""
_FAINT = 40
"""Levels between the light and the dark of a code that is too faint."""
_GLARE = 0.06
"""The share of a code that is all light where a lamp or the sun is seen in it."""


def true_ones(frame: Frame) -> list[Square]:
    """The places where a decoder saw a code and there is one, the likeliest last."""
    places = [(looks(frame.grey, place).alike, place) for place in frame.missed]
    true = [(alike, place) for alike, place in places if alike >= _TRUE]
    return [place for _alike, place in sorted(true, key=lambda one: one[0])]


def unreadable(frame: Frame, *, search: bool) -> Located | None:
    """The code that is seen and not read.

    Args:
        frame: in which no decoder read anything.
        search: look for one where no decoder saw any; this takes some milliseconds.
    """
    seen = true_ones(frame)
    if not seen and search:
        seen = _searched(frame)
    if not seen:
        return None
    place = seen[-1]
    corners = tuple((round(x), round(y)) for x, y in place.corners)
    return Located(corners, _hint(looks(frame.grey, place), place))


def _searched(frame: Frame) -> list[Square]:
    calm = opencv().blur(frame.half, (3, 3))
    darkest, lightest = _FILLED
    found = []
    for place in finders.squares(frame.quarter, calm):
        look = looks(calm, place)
        if look.alike >= _SEARCHED_TRUE and darkest < look.filled < lightest:
            found.append((look.alike, _twice(place)))
    return [place for _alike, place in sorted(found, key=lambda one: one[0])]


def _twice(place: Square) -> Square:
    return Square(tuple((2 * x, 2 * y) for x, y in place.corners), place.modules)


def _hint(look: Looks, place: Square) -> Hint:
    if place.module < _SMALL:
        return Hint.CLOSER
    if look.light < _DARK or look.contrast < _FAINT or look.glare > _GLARE:
        return Hint.BRIGHTER
    return Hint.STILL
