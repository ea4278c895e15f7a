"""A badge's design as values. `reading` makes one of a TOML file, and explains what is wrong.

Lengths are millimetres, sizes of type are points. Every layer lies in a box: `x` and `y` from the
top left of the trimmed badge, for a member of a group from the top left of the group. Layers are
drawn in their order, so that a later one lies on top.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, Field, Strict, StringConstraints, model_validator

from onsite.plan.values import CONFIG, Id, Switch, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FONT_POINTS = (4.0, 200.0)
"""Smallest and largest size of type."""
LEAST_POINTS = 6.0
"""What nobody reads below, where a file says nothing else."""
CATEGORY = "category"
"""In the place of a colour: that of the holder's category."""
PATTERNS = ("solid", "stripes", "dots", "checks", "lines", "grid", "waves", "none")
"""What can tell categories apart without colour, in the order in which they are given out."""


def _in_order(value: Any) -> Any:
    """Layers stand in a file as tables by their ids."""
    if not isinstance(value, dict):
        return value
    return tuple(
        {**layer, "id": key} if isinstance(layer, dict) else layer for key, layer in value.items()
    )


Length = Annotated[float, Strict(), Field(ge=-1_000, le=1_000, allow_inf_nan=False)]
"""Millimetres."""
Extent = Annotated[float, Strict(), Field(ge=0, le=1_000, allow_inf_nan=False)]
Points = Annotated[
    float, Strict(), Field(ge=FONT_POINTS[0], le=FONT_POINTS[1], allow_inf_nan=False)
]
Ink = Annotated[str, StringConstraints(pattern=r"^(#[0-9a-fA-F]{6}|category)$")]
"""A colour as `#rrggbb`, or `CATEGORY`."""
FILE_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
"""A file in the folder of the template, without a path."""
FileName = Annotated[str, StringConstraints(pattern=FILE_NAME)]
Pattern = Literal["solid", "stripes", "dots", "checks", "lines", "grid", "waves", "none"]


class Size(BaseModel):
    """Of a trimmed badge; of one half, where it is folded."""

    model_config = CONFIG

    width: Annotated[float, Strict(), Field(ge=20, le=500, allow_inf_nan=False)]
    height: Annotated[float, Strict(), Field(ge=20, le=500, allow_inf_nan=False)] | None = None
    """None: a continuous roll, as long as what is on it."""


class _Layer(BaseModel):
    model_config = CONFIG

    id: Id
    x: Length = 0.0
    y: Length = 0.0
    width: Extent
    height: Extent
    when: str = ""
    """A condition, see `conditions`; empty: always."""


def _no_larger(value: Any) -> Any:
    """The usual smallest size is never larger than the largest one."""
    most = value.get("size_max") if isinstance(value, dict) else None
    if not isinstance(most, int | float) or "size_min" in value:
        return value
    return {**value, "size_min": min(LEAST_POINTS, max(most, FONT_POINTS[0]))}


