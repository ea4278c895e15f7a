"""A text in rows that end between words, or between Chinese signs, wherever both are mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from onsite.ui.cells import plain, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator


class Paragraph(Static):
    """Says a text; as wide as it is laid out, as high as the text needs."""

    said = ""
    _broken_at = 0

    def say(self, text: str) -> None:
        """Show this instead; a text without markup."""
        self.said = text
        self._break()

    def on_resize(self) -> None:
        if self.content_size.width != self._broken_at:
            self._break()

    def _break(self) -> None:
        cells = self._broken_at = self.content_size.width
        rows = rows_of(self.said, cells) if cells else map(plain, self.said.splitlines())
        self.update(Text("\n".join(rows)))


def rows_of(text: str, cells: int) -> Iterator[str]:
    """Its lines in rows; the rows of a line that is set in are set in as far as it is.

    Args:
        text: may have several lines.
        cells: of a row; more than 0.
    """
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip(" "))]
        if len(indent) >= cells:
            indent = ""
        yield from (indent + row for row in wrap(line, cells - len(indent)) or [""])
