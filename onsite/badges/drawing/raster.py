"""A page as a picture of dots: in colour, or hard black and white as label printers need it.

Equal pages give equal bytes. Whatever is the same on all badges of a template is drawn once and
kept. Text and codes are never dithered, pictures are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onsite.badges.drawing.patterns import outlines
from onsite.badges.fonts.faces import Faces
from onsite.badges.fonts.shaping import drawn
from onsite.badges.layout.page import (
    MM_PER_INCH,
    GlyphRun,
    Modules,
    Pattern,
    Picture,
    Shape,
    Turned,
    brightness,
    shown,
)
from onsite.badges.layout.pictures import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from onsite.badges.layout.page import Item, Page

    Ink = int | tuple[int, int, int]

_BASES = 8
"""Kept: what badges of the last templates and categories have in common, at their dpi."""
_DARK = 150
"""Of 255, on text: a dot lighter than this stays white. Above the middle, so thin strokes hold."""
_HARD = [0 if level < _DARK else 255 for level in range(256)]
_FINER = 3
"""Times larger that a pattern is drawn at first."""
_LIGHT = 0.72
"""Brightness from which on an ink counts as white where there is only black."""


def draw(page: Page, dpi: int, *, mono: bool) -> Image:
    """Draw one page, its bleed included.

    Args:
        page: what was laid out; for this dpi, where its codes shall lie on the dots.
        dpi: dots to the inch.
        mono: mode `1`, black and white; otherwise `RGB`.
    """
    items = page.items
    base = _base(page.width, page.height, items[: page.fixed], dpi, mono)
    canvas = _Canvas(base.copy(), dpi / MM_PER_INCH, mono=mono)
    canvas.add(items[page.fixed :])
    return canvas.image.point(_HARD, "1") if mono else canvas.image


@lru_cache(maxsize=_BASES)
def _base(width: float, height: float, items: tuple[Item, ...], dpi: int, mono: bool) -> Image:  # noqa: FBT001 - a key
    from PIL import Image

    dots = dpi / MM_PER_INCH
    size = (max(1, round(width * dots)), max(1, round(height * dots)))
    canvas = _Canvas(Image.new("L" if mono else "RGB", size, "white"), dots, mono=mono)
    canvas.add(items)
    return canvas.image


class _Place(NamedTuple):
    """A box in dots; right and bottom are the first that are outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        return (max(1, self.right - self.left), max(1, self.bottom - self.top))

    @property
    def inner(self) -> tuple[int, int, int, int]:
        """As Pillow draws: right and bottom are the last dots inside."""
        width, height = self.size
        return (self.left, self.top, self.left + width - 1, self.top + height - 1)


