"""One badge as a picture, with what a person should see before it is printed.

Everything here takes its time and is called in a thread. What draws is imported when it is
first used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.badges.preview.people import Faults
from onsite.badges.templates.finding import find_in
from onsite.badges.templates.guests import PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from onsite.badges.layout.overlaps import Overlap
    from onsite.badges.layout.page import LayoutWarning, Sheet
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template
    from onsite.badges.templates.shelves import Shelf

DPI = 300
"""Dots to the inch of most printers of badges."""
_COARSEST = 203
"""Of the printers that there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be seen."""

    holder: Holder
    side: int = 0
    """0 is the front; taken around where there are fewer sides."""
    mono: bool = False
    dpi: int = DPI


@dataclass(frozen=True, slots=True)
class Shot:
    """What is seen."""

    image: Image
    side: str
    """`front` or `back`."""
    sides: int
    warnings: tuple[LayoutWarning, ...]
    overlaps: tuple[Overlap, ...]
    """Layers that lie on each other on this badge."""
    template: Template
    width_mm: float
    height_mm: float


class Studio:
    """Draws badges of the designs on some shelves; fonts are loaded once.

    Args:
        shelves: where the designs stand, the first ones first.
    """

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
        self._faces: Any = None

    def template(self, name: str) -> Template:
        """The design as it is now.

        Raises:
            BadInputError: there is none, or its file has a mistake.
        """
        return find_in(name, self.shelves)

    def shoot(self, template: Template, wanted: Wanted) -> Shot:
        """Draw one side.

        Raises:
            OnsiteError: it cannot be laid out; with the sentence for the user.
        """
        from onsite.badges.drawing.raster import draw
        from onsite.badges.layout.overlaps import overlaps

        # A coarse picture still shows what a printer prints.
        sheet = self._laid_out(template, wanted.holder, max(wanted.dpi, _COARSEST))
        page = sheet.pages[wanted.side % len(sheet.pages)]
        image = draw(page, wanted.dpi, mono=wanted.mono or not template.colour)
        return Shot(
            image,
            page.side,
            len(sheet.pages),
            # Of a made-up guest there is no portrait, and nobody looks for one.
            tuple(each for each in sheet.warnings if each.text != PORTRAIT),
            tuple(overlaps(template, wanted.holder)),
            template,
            page.width,
            page.height,
        )

    def faults(self, template: Template, holder: Holder) -> Faults:
        """What is wrong with somebody's badge."""
        from onsite.badges.layout.overlaps import overlaps

        kinds = [each.kind for each in self._laid_out(template, holder, None).warnings]
        missing, cut = kinds.count("missing"), kinds.count("shortened")
        lying = len(overlaps(template, holder))
        return Faults(missing, cut, len(kinds) - missing - cut + lying)

    def _laid_out(self, template: Template, holder: Holder, dpi: int | None) -> Sheet:
        from onsite.badges.fonts.faces import Faces
        from onsite.badges.layout.placing import lay_out

        if self._faces is None:
            self._faces = Faces.load()
        return lay_out(template, holder, self._faces, dpi=dpi, frames=True)
