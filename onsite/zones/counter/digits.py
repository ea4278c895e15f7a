"""The number of people, as large as there is room: solid once it is on disk, hatched until then."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from onsite.ui.glyphs import drawn

_HATCHED = str.maketrans("█▀▄", "▒▀▄")


class CountDigits(Widget):
    """Shows a number that is read at arm's length, and from the side."""

    DEFAULT_CSS = "CountDigits { width: 1fr; height: 1fr; text-style: bold; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.text = ""
        self.ahead = False
        """Whether the number runs ahead of what is on disk."""

    def show(self, text: str, *, ahead: bool) -> None:
        """Show this instead; of digits and `glyphs.MINUS`."""
        if (text, ahead) != (self.text, self.ahead):
            self.text, self.ahead = text, ahead
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        cells, rows = self.size
        lines = drawn(self.text, cells, rows)
        line = lines[y] if y < len(lines) else " " * cells
        return Strip([Segment(self._hatched(line), self.rich_style)], cells)

    def _hatched(self, line: str) -> str:
        return line.translate(_HATCHED) if self.ahead else line
