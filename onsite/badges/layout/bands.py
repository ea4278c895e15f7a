"""The band that says of which kind a badge is: a word, and a colour or a pattern beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.layout.box import Box
from onsite.badges.layout.letters import set_in
from onsite.badges.layout.page import Pattern, Shape
from onsite.badges.layout.setting import Placed, fields

if TYPE_CHECKING:
    from onsite.badges.layout.fitting import Fitted
    from onsite.badges.layout.page import Item, Only
    from onsite.badges.layout.setting import Setting
    from onsite.badges.templates.model import BandLayer

_SIDE, _SIDE_MM = 0.13, 4.0
"""Of the band, and at least, on both sides of the word: else nobody knows the pattern."""
_HEIGHT = 0.74
"""Of the band that letters may take."""
_PLATE_MM = 2.0
"""White on both sides of the word, where a pattern stands beside it."""
_BLACK, _WHITE = "#000000", "#ffffff"
_MIDDLE = 0.18
"""Luminance from which on black letters are easier to read than white ones (WCAG)."""


def band(layer: BandLayer, box: Box, setting: Setting) -> Placed:
    """The band in its box; the word keeps within the trimmed badge."""
    holder = setting.holder
    name = layer.pattern_of(holder.category, holder.category_number)
    colour = setting.colour(layer.colour)
    inner = _inner(box, setting)
    found = setting.fit(layer, inner.width, inner.height)
    if found:
        setting.tell(layer, found)
    items = _patterned(layer, name, box, inner, found, "mono" if setting.template.colour else "")
    if setting.template.colour:
        items = (*items, *_coloured(layer, colour, box, inner, found))
    shared = not layer.when and set(fields(layer.word)) <= {"category"}
    return Placed(layer, box, items, shared, box.bottom)


def on(colour: str) -> str:
    """Black or white: what is easier to read on a colour."""
    levels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for level in levels
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return _BLACK if luminance > _MIDDLE else _WHITE


def _inner(box: Box, setting: Setting) -> Box:
    """The room for the word."""
    trim = setting.trim
    left, right = max(box.x, trim.x), min(box.right, trim.right)
    top, bottom = max(box.y, trim.y), min(box.bottom, trim.bottom)
    side = max(_SIDE * (right - left), _SIDE_MM)
    height = (bottom - top) * _HEIGHT
    return Box(
        left + side, (top + bottom - height) / 2, max(right - left - 2 * side, 0), max(height, 0)
    )


def _patterned(
    layer: BandLayer, name: str, box: Box, inner: Box, found: Fitted | None, only: Only
) -> tuple[Item, ...]:
    """In black and white: the pattern, and the word on a white plate; on black, it is white."""
    ground = Pattern(box.x, box.y, box.width, box.height, name, _BLACK, only)
    if found is None:
        return (ground,)
    letters = _WHITE if name == "solid" else _BLACK
    runs = set_in(found, inner, layer.align, "middle", letters, only)
    if name in ("solid", "none"):
        return (ground, *runs)
    left = min(run.x for run in runs) - _PLATE_MM
    right = max(run.x + run.width for run in runs) + _PLATE_MM
    plate = Shape("rect", left, box.y, right - left, box.height, fill=_WHITE, only=only)
    return (ground, plate, *runs)


def _coloured(
    layer: BandLayer, colour: str, box: Box, inner: Box, found: Fitted | None
) -> tuple[Item, ...]:
    ground = Shape("rect", box.x, box.y, box.width, box.height, fill=colour, only="colour")
    if found is None:
        return (ground,)
    return (ground, *set_in(found, inner, layer.align, "middle", on(colour), "colour"))
