"""Lists whose first cells have the colour of a severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from onsite.ui.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = 13
"""Cells of the shape and the word."""
_PLAIN = Style()
_DARK = 140
"""From so much light on, black is read better than white: by the weights of ITU-R BT.601."""


class ColouredList(LineList):
    """A list whose first column stands on a colour of its own. The word beside says the same."""

    colour_of: Callable[[str], str] = staticmethod(lambda _key: "")
    """The colour of a line by its key, as #rrggbb; empty for none."""

    def render_line(self, y: int) -> Strip:
        """One visible line, its mark on its colour."""
        strip = super().render_line(y)
        place = y - self._head + self.scroll_offset.y
        if y < self._head or not 0 <= place < len(self.lines):
            return strip
        colour = self.colour_of(self.lines[place].key)
        if not colour:
            return strip
        width = min(self.columns[0].width or MARK, strip.cell_length)
        style = _style(colour)
        marked = [
            Segment(each.text, (each.style or _PLAIN) + style) for each in strip.crop(0, width)
        ]
        return Strip.join([Strip(marked, width), strip.crop(width)])


def _style(colour: str) -> Style:
    red, green, blue = Color.parse(colour).get_truecolor()
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return Style(bgcolor=colour, color="#000000" if light > _DARK else "#ffffff", bold=True)
