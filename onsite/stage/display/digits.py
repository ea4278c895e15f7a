"""Digits that fill a widget of any size.

    timer = BigDigits()
    timer.show("09:59")

Only the cells of the digits that are another now are drawn again.
"""

from __future__ import annotations

from onsite.stage.display.painted import Painted
from onsite.ui.glyphs import drawn


class BigDigits(Painted):
    """Shows digits, `:` and the minus of `glyphs.MINUS`, as large as there is room."""

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text

    def show(self, text: str) -> None:
        """Show this text instead."""
        self.text = text
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        cells, rows = self.size
        if cells and rows:
            self.paint([((line, "bold"),) for line in drawn(self.text, cells, rows)])