class _Canvas:
    """A picture that is being drawn.

    Args:
        image: of mode `L` where it becomes black and white, else `RGB`.
        dots: to the millimetre.
        mono: whether it becomes black and white.
        origin: the dot of the sheet that is its top left one.
    """

    def __init__(
        self, image: Image, dots: float, *, mono: bool, origin: tuple[int, int] = (0, 0)
    ) -> None:
        from PIL import ImageDraw

        self.image = image
        self._pen = ImageDraw.Draw(image)
        self._dots, self._mono, self._origin = dots, mono, origin

    def add(self, items: Iterable[Item]) -> None:
        """Draw over what there is."""
        for item in shown(tuple(items), mono=self._mono):
            match item:
                case GlyphRun():
                    self._text(item)
                case Modules():
                    self._code(item)
                case Picture():
                    self._picture(item)
                case Shape():
                    self._shape(item)
                case Pattern():
                    self._pattern(item)
                case Turned():
                    self._turned(item)

    def _text(self, run: GlyphRun) -> None:
        given = drawn(run.text, run.direction, run.language)
        font = Faces.load().pillow(run.face, run.size_pt * self._dots * MM_PER_INCH / 72)
        self._pen.text(
            self._at(run.x, run.y),
            given.text,
            fill=self._ink(run.colour, hard=True),
            font=font,
            anchor="ls",
            direction=given.direction,
            features=list(run.features) or None,
            language=given.language,
        )

    def _code(self, code: Modules) -> None:
        count = len(code.rows)
        edges = [
            self._at(code.x + n * code.module_mm, code.y + n * code.module_mm)
            for n in range(count + 1)
        ]
        for row, darks in enumerate(code.rows):
            for column, dark in enumerate(darks):
                if dark:
                    place = _Place(
                        edges[column][0], edges[row][1], edges[column + 1][0], edges[row + 1][1]
                    )
                    self._pen.rectangle(place.inner, fill=0 if self._mono else (0, 0, 0))

    def _picture(self, item: Picture) -> None:
        place = self._place(item)
        self.image.paste(_fitted(item.data, item.crop, place.size, self._mono), place[:2])

    def _shape(self, item: Shape) -> None:
        place = self._place(item)
        thick = max(1, round(item.stroke_mm * self._dots)) if item.stroke else 0
        fill = self._ink(item.fill) if item.fill else None
        stroke = self._ink(item.stroke, hard=True) if item.stroke else None
        if item.kind == "line":
            self._line(item, place, stroke, thick)
        elif item.kind == "ellipse":
            self._pen.ellipse(place.inner, fill, stroke, thick)
        elif item.radius:
            self._pen.rounded_rectangle(place.inner, item.radius * self._dots, fill, stroke, thick)
        else:
            self._pen.rectangle(place.inner, fill, stroke, thick)

    def _line(self, item: Shape, place: _Place, stroke: Ink | None, thick: int) -> None:
        if item.height and item.width:
            self._pen.line((*place[:2], *place[2:]), stroke, thick)
            return
        left, top = place.left, place.top
        across, down = (place.right - left, thick) if item.width else (thick, place.bottom - top)
        self._pen.rectangle(_Place(left, top, left + across, top + down).inner, stroke)

    def _pattern(self, item: Pattern) -> None:
        place = self._place(item)
        part = _patterned(item.name, item.width, item.height, place.size)
        self._pen.bitmap(place[:2], part, fill=self._ink(item.colour, hard=True))

    def _turned(self, item: Turned) -> None:
        from PIL import Image

        place = self._place(item)
        part = self.image.crop(place).transpose(Image.Transpose.ROTATE_180)
        origin = (self._origin[0] + place.left, self._origin[1] + place.top)
        canvas = _Canvas(part, self._dots, mono=self._mono, origin=origin)
        canvas.add(item.items)
        self.image.paste(canvas.image.transpose(Image.Transpose.ROTATE_180), place[:2])

    def _place(self, item: Picture | Shape | Pattern | Turned) -> _Place:
        return _Place(
            *self._at(item.x, item.y), *self._at(item.x + item.width, item.y + item.height)
        )

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self._dots) - self._origin[0], round(y * self._dots) - self._origin[1]

    def _ink(self, colour: str, *, hard: bool = False) -> Ink:
        """A colour as the picture has it; hard: of strokes, which are all black or all white."""
        if not self._mono:
            red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
            return (red, green, blue)
        level = brightness(colour)
        if hard:
            return 255 if level > _LIGHT else 0
        return round(level * 255)


@lru_cache(maxsize=16)
def _fitted(
    data: bytes,
    crop: tuple[float, float, float, float],
    size: tuple[int, int],
    mono: bool,  # noqa: FBT001 - a key
) -> Image:
    """A picture on white, of that size; in black and white it is dithered."""
    from PIL import Image

    picture = opened(data)
    width, height = picture.size
    part = (crop[0] * width, crop[1] * height, crop[2] * width, crop[3] * height)
    small = picture.resize(size, Image.Resampling.LANCZOS, box=part)
    ground = Image.new("RGBA", size, "white")
    ground.alpha_composite(small)
    if not mono:
        return ground.convert("RGB")
    return ground.convert("L").convert("1").convert("L")


@lru_cache(maxsize=32)
def _patterned(name: str, width: float, height: float, size: tuple[int, int]) -> Image:
    """A mask of the pattern; drawn larger first, as Pillow's outlines are a dot too wide."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 0)
    pen = ImageDraw.Draw(mask)
    across, down = mask.width / width, mask.height / height
    for outline in outlines(name, width, height):
        pen.polygon([(x * across, y * down) for x, y in outline], fill=255)
    return mask.reduce(_FINER).point([0] * 128 + [1] * 128, "1")
