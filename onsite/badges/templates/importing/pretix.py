"""Badge layouts of pretix.

Facts of the format, as of pretix 2025 (`pdf-layout.schema.json`; `base/pdf.py`; the badge layouts
of the API): a list of elements whose `left` and `bottom` are millimetres from the bottom left of
the page, numbers or texts alike; `content` is what a text shows, or `other` for words of one's own
with fields in braces. A `textarea` stands on its `bottom` and grows upward, or hangs from it where
it is `downward`; a `textcontainer` has a height. The page's size is that of a PDF and stands
beside the elements only in newer answers, as `size`; `page` counts from 1.
"""

from __future__ import annotations

import re
from typing import Any

from onsite.badges.templates.importing.draft import (
    LONGEST_TEXT,
    Box,
    Draft,
    answer,
    fits,
    lines_height,
    literal,
    number,
)
from onsite.cleaning import clean

_KINDS = ("textarea", "textcontainer", "barcodearea", "imagearea", "poweredby")
_LINES = 2
_BACK = 2
"""The page that is the back."""
_FIELDS = {
    "attendee_name": "name",
    "attendee_name_full_name": "name",
    "attendee_name_given_name": "given",
    "attendee_name_family_name": "family",
    "attendee_company": "company",
    "attendee_job_title": "position",
    "attendee_country": "country",
    "item": "category",
    "itemvar": "category",
    "item_category": "category",
    "event_name": "event",
    "event_series_name": "event",
    "secret": "code",
    "variation": "extra variant",
    "order": "extra order",
    "seat": "extra seat",
}
_BOTH = {"attendee_name_given_name_family_name": "{given} {family}"}
_OWN = ("other", "other_i18n")
_FORMS = "attendee_name_"
_IN_BRACES = re.compile(r"\{([a-zA-Z0-9:_]+)\}")
_ALIGNS = {"left": "left", "center": "centre", "right": "right"}
_USUAL_FONT = "Open Sans"
_FULL = 255
_CHANNELS = 3


def is_layout(data: Any) -> bool:
    """Whether this may be one: elements alone, or as the API gives them."""
    return bool(_elements(data))


def draft(data: Any, size: tuple[float, float] | None) -> Draft | None:
    """What the layout says; None where nobody says of what size its page is.

    Args:
        data: for which `is_layout` holds.
        size: of the page, width and height in millimetres; before what stands in the file.
    """
    page = size or _page(data)
    if page is None or not fits(*page):
        return None
    first = _first(data)
    title = clean(str(first.get("name") or "")) if isinstance(first, dict) else ""
    found = Draft("pretix", *page, title)
    results = data.get("results") if isinstance(data, dict) else None
    if isinstance(results, list) and len(results) > 1:
        found.miss("others", "", str(len(results)))
    if isinstance(first, dict) and first.get("background"):
        found.miss("background", "")
        found.pictures.append(("background", Box(0.0, 0.0, *page)))
    for element in _elements(data):
        _element(found, element)
    return found


def _first(data: Any) -> Any:
    results = data.get("results") if isinstance(data, dict) else None
    return results[0] if isinstance(results, list) and results else data


def _elements(data: Any) -> list[dict[str, Any]]:
    data = _first(data)
    found = data.get("layout") if isinstance(data, dict) else data
    elements = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return elements if any(str(each.get("type")) in _KINDS for each in elements) else []


def _page(data: Any) -> tuple[float, float] | None:
    first = _first(data)
    sizes = first.get("size") if isinstance(first, dict) else None
    size = sizes[0] if isinstance(sizes, list) and sizes else sizes
    if not isinstance(size, dict):
        return None
    width, height = number(size.get("width")), number(size.get("height"))
    return (width, height) if width and height else None


def _element(found: Draft, element: dict[str, Any]) -> None:
    kind, called = str(element.get("type")), _called(element)
    page = number(element.get("page", 1))
    left, bottom = number(element.get("left")), number(element.get("bottom"))
    if kind == "poweredby":
        found.miss("logo", kind)
    elif kind not in _KINDS:
        found.miss("kind", called, kind)
    elif page is None or left is None or bottom is None:
        found.miss("shape", called)
    elif page not in (1, _BACK):
        found.miss("page", called, f"{page:g}")
    elif not _put(found, kind, element, (left, found.height - bottom), back=page == _BACK):
        found.miss("outside", called)


def _put(
    found: Draft, kind: str, element: dict[str, Any], foot: tuple[float, float], *, back: bool
) -> bool:
    """Add a layer whose bottom left is at `foot`, counted from the top left."""
    if kind == "barcodearea":
        return _code(found, element, foot, back=back)
    if kind == "imagearea":
        return _picture(found, element, foot, back=back)
    return _words(found, kind, element, foot, back=back)