class TextLayer(_Layer):
    """Words that fit their box: as large as they can be, in as few lines as they need."""

    kind: Literal["text"] = "text"
    text: Annotated[Words, StringConstraints(min_length=1, max_length=500)]
    """With fields in braces, see `fields`."""
    size_max: Points = 12.0
    size_min: Points = LEAST_POINTS
    """Below this, what is left over is shortened, and somebody is told."""
    lines: Annotated[int, Strict(), Field(ge=1, le=20)] = 1
    """At most so many."""
    align: Literal["left", "centre", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    weight: Literal["regular", "bold"] = "regular"
    colour: Ink = "#000000"
    caps: Switch = False
    leading: Annotated[float, Strict(), Field(ge=0.8, le=3)] = 1.15
    """From baseline to baseline, in sizes of the type."""

    _no_larger = model_validator(mode="before")(staticmethod(_no_larger))


class QrLayer(_Layer):
    """A code to scan. The box holds its quiet zone, too."""

    kind: Literal["qr"] = "qr"
    content: Annotated[str, StringConstraints(min_length=1, max_length=500)] = "{code}"
    ecc: Literal["L", "M", "Q", "H"] = "M"
    """At least this correction; a better one where the code grows no larger by it."""


class ImageLayer(_Layer):
    """A picture that is the same on all badges, as a logo; whole within its box."""

    kind: Literal["image"] = "image"
    file: FileName
    """In `Template.pictures`."""
    align: Literal["left", "centre", "right"] = "centre"
    valign: Literal["top", "middle", "bottom"] = "middle"


class PhotoLayer(_Layer):
    """The holder's picture; fills its box, what stands over is cut off."""

    kind: Literal["photo"] = "photo"
    field: Literal["photo"] = "photo"


class BandLayer(_Layer):
    """What kind of badge it is: a word, and a pattern that needs no colour."""

    kind: Literal["band"] = "band"
    word: Annotated[Words, StringConstraints(max_length=200)] = "{category}"
    pattern: Pattern | Literal["auto"] = "auto"
    """`auto`: each category of the plan has another one."""
    patterns: dict[Id, Pattern] = {}
    """By category, before `pattern`."""
    colour: Ink = CATEGORY
    """Only where the printer has colours; else black."""
    size_max: Points = 18.0
    size_min: Points = LEAST_POINTS
    align: Literal["left", "centre", "right"] = "centre"
    caps: Switch = True

    _no_larger = model_validator(mode="before")(staticmethod(_no_larger))

    def pattern_of(self, category: str, number: int) -> Pattern:
        """The pattern of a category.

        Args:
            category: its id.
            number: its place in the plan, from 0; less where it is of none.
        """
        named = self.patterns.get(category)
        if named is not None:
            return named
        if self.pattern != "auto":
            return self.pattern
        return "none" if number < 0 else PATTERNS[number % (len(PATTERNS) - 1)]  # type: ignore[return-value]


class ShapeLayer(_Layer):
    """A line, a rectangle or an ellipse."""

    kind: Literal["shape"] = "shape"
    shape: Literal["rect", "line", "ellipse"] = "rect"
    """A line goes from the box's top left to its bottom right."""
    fill: Ink | Literal[""] = ""
    stroke: Ink | Literal[""] = ""
    stroke_mm: Annotated[float, Strict(), Field(ge=0.05, le=20)] = 0.25
    radius: Annotated[float, Strict(), Field(ge=0, le=100)] = 0.0
    """Of the corners of a rectangle."""


class GroupLayer(_Layer):
    """Layers one after another, without gaps where one is empty or not shown.

    Each takes as much room as it needs: a text its lines, everything else its box. In the other
    direction members keep their own place (`x` in a group that goes down, `y` across).
    """

    kind: Literal["group"] = "group"
    direction: Literal["down", "across"] = "down"
    gap: Extent = 0.0
    """Between two members that are shown."""
    align: Literal["start", "middle", "end"] = "start"
    """Where the members stand, together, in the group's box."""
    layers: Layers = Field(min_length=1)


Layer: TypeAlias = Annotated[
    TextLayer | QrLayer | ImageLayer | PhotoLayer | BandLayer | ShapeLayer | GroupLayer,
    Field(discriminator="kind"),
]
Layers: TypeAlias = Annotated[tuple[Layer, ...], BeforeValidator(_in_order)]


def flat(layers: Iterable[Layer]) -> Iterator[Layer]:
    """All of them, each group followed by its members."""
    for layer in layers:
        yield layer
        if isinstance(layer, GroupLayer):
            yield from flat(layer.layers)


KINDS: dict[str, type[_Layer]] = {
    "text": TextLayer,
    "qr": QrLayer,
    "image": ImageLayer,
    "photo": PhotoLayer,
    "band": BandLayer,
    "shape": ShapeLayer,
    "group": GroupLayer,
}
SIZES = {
    "a5": Size(width=148.0, height=210.0),
    "a6": Size(width=105.0, height=148.0),
    "a7": Size(width=74.0, height=105.0),
    "4x3in": Size(width=101.6, height=76.2),
    "4x6in": Size(width=101.6, height=152.4),
    "62mm": Size(width=62.0),
    "cr80": Size(width=85.6, height=53.98),
}
"""By the names that a file may give. CR80 is the bank card, ID-1 of ISO/IEC 7810."""


def size_named(name: str) -> Size | None:
    """The size of a name, in whatever letters; None where there is none."""
    return SIZES.get(re.sub(r"[\s_]", "", name).casefold())


def _named_size(value: Any) -> Any:
    return (isinstance(value, str) and size_named(value)) or value


class Template(BaseModel):
    """A whole design."""

    model_config = CONFIG

    name: Id
    """What it is called in the plan and on the command line: its file's name."""
    title: Annotated[Words, StringConstraints(max_length=80)] = ""
    """What people call it."""
    size: Annotated[Size, BeforeValidator(_named_size)]
    fold: Literal["none", "back", "butterfly"] = "none"
    """`back`: printed on both sides. `butterfly`: one sheet, folded at the top edge of the front,
    so that the back stands above the front, upside down, and is seen when the badge turns."""
    bleed: Annotated[float, Strict(), Field(ge=0, le=10, allow_inf_nan=False)] = 0.0
    """What is drawn beyond the trimmed edge, on each side."""
    margin: Annotated[float, Strict(), Field(ge=0, le=200, allow_inf_nan=False)] = 0.0
    """So far from the trimmed edge stands everything that must be read or scanned."""
    colour: Switch = True
    """False: it is drawn without colours, whatever the printer can do."""
    layers: Layers = Field(min_length=1)
    back: Layers = ()
    pictures: dict[str, bytes] = Field(default={}, exclude=True, repr=False)
    """What the image layers name, by file: PNG or JPEG."""

    @property
    def label(self) -> str:
        """What to call it on the screen."""
        return self.title or self.name
