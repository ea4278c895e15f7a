"""What a layer is placed for: the template, the holder, the printer's dots."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.badges.fonts.clusters import normal
from onsite.badges.fonts.shaping import missing
from onsite.badges.layout.fitting import Fitted, Style, fitted
from onsite.badges.layout.page import LayoutWarning, WarningKind, brightness
from onsite.badges.templates.conditions import shows
from onsite.badges.templates.fields import filled
from onsite.badges.templates.model import CATEGORY, BandLayer, TextLayer

if TYPE_CHECKING:
    from onsite.badges.layout.box import Box
    from onsite.badges.layout.page import Item
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Layer, Template

_FIELDS = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer where it came to stand.

    Args:
        layer: which.
        box: what it may take, of a text more than its letters.
        items: on the untrimmed sheet.
        shared: it is the same on many badges, so its drawing is worth keeping.
        bottom: of what it takes; above that of its box where a text has fewer lines.
    """

    layer: Layer
    box: Box
    items: tuple[Item, ...]
    shared: bool
    bottom: float


@dataclass(frozen=True, slots=True)
class Setting:
    """One side of a badge that is being laid out."""

    template: Template
    holder: Holder
    dpi: int | None
    trim: Box
    """The trimmed side that is being laid out, on the untrimmed sheet."""
    frames: bool = False
    """Whether an empty frame stands for a picture that is not there."""
    warnings: list[LayoutWarning] = field(default_factory=list)

    def shows(self, layer: Layer) -> bool:
        return shows(layer.when, self.holder)

    def words(self, layer: TextLayer | BandLayer) -> str:
        """What a layer says; empty where it says nothing."""
        template = layer.text if isinstance(layer, TextLayer) else layer.word
        text = normal(filled(template, self.holder)).strip()
        return text.upper() if layer.caps else text

    def fit(self, layer: TextLayer | BandLayer, width: float, height: float) -> Fitted | None:
        """A layer's words in a box of that size, in millimetres; None where it says nothing."""
        text = self.words(layer)
        if not text or width <= 0 or height <= 0:
            return None
        style = Style(
            layer.size_max, min(layer.size_min, layer.size_max), language=self.holder.country
        )
        if isinstance(layer, TextLayer):
            style = style._replace(lines=layer.lines, weight=layer.weight, leading=layer.leading)
        else:
            style = style._replace(weight="bold", descent=0.0)
        return fitted(text, style, width, height)

    def tell(self, layer: TextLayer | BandLayer, found: Fitted) -> None:
        """Note what a person should see before this is printed."""
        text = self.words(layer)
        lacking = missing(text)
        if lacking:
            self.warn("missing", layer, "".join(lacking))
        if found.outcome:
            self.warn("broken" if found.outcome == "broken" else "shortened", layer, text)

    def warn(self, kind: WarningKind, layer: Layer, text: str) -> None:
        told = LayoutWarning(kind, named(layer), text)
        if told not in self.warnings:
            self.warnings.append(told)

    def colour(self, ink: str) -> str:
        """As `#rrggbb`; a grey of that brightness where the design has no colours."""
        found = (self.holder.category_colour or _BLACK) if ink == CATEGORY else ink
        return found if self.template.colour else _grey(found)


def fields(text: str) -> tuple[str, ...]:
    """What a text of a template names, in order."""
    return tuple(found[1] for found in _FIELDS.finditer(text) if found[1] is not None)


def named(layer: Layer) -> str:
    """What a warning calls a layer: by its fields, and by its id where it has none."""
    if isinstance(layer, TextLayer):
        return ", ".join(dict.fromkeys(fields(layer.text))) or layer.id
    if isinstance(layer, BandLayer):
        return ", ".join(dict.fromkeys(fields(layer.word))) or layer.id
    return layer.field if layer.kind == "photo" else layer.id


def _grey(colour: str) -> str:
    level = f"{round(brightness(colour) * 255):02x}"
    return f"#{level}{level}{level}"
