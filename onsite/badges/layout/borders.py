"""Whether the free border of every code is free: else no camera finds the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.layout import qr
from onsite.badges.layout.page import Modules, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.layout.box import Box
    from onsite.badges.layout.setting import Placed

_LIGHT = 0.8
"""Brightness of what counts as white under a code."""


def check(placed: Sequence[Placed], trim: Box) -> None:
    """Look at every code of a side.

    Args:
        placed: in the order in which they are drawn.
        trim: the trimmed side.

    Raises:
        TooSmallError: something stands too near to a code.
    """
    for at, each in enumerate(placed):
        for item in each.items:
            if isinstance(item, Modules):
                _check(each, item, placed[:at], placed[at + 1 :], trim)


def _check(
    each: Placed, code: Modules, under: Sequence[Placed], over: Sequence[Placed], trim: Box
) -> None:
    zone = qr.quiet(code)
    if not trim.holds(zone):
        raise qr.crowded(each.layer.id, "", code)
    below: list[Placed] = []
    for other in under:
        if _covers(other, zone):
            below.clear()
        elif _stands_in(other, zone):
            below.append(other)
    in_it = [*below, *(other for other in over if _stands_in(other, zone))]
    if in_it:
        raise qr.crowded(each.layer.id, in_it[0].layer.id, code)


def _covers(other: Placed, zone: Box) -> bool:
    """Whether it is white paper under the whole of it."""
    item = other.items[0]
    if not isinstance(item, Shape) or item.kind != "rect" or not item.fill:
        return False
    return _is_light(item.fill) and other.box.grown(-item.radius - item.stroke_mm).holds(zone)


def _stands_in(other: Placed, zone: Box) -> bool:
    item = other.items[0]
    if not isinstance(item, Shape) or item.kind == "line":
        return other.box.meets(zone)
    if item.fill and not _is_light(item.fill):
        return other.box.meets(zone)
    if not item.stroke or item.kind == "ellipse":
        return bool(item.stroke) and other.box.meets(zone)
    return other.box.meets(zone) and not other.box.grown(-item.stroke_mm).holds(zone)


def _is_light(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue >= _LIGHT
