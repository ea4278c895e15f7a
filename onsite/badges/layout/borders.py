"""Whether the free border of every code is free: else no camera finds the code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.badges.layout import qr
from onsite.badges.layout.page import Modules, Shape, brightness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.layout.box import Box
    from onsite.badges.layout.setting import Placed

_LIGHT = 0.8
"""Brightness of what counts as white under a code."""


def freed(placed: Sequence[Placed], trim: Box, dpi: int | None) -> list[Placed]:
    """The same layers, with codes one dot to the module smaller where that frees their border.

    Args:
        placed: all of a side, in the order in which they are drawn.
        trim: the trimmed side.
        dpi: of the printer, as the codes were placed for it.

    Raises:
        TooSmallError: something stands too near to a code.
    """
    return [
        _freed(each, placed[:at], placed[at + 1 :], trim, dpi) for at, each in enumerate(placed)
    ]


def _freed(
    each: Placed, under: Sequence[Placed], over: Sequence[Placed], trim: Box, dpi: int | None
) -> Placed:
    code = each.items[0] if each.items else None
    if not isinstance(code, Modules):
        return each
    crowds = _crowds(code, under, over, trim)
    if crowds is None:
        return each
    less = qr.smaller(code, each.box, dpi)
    if less is None or _crowds(less, under, over, trim) is not None:
        raise qr.crowded(each.layer.id, crowds, code)
    return replace(each, items=(less,))


def _crowds(
    code: Modules, under: Sequence[Placed], over: Sequence[Placed], trim: Box
) -> str | None:
    """The layer that stands in the border of a code, empty for the edge; None where it is free."""
    zone = qr.quiet(code)
    if not trim.holds(zone):
        return ""
    below: list[Placed] = []
    for other in under:
        if _covers(other, zone):
            below.clear()
        elif _stands_in(other, zone):
            below.append(other)
    found = [*below, *(other for other in over if _stands_in(other, zone))]
    return found[0].layer.id if found else None


def _covers(other: Placed, zone: Box) -> bool:
    """Whether it is white paper under the whole of it."""
    item = other.items[0]
    if not isinstance(item, Shape) or item.kind != "rect" or not item.fill:
        return False
    return brightness(item.fill) >= _LIGHT and other.box.grown(-item.radius - item.stroke_mm).holds(
        zone
    )


def _stands_in(other: Placed, zone: Box) -> bool:
    item = other.items[0]
    if not isinstance(item, Shape) or item.kind == "line":
        return other.box.meets(zone)
    if item.fill and brightness(item.fill) < _LIGHT:
        return other.box.meets(zone)
    if not item.stroke or item.kind == "ellipse":
        return bool(item.stroke) and other.box.meets(zone)
    return other.box.meets(zone) and not other.box.grown(-item.stroke_mm).holds(zone)
