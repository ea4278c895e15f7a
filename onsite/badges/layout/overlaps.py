"""Layers of which one hides the other, or that cannot be read for each other.

What stands in the border of a code is not looked for here: such a badge cannot be laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from onsite.badges.layout.box import Box
from onsite.badges.layout.letters import top_of
from onsite.badges.layout.page import GlyphRun, Picture, Shape
from onsite.badges.layout.pictures import is_opaque
from onsite.badges.layout.placing import sides
from onsite.badges.layout.setting import Setting
from onsite.badges.templates.model import (
    BandLayer,
    GroupLayer,
    ImageLayer,
    PhotoLayer,
    ShapeLayer,
    TextLayer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.badges.layout.setting import Placed
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Layer, Template

_SEEN_MM = 0.05
"""What shares less than this touches, and is read all the same."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two layers that lie on each other on somebody's badge.

    Args:
        under: the lower one, as `removes` of a template names it.
        over: the upper one.
        mm: so far one of them has to be moved, at least.
    """

    under: str
    over: str
    mm: float


def overlaps(template: Template, holder: Holder) -> list[Overlap]:
    """All of a badge, by what is really drawn of a text, not by its box.

    Raises:
        TooSmallError: a code or a group does not fit.
    """
    known = dict(_named(template.layers)) | dict(_named(template.back))
    setting = Setting(template, holder, None, Box(0.0, 0.0, 0.0, 0.0))
    found: list[Overlap] = []
    for side in sides(template, holder):
        drawn = [(each, _read(each, setting), _opaque(each)) for each in side]
        for (one, lower, _ground), (other, upper, cover) in combinations(drawn, 2):
            by = _shared(lower, upper or cover)
            if by > _SEEN_MM:
                found.append(Overlap(known[id(one.layer)], known[id(other.layer)], by))
    return found


def _named(layers: Iterable[Layer], path: str = "") -> Iterator[tuple[int, str]]:
    for layer in layers:
        yield id(layer), f"{path}{layer.id}"
        if isinstance(layer, GroupLayer):
            yield from _named(layer.layers, f"{path}{layer.id}.")


def _read(placed: Placed, setting: Setting) -> Box | None:
    """Where something stands that must be seen; None where nothing does."""
    layer, box = placed.layer, placed.box
    if isinstance(layer, TextLayer):
        return _ink(layer, placed, setting)
    if isinstance(layer, PhotoLayer):
        return box
    says = isinstance(layer, BandLayer) and any(isinstance(item, GlyphRun) for item in placed.items)
    return box if says else None


def _opaque(placed: Placed) -> Box | None:
    """What hides whatever lies below it."""
    item = placed.items[0]
    match placed.layer:
        case BandLayer():
            hides = True
        case ShapeLayer():
            hides = isinstance(item, Shape) and bool(item.fill)
        case ImageLayer():
            hides = isinstance(item, Picture) and is_opaque(item.data)
        case _:
            hides = False
    return placed.box if hides else None


def _ink(layer: TextLayer, placed: Placed, setting: Setting) -> Box | None:
    found = setting.fit(layer, placed.box.width, placed.box.height)
    runs = [item for item in placed.items if isinstance(item, GlyphRun)]
    if found is None or not runs:
        return None
    left, right = min(run.x for run in runs), max(run.x + run.width for run in runs)
    top = top_of(found, placed.box, layer.valign)
    return Box(left, top, right - left, found.ink_height)


def _shared(one: Box | None, other: Box | None) -> float:
    """By how many millimetres they lie on each other, the shorter way."""
    if one is None or other is None:
        return 0.0
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(min(across, down), 0.0)
