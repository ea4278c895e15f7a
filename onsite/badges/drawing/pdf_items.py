"""What stands on a page, as the operators of a PDF.

Lengths are millimetres with y downwards, as the layout gives them: whoever shows the operators
turns the page over, and letters and pictures are turned back here.
After ISO 32000-1, sections 8 (graphics) and 9 (text).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.drawing import pdf_text
from onsite.badges.drawing.patterns import outlines
from onsite.badges.drawing.pdf_file import number
from onsite.badges.drawing.pdf_fonts import Fonts
from onsite.badges.drawing.pdf_pictures import Pictures
from onsite.badges.layout.page import (
    PT_PER_MM,
    GlyphRun,
    Modules,
    Pattern,
    Picture,
    Shape,
    Turned,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.badges.drawing.pdf_file import PdfFile
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.page import Item, Page

_ROUND = 0.5523
"""So far along the tangent lie the handles of the Bézier curve that is a quarter of a circle."""
_KEPT = 32
"""Backgrounds that are kept: one for each template, category and side in use."""


class Pen:
    """Draws the items of the pages of one document.

    Args:
        file: the document.
        faces: of the letters.
        mono: what is meant for a printer without colours is drawn, rather than for one with them.
    """

    def __init__(self, file: PdfFile, faces: Faces, *, mono: bool = False) -> None:
        self._file = file
        self._fonts = Fonts(faces)
        self._font_names = file.reserve()
        self._pictures = Pictures(file)
        self._mono = mono
        self._backgrounds: dict[tuple[object, ...], int] = {}

    def page(self, page: Page) -> tuple[str, set[int]]:
        """The operators of a page, and the numbers of the objects that they show.

        What is the same on many badges is written once.
        """
        shows: set[int] = set()
        fixed = shown(page.items[: page.fixed], mono=self._mono)
        own = shown(page.items[page.fixed :], mono=self._mono)
        drawn = []
        if fixed:
            background = self._background(page, fixed)
            shows.add(background)
            drawn.append(f"/X{background} Do")
        drawn += self._items(own, shows)
        return "\n".join(drawn), shows

    def resources(self, shows: Iterable[int]) -> str:
        """What a page needs besides its operators."""
        named = "".join(f"/X{each} {each} 0 R" for each in sorted(shows))
        return f"/Resources<</Font {self._font_names} 0 R/XObject<<{named}>>>>"

    def finish(self) -> None:
        """Write the fonts; nothing can be drawn any more."""
        self._fonts.write(self._file)
        names = "".join(f"/{each.name} {each.object} 0 R" for each in self._fonts if each.embeds)
        self._file.put(f"<<{names}>>", self._font_names)

    def _background(self, page: Page, items: tuple[Item, ...]) -> int:
        key = (page.width, page.height, items)
        found = self._backgrounds.get(key)
        if found is None:
            shows: set[int] = set()
            drawn = "\n".join(self._items(items, shows)).encode("ascii")
            box = f"/BBox[0 0 {number(page.width)} {number(page.height)}]"
            entries = f"/Type/XObject/Subtype/Form{box}{self.resources(shows)}"
            found = self._file.stream(entries, drawn)
            if len(self._backgrounds) >= _KEPT:
                self._backgrounds.pop(next(iter(self._backgrounds)))
            self._backgrounds[key] = found
        return found

    def _items(self, items: Iterable[Item], shows: set[int]) -> list[str]:
        return [drawn for item in items if (drawn := self._item(item, shows))]

    def _item(self, item: Item, shows: set[int]) -> str:
        match item:
            case GlyphRun():
                return self._run(item)
            case Modules():
                return modules(item)
            case Picture():
                return self._picture(item, shows)
            case Shape():
                return shape(item)
            case Pattern():
                return pattern(item)
            case Turned():
                return self._turned(item, shows)

    def _picture(self, item: Picture, shows: set[int]) -> str:
        found = self._pictures.of(item)
        shows.add(found)
        left, bottom = number(item.x), number(item.y + item.height)
        wide, high = number(item.width), number(-item.height)
        return f"q {wide} 0 0 {high} {left} {bottom} cm /X{found} Do Q"

    def _turned(self, item: Turned, shows: set[int]) -> str:
        inside = "\n".join(self._items(shown(item.items, mono=self._mono), shows))
        right, bottom = 2 * item.x + item.width, 2 * item.y + item.height
        return f"q -1 0 0 -1 {number(right)} {number(bottom)} cm\n{inside}\nQ"

    def _run(self, run: GlyphRun) -> str:
        typeface = self._fonts.of(run.face, self._file)
        glyphs = pdf_text.shaped(typeface, run)
        em = run.size_pt / PT_PER_MM
        at = f"{number(run.x)} {number(run.y)}"
        if not typeface.embeds:
            scale = number(em / 1000)
            path = pdf_text.outline(typeface, glyphs)
            drawn = f"q {fill(run.colour)} {scale} 0 0 -{scale} {at} cm\n{path}\nQ"
            return pdf_text.marked(run.text, drawn)
        drawn = (
            f"BT {fill(run.colour)} /{typeface.name} {number(em)} Tf 1 0 0 -1 {at} Tm "
            f"{pdf_text.shown(typeface, glyphs, em)} ET"
        )
        return drawn if pdf_text.simple(typeface, glyphs) else pdf_text.marked(run.text, drawn)


def fill(colour: str) -> str:
    """The operator that makes `#rrggbb` the colour of what is filled."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if len(set(parts)) == 1:
        return f"{number(parts[0])} g"
    return f"{' '.join(number(part) for part in parts)} rg"


