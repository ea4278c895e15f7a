"""One layer in its box: what is drawn of it for a holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.layout import pictures, qr
from onsite.badges.layout.bands import band
from onsite.badges.layout.box import Box
from onsite.badges.layout.frames import frame
from onsite.badges.layout.letters import set_in, share
from onsite.badges.layout.page import Picture, Shape
from onsite.badges.layout.setting import Placed, fields
from onsite.badges.templates.fields import filled
from onsite.badges.templates.model import (
    CATEGORY,
    BandLayer,
    ImageLayer,
    PhotoLayer,
    QrLayer,
    ShapeLayer,
    TextLayer,
)
from onsite.language import _

if TYPE_CHECKING:
    from onsite.badges.layout.setting import Setting

    Single = TextLayer | QrLayer | ImageLayer | PhotoLayer | BandLayer | ShapeLayer


def placed(layer: Single, box: Box, setting: Setting) -> Placed | None:
    """A layer that is shown, in its box on the untrimmed sheet; None where it is empty.

    Raises:
        TooSmallError: a code does not fit.
    """
    match layer:
        case TextLayer():
            return _text(layer, box, setting)
        case QrLayer():
            return _code(layer, box, setting)
        case ImageLayer():
            return _image(layer, box, setting)
        case PhotoLayer():
            return _photo(layer, box, setting)
        case BandLayer():
            return band(layer, box, setting)
        case ShapeLayer():
            return _shape(layer, box, setting)


def extent(layer: Single, width: float, height: float, setting: Setting) -> tuple[float, float]:
    """How much of such a box a layer takes, in millimetres; nothing where it is empty."""
    if isinstance(layer, TextLayer):
        found = setting.fit(layer, width, height)
        return (found.width, min(found.height, height)) if found else (0.0, 0.0)
    return (width, height) if _stands(layer, setting) else (0.0, 0.0)


def _stands(layer: Single, setting: Setting) -> bool:
    """Whether there is anything to show of a layer that is no text."""
    match layer:
        case QrLayer():
            return bool(filled(layer.content, setting.holder))
        case PhotoLayer():
            return setting.holder.photo is not None
        case ImageLayer():
            return layer.file in setting.template.pictures
    return True


def _text(layer: TextLayer, box: Box, setting: Setting) -> Placed | None:
    found = setting.fit(layer, box.width, box.height)
    if found is None:
        return None
    setting.tell(layer, found)
    colour = setting.colour(layer.colour)
    items = set_in(found, box, layer.align, layer.valign, colour)
    bottom = box.y + found.height if layer.valign == "top" else box.bottom
    shared = not layer.when and not fields(layer.text) and layer.colour != CATEGORY
    return Placed(layer, box, items, shared, bottom)


def _code(layer: QrLayer, box: Box, setting: Setting) -> Placed | None:
    text = filled(layer.content, setting.holder)
    if not text:
        return None
    code = qr.placed(text, layer, box, setting.dpi)
    bottom = max(box.bottom, qr.quiet(code).bottom)
    return Placed(layer, box, (code,), shared=False, bottom=bottom)


def _image(layer: ImageLayer, box: Box, setting: Setting) -> Placed | None:
    data = setting.template.pictures.get(layer.file)
    size = pictures.size(data) if data else None
    if data is None or size is None:
        setting.warn("no_picture", layer, layer.file)
        return frame(layer, box, setting, layer.file)
    scale = min(box.width / size[0], box.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    x = box.x + (box.width - width) * share(layer.align)
    y = box.y + (box.height - height) * share(layer.valign)
    return Placed(layer, box, (Picture(x, y, width, height, data),), not layer.when, box.bottom)


def _photo(layer: PhotoLayer, box: Box, setting: Setting) -> Placed | None:
    file = setting.holder.photo
    if file is None:
        return frame(layer, box, setting, _("portrait"))
    try:
        data = file.read_bytes()
    except OSError:
        data = b""
    size = pictures.size(data)
    if size is None or not box.width or not box.height:
        setting.warn("no_picture", layer, file.name)
        return frame(layer, box, setting, file.name)
    crop = pictures.crop(*size, box.width / box.height)
    item = Picture(box.x, box.y, box.width, box.height, data, crop)
    return Placed(layer, box, (item,), shared=False, bottom=box.bottom)


def _shape(layer: ShapeLayer, box: Box, setting: Setting) -> Placed:
    fill = setting.colour(layer.fill) if layer.fill and layer.shape != "line" else ""
    stroke = setting.colour(layer.stroke) if layer.stroke else ""
    if layer.shape == "line":
        stroke = stroke or "#000000"
    item = Shape(
        kind=layer.shape,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        fill=fill,
        stroke=stroke,
        stroke_mm=layer.stroke_mm if stroke else 0.0,
        radius=layer.radius,
    )
    thick = layer.stroke_mm if layer.shape == "line" else 0.0
    taken = Box(box.x, box.y, max(box.width, thick), max(box.height, thick))
    shared = not layer.when and CATEGORY not in (layer.fill, layer.stroke)
    return Placed(layer, taken, (item,), shared, box.bottom)