def _code(found: Draft, element: dict[str, Any], foot: tuple[float, float], *, back: bool) -> bool:
    side = number(element.get("size")) or 0.0
    said = element.get("content", "secret")
    text = _text(found, {**element, "content": said})
    box = Box(foot[0], foot[1] - side, side, side)
    if text is None or text == answer(str(said)):
        return True
    return found.code(box, text, _called(element), back=back)


def _picture(
    found: Draft, element: dict[str, Any], foot: tuple[float, float], *, back: bool
) -> bool:
    # All pictures of pretix are what guests have sent in answer to a question.
    width, height = (number(element.get(key)) or 0.0 for key in ("width", "height"))
    box = Box(foot[0], foot[1] - height, width, height)
    if not found.put("photo", box, {"kind": "photo", "when": "photo"}, back=back):
        return False
    found.miss("photo", _called(element))
    return True


def _words(
    found: Draft, kind: str, element: dict[str, Any], foot: tuple[float, float], *, back: bool
) -> bool:
    text, called = _text(found, element), _called(element)
    if not text:
        return True
    turned = number(element.get("rotation")) or 0.0
    if turned:
        found.miss("turned", called, f"{turned:g}")
        return True
    points = min(max(number(element.get("fontsize")) or 12.0, 1.0), 1_000.0)
    height = number(element.get("height")) if kind == "textcontainer" else None
    layer: dict[str, Any] = {"text": text, "align": _named(element, "align", _ALIGNS, "left")}
    if height is not None:
        top = foot[1] - height
        layer["valign"] = _named(element, "verticalalign", _VERTICAL, "top")
    else:
        height = lines_height(points, _LINES)
        hangs = element.get("downward") is True
        top = foot[1] if hangs else foot[1] - height
        layer["valign"] = "top" if hangs else "bottom"
    layer["lines"] = max(_LINES, min(6, round(height / lines_height(points, 1))))
    layer |= _style(found, element)
    width = number(element.get("width")) or 0.0
    return found.words(called, Box(foot[0], top, width, height), layer, points, back=back)


_VERTICAL = {"top": "top", "middle": "middle", "bottom": "bottom"}


def _style(found: Draft, element: dict[str, Any]) -> dict[str, Any]:
    style: dict[str, Any] = {}
    if element.get("bold") is True:
        style["weight"] = "bold"
    if element.get("italic") is True:
        found.miss("italic", _called(element))
    font = element.get("fontfamily")
    told = {each.detail for each in found.unsaid if each.code == "font"}
    if isinstance(font, str) and font not in (_USUAL_FONT, *told):
        found.miss("font", "", font)
    colour = _colour(element.get("color"))
    if colour != "#000000":
        style["colour"] = colour
    return style


def _text(found: Draft, element: dict[str, Any]) -> str | None:
    """What is to be written; None where that is nothing that a badge here shows."""
    content = str(element.get("content") or "")
    if content in _OWN:
        return _own(found, element, content) or None
    if content in _BOTH:
        return _BOTH[content]
    if content in _FIELDS:
        return f"{{{_FIELDS[content]}}}"
    if content.startswith(_FORMS):
        found.miss("name_form", _called(element), content.removeprefix(_FORMS))
        return "{name}"
    found.miss("column" if answer(content) else "field", _called(element), content)
    return answer(content)


def _own(found: Draft, element: dict[str, Any], content: str) -> str:
    said = element.get("text")
    if content == "other_i18n":
        languages = element.get("text_i18n")
        texts = languages if isinstance(languages, dict) else {}
        said = texts.get("en") or next(iter(texts.values()), "")
    words = ""
    for place, piece in enumerate(_IN_BRACES.split(str(said or ""))):
        added = ""
        if place % 2 == 0:
            ends = (" " if piece[:1].isspace() else "", " " if piece[-1:].isspace() else "")
            added = literal(piece).join(ends)
        elif piece in _FIELDS:
            added = f"{{{_FIELDS[piece]}}}"
        else:
            found.miss("field", _called(element), piece)
        words += added if len(words) + len(added) <= LONGEST_TEXT else ""
    return clean(words)


def _named(element: dict[str, Any], key: str, known: dict[str, str], usual: str) -> str:
    said = element.get(key)
    return known.get(said, usual) if isinstance(said, str) else usual


def _colour(value: Any) -> str:
    if not isinstance(value, list) or len(value) < _CHANNELS:
        return "#000000"
    parts = [number(each) or 0.0 for each in value[:_CHANNELS]]
    return "#" + "".join(f"{int(min(max(part, 0), _FULL)):02x}" for part in parts)


def _called(element: dict[str, Any]) -> str:
    content = str(element.get("content") or element.get("type"))
    if content in _OWN:
        return "words"
    return _FIELDS.get(content, content).removeprefix("extra ")
