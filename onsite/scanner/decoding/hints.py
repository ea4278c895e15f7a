"""A code that is seen but cannot be read: where it is, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.decoding import finders
from onsite.scanner.decoding.found import Hint, Located
from onsite.scanner.decoding.squares import Square, looks, true_ones
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding.squares import Looks
    from onsite.scanner.decoding.views import Frame

_SEARCHED_TRUE = 0.95
"""How much like a code a place must be that no decoder saw: no page of text is so."""
_FILLED = (0.1, 0.85)
"""Between which levels the data of a code are, on average: half of them are light."""
_LONE = 0.2
"""How much less the fourth corner is like a finder pattern: in a weave all four are."""
_SMALL = 2.5
"""Pixels for a module: with fewer it is luck if a code is read."""
_DARK = 70
"""The level of the light line around a code that is too dark."""
_FAINT = 40
"""Levels between the light and the dark of a code that is too faint."""
_GLARE = 0.02
"""The share of a code that is all light where a lamp or the sun is seen in it."""


def unreadable(frame: Frame, *, search: bool) -> Located | None:
    """The code that is seen and not read.

    Args:
        frame: in which no decoder read anything.
        search: look for one where no decoder saw any; this takes some milliseconds.
    """
    seen = true_ones(frame.grey, frame.missed)
    if not seen and search:
        seen = _searched(frame)
    if not seen:
        return None
    place = seen[-1]
    corners = tuple((round(x), round(y)) for x, y in place.corners)
    return Located(corners, _hint(looks(frame.grey, place), place))


def _searched(frame: Frame) -> list[Square]:
    calm = opencv().blur(frame.half, (3, 3))
    found = []
    for place in finders.squares(frame.quarter, calm):
        look = looks(calm, place)
        if _is_code(look):
            found.append((look.alike, _twice(place)))
    return [place for _alike, place in sorted(found, key=lambda one: one[0])]


def _is_code(look: Looks) -> bool:
    darkest, lightest = _FILLED
    is_filled = darkest < look.filled < lightest
    return look.alike >= _SEARCHED_TRUE and look.lone >= _LONE and is_filled


def _twice(place: Square) -> Square:
    return Square(tuple((2 * x, 2 * y) for x, y in place.corners), place.modules)


def _hint(look: Looks, place: Square) -> Hint:
    if place.module < _SMALL:
        return Hint.CLOSER
    if look.light < _DARK or look.contrast < _FAINT or look.glare > _GLARE:
        return Hint.BRIGHTER
    return Hint.STILL
