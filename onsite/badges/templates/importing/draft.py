"""A template that is being made of somebody else's layout, and its text."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

from onsite.badges.templates.model import FONT_POINTS, LEAST_POINTS, SIZES
from onsite.cleaning import clean

POINT_MM = 25.4 / 72
CODE_MM = 23.0
"""A badge's code of 33 modules with its border, each of 8 dots at 300 dpi, and a little more."""
LONGEST_TEXT = 500
_LEAST_CODE_MM = 17.4
_LEAST_SIDE, _LONGEST_SIDE = 20.0, 500.0
_NEAR = 0.6
"""Millimetres by which a page may differ from one of ours: the others round."""
_SHRINKS = 0.45
"""What is left of a size when words have to fit: two lines have room for one."""
_LEADING = 1.15

_ANSWER = re.compile(r"(?:question_|field-)[A-Za-z0-9_-]{1,40}")

Layer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something of the layout that is not in the template, or not as it was."""

    code: str
    """Of `wording.SENTENCES`."""
    where: str
    """What the other system calls the element; empty for the layout as a whole."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Millimetres from the top left of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Draft:
    """What has been carried over so far."""

    system: str
    """What people call the other system."""
    width: float
    height: float
    title: str = ""
    front: dict[str, Layer] = field(default_factory=dict)
    back: dict[str, Layer] = field(default_factory=dict)
    unsaid: list[Unsaid] = field(default_factory=list)
    pictures: list[tuple[str, Box]] = field(default_factory=list)
    """Where pictures stand whose files have to be put there."""

    def miss(self, code: str, where: str, detail: str = "") -> None:
        """Something cannot be carried over."""
        self.unsaid.append(Unsaid(code, clean(where)[:60], clean(detail)[:60]))

    def put(self, wish: str, box: Box, layer: Layer, *, back: bool = False) -> bool:
        """Add a layer, its box cut to the page; answers whether there was anything left of it.

        Args:
            wish: what it should be called.
            box: where it stands.
            layer: its kind and its own keys.
            back: on the back.
        """
        cut = self.cut(box)
        if cut is None:
            return False
        side = self.back if back else self.front
        side[_free(wish, side)] = {**layer, **_shown(cut)}
        return True

    def words(self, wish: str, box: Box, layer: Layer, points: float, *, back: bool) -> bool:
        """Add a text of a size in points, which may shrink to fit."""
        cut = self.cut(box)
        if cut is None or cut.height < FONT_POINTS[0] * POINT_MM:
            return False
        most = _within(points, *FONT_POINTS)
        least = min(max(most * _SHRINKS, LEAST_POINTS), most, cut.height / POINT_MM)
        sizes = {"size_max": _down(most), "size_min": max(_down(least), FONT_POINTS[0])}
        text = {"kind": "text", **layer, **sizes}
        if points > _LEADING * most:
            self.miss("size", wish, f"{points:g} pt")
        return self.put(wish, cut, text, back=back)

    def code(self, box: Box, content: str, where: str, *, back: bool) -> bool:
        """Add a QR code, as large as it has to be to be read."""
        side = max(box.width, box.height)
        if side < _LEAST_CODE_MM:
            self.miss("small_code", where, f"{side:g} mm")
            side = min(CODE_MM, self.width, self.height)
        middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
        x = _within(middle_x - side / 2, 0.0, max(self.width - side, 0.0))
        y = _within(middle_y - side / 2, 0.0, max(self.height - side, 0.0))
        side = min(side, self.width, self.height)
        layer = {"kind": "qr", "content": content}
        return self.put("code", Box(x, y, side, side), layer, back=back)

    def cut(self, box: Box) -> Box | None:
        """What of a box lies on the page; None where that is nothing to speak of."""
        left, top = max(box.x, 0.0), max(box.y, 0.0)
        right, bottom = min(box.x + box.width, self.width), min(box.y + box.height, self.height)
        enough = right - left >= 1 and bottom - top >= 1
        return Box(left, top, right - left, bottom - top) if enough else None


def literal(text: str) -> str:
    """Words as a template writes them: without fields."""
    return clean(text)[: LONGEST_TEXT // 2].replace("{", "{{").replace("}", "}}")


def answer(name: str) -> str | None:
    """The field for an answer of that name, whose column has to be put in its place by hand.

    None where that is no name of an answer.
    """
    return f"{{extra {name}}}" if _ANSWER.fullmatch(name) else None


def lines_height(points: float, lines: int) -> float:
    """How high so many lines of a size are, in millimetres."""
    return points * POINT_MM * _LEADING * lines


def number(value: Any) -> float | None:
    """A number, as such or as a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e6 else None  # noqa: PLR2004 - a kilometre


def fits(width: float | None, height: float | None) -> bool:
    """Whether a page is of a size that a badge can have."""
    sides = (width, height)
    return all(side is not None and _LEAST_SIDE <= side <= _LONGEST_SIDE for side in sides)


def toml(draft: Draft, heading: str, asides: list[str]) -> str:
    """The template as a file.

    Args:
        draft: with a layer at least.
        heading: what the first line says.
        asides: what could not be carried over, one sentence each.
    """
    lines = [f"# {heading}", *(f"#   - {each}" for each in asides), ""]
    if draft.title:
        lines.append(f"title = {_text(draft.title[:80])}")
    lines.append(f"size = {_size(draft.width, draft.height)}")
    if draft.back:
        lines.append('fold = "back"')
    for side, layers in (("layers", draft.front), ("back", draft.back)):
        for key, layer in layers.items():
            lines += ["", f"[{side}.{key}]"]
            lines += [f"{name} = {_value(value)}" for name, value in layer.items()]
    for name, box in draft.pictures:
        lines += ["", f"# [layers.{name}]", '# kind = "image"', f'# file = "{name}.png"']
        lines += [f"# {key} = {value:g}" for key, value in _shown(box).items()]
    return "\n".join(lines) + "\n"


def _size(width: float, height: float) -> str:
    for name, size in SIZES.items():
        same = size.height is not None and abs(size.height - height) < _NEAR
        # Beside the layers nothing may lie outside of a page that became smaller.
        if same and 0 <= size.width - width < _NEAR and (size.height or 0) >= height:
            return _text(name)
    return f"{{ width = {_up(width):g}, height = {_up(height):g} }}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _text(value) if isinstance(value, str) else f"{value:g}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shown(box: Box) -> dict[str, float]:
    found = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {key: _down(value) for key, value in found.items()}


def _free(wish: str, taken: dict[str, Layer]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", wish.casefold()).strip("-")[:30].strip("-") or "layer"
    number = 2
    name = plain
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    return name


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)


def _down(value: float) -> float:
    return math.floor(value * 100 + 1e-6) / 100


def _up(value: float) -> float:
    return math.ceil(value * 100 - 1e-6) / 100
