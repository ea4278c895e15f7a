"""A template and a holder, laid out: what stands where on every side of the sheet."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from onsite.badges.layout import borders
from onsite.badges.layout.box import Box
from onsite.badges.layout.groups import put
from onsite.badges.layout.page import MM_PER_INCH, Page, Pattern, Shape, Sheet, Turned
from onsite.badges.layout.qr import TooSmallError
from onsite.badges.layout.setting import Setting
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.page import Item
    from onsite.badges.layout.setting import Placed
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Layer, Template

_ENDLESS_MM = 2000.0
"""Of a roll, before it is known how long the badge is."""
_SHORTEST_MM = 20.0
_TINY = 1e-6


def lay_out(
    template: Template,
    holder: Holder,
    faces: Faces,  # noqa: ARG001 - what measures a text has the same ones open
    *,
    dpi: int | None,
    bleed: bool = True,
    frames: bool = False,
) -> Sheet:
    """Lay out one badge.

    Args:
        template: the design.
        holder: whose badge it is.
        faces: the fonts, loaded.
        dpi: of the printer, whose whole dots the modules of codes are; None where it has none.
        bleed: without it the sheet ends at the trimmed edge, as a label does.
        frames: whether an empty frame stands for a picture that is not there.

    Raises:
        TooSmallError: a code cannot be printed so that it is read, or a group is too small.
    """
    if not bleed:
        template = template.model_copy(update={"bleed": 0.0})
    front = Setting(template, holder, dpi, _trim(template), frames=frames)
    try:
        pages = _pages(front)
    except TooSmallError as error:
        told = _("Design “{name}”: {what}").format(name=template.name, what=error.happened)
        raise TooSmallError(told, error.advice) from None
    return Sheet(pages, holder.name or template.label, tuple(front.warnings))


def sides(template: Template, holder: Holder) -> Iterator[list[Placed]]:
    """What stands where on each side, in the order in which it is drawn.

    Raises:
        TooSmallError: a code or a group does not fit.
    """
    setting = Setting(template, holder, None, _trim(template), frames=True)
    for layers in filter(None, (template.layers, template.back)):
        yield _placed(setting, layers)


def _trim(template: Template) -> Box:
    edge, size = template.bleed, template.size
    return Box(edge, edge, size.width, size.height or _ENDLESS_MM)


def _pages(front: Setting) -> tuple[Page, ...]:
    template = front.template
    if template.fold == "butterfly":
        return (_folded(front),)
    page = _page(front, template.layers, "front")
    if template.fold == "back" and template.back:
        return (page, _page(front, template.back, "back"))
    return (page,)


def _page(setting: Setting, layers: Iterable[Layer], side: Literal["front", "back"]) -> Page:
    placed = _placed(setting, layers)
    edge, trim = setting.template.bleed, setting.trim
    if setting.template.size.height is None:
        trim = replace(trim, height=_length(setting, placed))
    shared, own = _parted(borders.freed(placed, trim, setting.dpi))
    return Page(
        width=trim.width + 2 * edge,
        height=trim.height + 2 * edge,
        bleed=edge,
        items=(*_items(shared), *_items(own)),
        side=side,
        fixed=len(_items(shared)),
    )


def _folded(setting: Setting) -> Page:
    """Both halves on one sheet, the fold between them; the upper one, the back, on its head."""
    template, edge = setting.template, setting.template.bleed
    width, height = setting.trim.width, setting.trim.height
    upper = Box(0.0, 0.0, width + 2 * edge, edge + height)
    lower = upper.moved(0.0, upper.height)
    back = replace(setting, trim=Box(edge, 0.0, width, height))
    front = replace(setting, trim=Box(edge, lower.y, width, height))
    back_shared, back_own = _half(back, template.back, upper)
    front_shared, front_own = _half(front, template.layers, lower)
    fixed = (*_turned(back_shared, upper), *front_shared)
    items = (*fixed, *_turned(back_own, upper), *front_own)
    return Page(upper.width, upper.height + lower.height, edge, items, fixed=len(fixed))


def _half(
    setting: Setting, layers: Iterable[Layer], area: Box
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """One side of a folded sheet: what many badges share of it, and the rest."""
    placed = borders.freed(_placed(setting, layers), setting.trim, setting.dpi)
    shared, own = (tuple(_above(item, area.y) for item in _items(part)) for part in _parted(placed))
    return shared, own


def _turned(items: tuple[Item, ...], area: Box) -> tuple[Turned, ...]:
    return (Turned(area.x, area.y, area.width, area.height, items),) if items else ()


def _placed(setting: Setting, layers: Iterable[Layer]) -> list[Placed]:
    trim = setting.trim
    return [
        placed
        for layer in layers
        for placed in put(
            layer, Box(trim.x + layer.x, trim.y + layer.y, layer.width, layer.height), setting
        )
    ]


def _length(setting: Setting, placed: Iterable[Placed]) -> float:
    """Of a badge on a roll: to the end of what is on it, in whole dots."""
    bottom = max((each.bottom for each in placed), default=0.0)
    length = max(bottom - setting.trim.y + setting.template.margin, _SHORTEST_MM)
    dot = MM_PER_INCH / setting.dpi if setting.dpi else _TINY
    return math.ceil(length / dot - _TINY) * dot


def _parted(placed: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """What is the same on many badges, to be drawn first, and the rest.

    What lies on a layer that varies is drawn with it, in its order.
    """
    shared: list[Placed] = []
    own: list[Placed] = []
    for each in placed:
        is_first = each.shared and not any(each.box.meets(other.box) for other in own)
        (shared if is_first else own).append(each)
    return shared, own


def _items(placed: Iterable[Placed]) -> tuple[Item, ...]:
    return tuple(item for each in placed for item in each.items)


def _above(item: Item, fold: float) -> Item:
    """What is filled ends at the fold: beyond it is the other side."""
    if isinstance(item, Shape | Pattern) and item.y < fold and item.height:
        return replace(item, y=fold, height=max(item.y + item.height - fold, 0.0))
    return item
