"""A badge that is laid out: what stands where.

Lengths are millimetres from the top left of the untrimmed sheet, y downwards; sizes of type are
points; colours are `#rrggbb`. All of it is plain values: equal sheets are drawn alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from onsite.badges.fonts.faces import FaceId

MM_PER_INCH = 25.4
PT_PER_MM = 72 / MM_PER_INCH

Only = Literal["", "mono", "colour"]
"""An item that is drawn in black and white alone, or in colour alone; in both where it is empty."""


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Text of one face and one direction, on one line.

    Args:
        x: its left end, whatever its direction.
        y: its baseline.
        text: in logical order.
        width: the length of its advance.
        features: of OpenType, as Pillow and HarfBuzz write them.
    """

    x: float
    y: float
    text: str
    face: FaceId
    size_pt: float
    direction: Literal["ltr", "rtl"]
    language: str
    colour: str
    width: float
    features: tuple[str, ...] = ()
    only: Only = ""


@dataclass(frozen=True, slots=True)
class Modules:
    """The squares of a QR code, True where dark; the free border around is not part of it."""

    x: float
    y: float
    module_mm: float
    rows: tuple[tuple[bool, ...], ...]
    only: Only = ""

    @property
    def side(self) -> float:
        return len(self.rows) * self.module_mm


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fills the box.

    Args:
        data: a PNG or JPEG file.
        crop: left, top, right and bottom of the part that is shown, as shares of the picture.
    """

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    only: Only = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, a line from top left to bottom right, or an ellipse.

    Args:
        fill: empty where it has none.
        stroke: empty where it has none; the line lies within the box, along its edge.
        radius: of the corners of a rectangle.
    """

    kind: Literal["rect", "line", "ellipse"]
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_mm: float = 0.0
    radius: float = 0.0
    only: Only = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A box filled with a pattern that can be told from others without colour."""

    x: float
    y: float
    width: float
    height: float
    name: str
    colour: str
    only: Only = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """What stands on its head: its items are placed upright, and turned about the box's middle."""

    x: float
    y: float
    width: float
    height: float
    items: tuple[Item, ...]
    only: Only = ""


Item = GlyphRun | Modules | Picture | Shape | Pattern | Turned


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet.

    Args:
        width: with the bleed on both sides, as is the height.
        items: in the order in which they are drawn.
        fixed: so many of the first items are the same for all holders, or all of one category.
    """

    width: float
    height: float
    bleed: float
    items: tuple[Item, ...]
    side: Literal["front", "back"] = "front"
    fixed: int = 0


WarningKind = Literal["shortened", "broken", "missing", "no_picture"]


@dataclass(frozen=True, slots=True)
class LayoutWarning:
    """What a person should see before it is printed.

    Args:
        kind: `shortened`: the text did not fit and ends in an ellipsis, or is smaller than it
            should be; `broken`: it fits because a word was broken; `missing`: no font holds some
            of its signs; `no_picture`: the file is not there or is no picture.
        field: what the template calls it, such as `name`.
        text: all of it, as it should have been shown; the signs, where they are missing.
    """

    kind: WarningKind
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a badge is: its front, and its back if there is one."""

    pages: tuple[Page, ...]
    title: str
    warnings: tuple[LayoutWarning, ...] = ()


def shown(items: tuple[Item, ...], *, mono: bool) -> tuple[Item, ...]:
    """Those that are drawn in black and white, or in colour."""
    other = "colour" if mono else "mono"
    return tuple(item for item in items if item.only != other)


def brightness(colour: str) -> float:
    """Of a colour as `#rrggbb`, from 0 to 1, as it looks beside other greys (ITU-R BT.601)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
