"""An empty frame where a picture is not there: only looked at, never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.layout.fitting import Style, fitted
from onsite.badges.layout.letters import set_in
from onsite.badges.layout.page import Shape
from onsite.badges.layout.setting import Placed

if TYPE_CHECKING:
    from onsite.badges.layout.box import Box
    from onsite.badges.layout.setting import Setting
    from onsite.badges.templates.model import ImageLayer, PhotoLayer

_INK = "#5a6470"
_STROKE_MM = 0.3
_NAME = Style(size_max=10.0, size_min=4.0)
_AIR_MM = 1.0


def frame(layer: ImageLayer | PhotoLayer, box: Box, setting: Setting, name: str) -> Placed | None:
    """The box of a picture, with what it is called; None where nothing stands for it.

    Args:
        layer: which has no picture.
        box: on the untrimmed sheet.
        setting: says whether frames are wanted.
        name: is shown in it.
    """
    inner = box.grown(-_AIR_MM)
    if not setting.frames or inner.width <= 0 or inner.height <= 0:
        return None
    edge = Shape("rect", box.x, box.y, box.width, box.height, stroke=_INK, stroke_mm=_STROKE_MM)
    found = fitted(name, _NAME, inner.width, inner.height)
    words = set_in(found, inner, "centre", "middle", _INK)
    return Placed(layer, box, (edge, *words), shared=False, bottom=box.bottom)
