"""Badges of Indico's designer.

Facts of the format, as of Indico 3.3 (`indico/modules/designer`: `pdf.py`, `placeholders.py`,
`controllers.py`): 50 pixels are a centimetre; `x` and `y` count from the top left; `font_size` is a
text such as `15pt`; an item without a height is as high as its words; `type` is a placeholder,
`fixed` for words of one's own, or `field-NUMBER` for a field of the registration form.
"""

from __future__ import annotations

import re
from typing import Any

from onsite.badges.templates.importing.draft import (
    Box,
    Draft,
    answer,
    fits,
    lines_height,
    literal,
    number,
)
from onsite.cleaning import clean

_MM_PER_PIXEL = 10 / 50
_LINES = 2
"""Of words that had all the height that they needed."""
_TEXTS = {
    "full_name": "{name}",
    "full_name_no_title": "{name}",
    "full_name_b": "{name}",
    "full_name_b_no_title": "{name}",
    "full_name_c": "{name}",
    "full_name_no_title_c": "{name}",
    "full_name_d": "{name}",
    "full_name_no_title_d": "{name}",
    "first_name": "{given}",
    "last_name": "{family}",
    "last_name_upper": "{family}",
    "affiliation": "{company}",
    "position": "{position}",
    "country": "{country}",
    "event_title": "{event}",
    "title": "{extra Title}",
}
_FORMS = ("full_name_c", "full_name_no_title_c", "full_name_d", "full_name_no_title_d")
_PICTURES = ("fixed_image", "event_logo")
_COLOURS = {
    "black": "#000000",
    "red": "#ff0000",
    "blue": "#0000ff",
    "green": "#008000",
    "yellow": "#ffff00",
    "brown": "#a52a2a",
    "gold": "#ffd700",
    "pink": "#ffc0cb",
    "gray": "#808080",
    "white": "#ffffff",
}
"""Those that the designer offers by name, as CSS has them."""
_ALIGNS = {"left": "left", "right": "right", "center": "centre", "justified": "left"}
_FONT = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)")
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def is_layout(data: Any) -> bool:
    """Whether this may be one, or what such a one is wrapped in."""
    return _inner(data) is not None


def draft(data: Any) -> Draft | None:
    """What the layout says; None where its page is of no size that a badge can have."""
    front = _inner(data)
    if front is None:
        return None
    width, height = (
        side * _MM_PER_PIXEL if (side := number(front.get(key))) is not None else None
        for key in ("width", "height")
    )
    if width is None or height is None or not fits(width, height):
        return None
    around = data.get("template_data")
    title = data.get("title") or (around.get("title") if isinstance(around, dict) else "") or ""
    found = Draft("Indico", width, height, clean(str(title)))
    _background(data, found)
    for item in front["items"]:
        _item(found, item, back=False)
    back = _inner(data.get("backside_template_data") or data.get("backside_template"))
    for item in back["items"] if back is not None else ():
        _item(found, item, back=True)
    return found


def _inner(data: Any) -> dict[str, Any] | None:
    """What has the items: the data itself, or within what the designer's page and its form send."""
    for _depth in range(3):
        if not isinstance(data, dict):
            return None
        if isinstance(data.get("items"), list) and "width" in data:
            return data
        data = next(
            (data[key] for key in ("data", "template", "template_data") if key in data), None
        )
    return None


def _background(data: dict[str, Any], found: Draft) -> None:
    around = data.get("template_data", data)
    if isinstance(around, dict) and around.get("background_url"):
        found.miss("background", "")
        found.pictures.append(("background", Box(0.0, 0.0, found.width, found.height)))


def _item(found: Draft, item: Any, *, back: bool) -> None:
    kind = item.get("type") if isinstance(item, dict) else None
    box = _box(item, found) if isinstance(item, dict) else None
    if not isinstance(kind, str) or box is None:
        found.miss("shape", str(kind or "?"))
        return
    if kind == "ticket_qr_code":
        done = found.code(box, "{code}", kind, back=back)
    elif kind == "picture":
        done = found.put("photo", box, {"kind": "photo", "when": "photo"}, back=back)
    elif kind in _PICTURES:
        done = _picture(found, kind, box)
    else:
        done = _words(found, kind, item, box, back=back)
    if not done:
        found.miss("outside", kind)