def stroke(colour: str) -> str:
    """As `fill`, of lines."""
    return fill(colour).upper()


def modules(code: Modules) -> str:
    """A QR code as one path, so that no hair-line shows between its modules."""
    side, found = code.module_mm, []
    for row, cells in enumerate(code.rows):
        top, column = number(code.y + row * side), 0
        while column < len(cells):
            begin = column
            while column < len(cells) and cells[column]:
                column += 1
            if column > begin:
                left, wide = number(code.x + begin * side), number((column - begin) * side)
                found.append(f"{left} {top} {wide} {number(side)} re")
            column += 1
    return " ".join(["0 g", *found, "f"])


def shape(item: Shape) -> str:
    """A rectangle, a line or an ellipse; its line lies within its box."""
    painted = "B" if item.fill and item.stroke else "f" if item.fill else "S"
    if not (item.fill or item.stroke):
        return ""
    wide = item.stroke_mm if item.stroke else 0.0
    set_up = [fill(item.fill)] if item.fill else []
    if item.stroke:
        set_up.append(f"{stroke(item.stroke)} {number(wide)} w")
    x, y = item.x + wide / 2, item.y + wide / 2
    width, height = item.width - wide, item.height - wide
    if item.kind == "line":
        return line(item)
    if item.kind == "ellipse":
        path = rounded(x, y, width, height, (width / 2, height / 2))
    elif item.radius > 0:
        radius = min(item.radius, width / 2, height / 2)
        path = rounded(x, y, width, height, (radius, radius))
    else:
        path = " ".join(number(each) for each in (x, y, width, height)) + " re"
    return f"q {' '.join(set_up)} {path} {painted} Q"


def line(item: Shape) -> str:
    """A line; one that is level or upright lies below or to the right of where it begins."""
    left, top, wide = number(item.x), number(item.y), number(item.stroke_mm)
    if item.width and item.height:
        right, bottom = number(item.x + item.width), number(item.y + item.height)
        return f"q {stroke(item.stroke)} {wide} w {left} {top} m {right} {bottom} l S Q"
    across = number(item.width) if item.width else wide
    down = number(item.height) if item.height else wide
    return f"{fill(item.stroke)} {left} {top} {across} {down} re f"


def pattern(item: Pattern) -> str:
    """What tells categories apart, cut off at its box."""
    box = " ".join(number(each) for each in (item.x, item.y, item.width, item.height))
    paths = (
        " l ".join(f"{number(item.x + x)} {number(item.y + y)}" for x, y in corners)
        for corners in outlines(item.name, item.width, item.height)
    )
    found = [f"{path.replace(' l ', ' m ', 1)} l h" for path in paths]
    return "\n".join([f"q {box} re W n {fill(item.colour)}", *found, "f Q"]) if found else ""


def rounded(x: float, y: float, width: float, height: float, radii: tuple[float, float]) -> str:
    """The path of a box with round corners; of an ellipse, where they meet."""
    rx, ry = radii
    right, bottom = x + width, y + height
    kx, ky = rx * (1 - _ROUND), ry * (1 - _ROUND)
    steps: tuple[tuple[str, tuple[float, ...]], ...] = (
        ("m", (x + rx, y)),
        ("l", (right - rx, y)),
        ("c", (right - kx, y, right, y + ky, right, y + ry)),
        ("l", (right, bottom - ry)),
        ("c", (right, bottom - ky, right - kx, bottom, right - rx, bottom)),
        ("l", (x + rx, bottom)),
        ("c", (x + kx, bottom, x, bottom - ky, x, bottom - ry)),
        ("l", (x, y + ry)),
        ("c", (x, y + ky, x + kx, y, x + rx, y)),
    )
    path = [f"{' '.join(number(place) for place in places)} {step}" for step, places in steps]
    return " ".join([*path, "h"])
