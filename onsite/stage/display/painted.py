"""A widget that shows rows as they are given to it, and draws again only what has changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from onsite.ui.cells import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.display.face import Look, Row

_SLACK = 1.3
"""Two rectangles are drawn as one where that is not so many times as large as both."""
_LOOKS: dict[Look, Style] = {
    "": Style(),
    "bold": Style(bold=True),
    "turned": Style(reverse=True, bold=True),
    "faint": Style(dim=True),
}


class Painted(Widget):
    """Shows rows; `turn` makes all of it bright, as a flash does."""

    DEFAULT_CSS = "Painted { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Row, ...] = ()
        """What stands there."""
        self._looks: dict[Look, Style] = {}
        self.drawn = 0
        """How many cells were drawn again since it was made; what a bench and a test look at."""

    def paint(self, rows: Sequence[Row]) -> None:
        """Show these rows instead. They are as wide as the widget, and there are as many."""
        before, self.rows = self.rows, tuple(rows)
        if len(before) != len(rows):
            self.drawn += self.size.area
            self.refresh()
            return
        regions = changed(before, self.rows)
        if regions:
            self.drawn += sum(region.area for region in regions)
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One row."""
        cells = self.size.width
        if y >= len(self.rows):
            return Strip.blank(cells, self.rich_style)
        looks = self._looks or self._mix()
        strip = Strip([Segment(text, looks[look]) for text, look in self.rows[y] if text])
        return strip.adjust_cell_length(cells, looks[""])

    def notify_style_update(self) -> None:
        """Other colours than before."""
        self._looks = {}
        super().notify_style_update()

    def _mix(self) -> dict[Look, Style]:
        """The styles of all looks, which are asked for with every row."""
        base = self.rich_style
        self._looks = {look: base + style for look, style in _LOOKS.items()}
        return self._looks


def changed(before: Sequence[Row], after: Sequence[Row]) -> list[Region]:
    """Where the rows differ: a rectangle for each run of rows that do."""
    found: list[Region] = []
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        left, right = _span(old, new)
        region = Region(left, y, right - left, 1)
        joined = found[-1].union(region) if found and found[-1].bottom == y else None
        if joined is not None and joined.area <= _SLACK * (found[-1].area + region.area):
            found[-1] = joined
        else:
            found.append(region)
    return found


@lru_cache(maxsize=512)
def _span(old: Row, new: Row) -> tuple[int, int]:
    """The first cell that differs, and the one after the last."""
    cells = sum(width(text) for text, _look in new)
    if [look for _text, look in old] != [look for _text, look in new]:
        return 0, cells
    a, b = "".join(text for text, _look in old), "".join(text for text, _look in new)
    # Where a sign takes two cells, or a run of a row is longer now, places cannot be compared.
    same = len(a) == len(b) == cells and [len(t) for t, _l in old] == [len(t) for t, _l in new]
    if not same:
        return 0, cells
    differing = [at for at, (one, other) in enumerate(zip(a, b, strict=True)) if one != other]
    return differing[0], differing[-1] + 1