def _picture(found: Draft, kind: str, box: Box) -> bool:
    cut = found.cut(box)
    if cut is None:
        return False
    found.miss("picture", kind)
    found.pictures.append((f"picture-{len(found.pictures) + 1}", cut))
    return True


def _words(found: Draft, kind: str, item: dict[str, Any], box: Box, *, back: bool) -> bool:
    text = _text(found, kind, item)
    if text is None:
        return True
    points = _points(item)
    layer: dict[str, Any] = {"text": text, "align": _align(item)}
    layer["lines"] = max(_LINES, min(6, round(box.height / lines_height(points, 1))))
    if item.get("bold") is True:
        layer["weight"] = "bold"
    if kind == "last_name_upper":
        layer["caps"] = True
    colour = _colour(found, kind, item.get("color"))
    if colour:
        layer["colour"] = colour
    _losses(found, kind, item)
    behind = _colour(found, kind, item.get("background_color"), usual="")
    if behind:
        layer["valign"] = "middle"
        found.put(
            f"{_called(kind, text)}-behind", box, {"kind": "shape", "fill": behind}, back=back
        )
    return found.words(_called(kind, text), box, layer, points, back=back)


def _text(found: Draft, kind: str, item: dict[str, Any]) -> str | None:
    """What is to be written; None where that is nothing."""
    if kind == "fixed":
        return literal(str(item.get("text") or "")) or None
    if kind in _FORMS:
        found.miss("name_form", kind, kind.removeprefix("full_name_"))
    if kind in _TEXTS:
        return _TEXTS[kind]
    found.miss("column" if answer(kind) else "field", kind, kind)
    return answer(kind)


def _losses(found: Draft, kind: str, item: dict[str, Any]) -> None:
    if item.get("italic") is True:
        found.miss("italic", kind)
    if item.get("text_align") == "justified":
        found.miss("justified", kind)
    font = item.get("font_family")
    told = {each.detail for each in found.unsaid if each.code == "font"}
    if isinstance(font, str) and font not in ("sans-serif", *told):
        found.miss("font", "", font)


def _align(item: dict[str, Any]) -> str:
    align = item.get("text_align")
    return _ALIGNS.get(align, "left") if isinstance(align, str) else "left"


def _colour(found: Draft, kind: str, value: Any, usual: str = "black") -> str:
    """A colour as we write it; empty for black, or where there is none."""
    said = value.strip().casefold() if isinstance(value, str) and value.strip() else usual
    hexadecimal = _HEX.fullmatch(said)
    colour = f"#{hexadecimal[1]}" if hexadecimal else _COLOURS.get(said, "")
    if said and not colour:
        found.miss("colour", kind, said)
    return "" if colour == "#000000" and usual else colour


def _points(item: dict[str, Any]) -> float:
    found = _FONT.match(str(item.get("font_size") or ""))
    return max(float(found[1]), 1.0) if found else 15.0


def _box(item: dict[str, Any], found: Draft) -> Box | None:
    x, y, width = (number(item.get(key)) for key in ("x", "y", "width"))
    if x is None or y is None or width is None:
        return None
    x, y, width = (each * _MM_PER_PIXEL for each in (x, y, width))
    height = number(item.get("height"))
    if height:
        return Box(x, y, width, height * _MM_PER_PIXEL)
    if item.get("type") in ("ticket_qr_code", "picture", *_PICTURES):
        return Box(x, y, width, width)
    lines = 1 if item.get("text_overflow") == "resize" else _LINES
    room = max(found.height - y, 0.0)
    return Box(x, y, width, min(lines_height(_points(item), lines), room))


def _called(kind: str, text: str) -> str:
    plain = text.strip("{}").removeprefix("extra ")
    return plain if kind in _TEXTS or answer(kind) else "words"
