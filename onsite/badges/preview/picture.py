"""A badge's picture on the screen: by the terminal itself where it can, else in half blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.containers import ScrollableContainer
from textual.strip import Strip
from textual.widget import Widget

from onsite.badges.preview import terminal
from onsite.badges.preview.blocks import UPPER_HALF, Blocks, Cells, cells_for

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.app import ComposeResult


class HalfBlocks(Widget):
    """A picture in half blocks, as large as it is told to be."""

    blocks: Blocks | None = None

    def render_line(self, y: int) -> Strip:
        """Two rows of pixels."""
        blocks = self.blocks
        if blocks is None or y >= blocks.cells.rows:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [
            Segment(UPPER_HALF * many, _style(above, below))
            for above, below, many in blocks.runs(y)
        ]
        return Strip(segments, blocks.cells.columns)


class BadgePicture(ScrollableContainer, can_focus=True):
    """Shows one picture as large as there is room for, or larger, to be scrolled."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id)
        self._drawn = terminal.picture_widget()
        self._blocks = HalfBlocks()
        self._image: Image | None = None
        self._zoom = 1

    def compose(self) -> ComposeResult:
        """Whatever draws it."""
        yield self._drawn or self._blocks

    def show(self, image: Image, zoom: int) -> None:
        """Show this picture instead.

        Args:
            image: what was drawn; of any mode.
            zoom: 1 shows all of it, 2 is twice as large.
        """
        self._image, self._zoom = image, zoom
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        image, room = self._image, self.size
        if image is None or not room.area:
            return
        tall = terminal.tallness()
        cells = cells_for(
            image.width, image.height, Cells(room.width, room.height), zoom=self._zoom, tall=tall
        )
        widget = self._drawn or self._blocks
        widget.styles.width, widget.styles.height = cells.columns, cells.rows
        if self._drawn is not None:
            cast("Any", self._drawn).image = image.convert("RGB")
        else:
            self._blocks.blocks = Blocks(image, cells)
            self._blocks.refresh(layout=True)


def _style(above: tuple[int, int, int], below: tuple[int, int, int]) -> Style:
    return Style(color=Color.from_rgb(*above), bgcolor=Color.from_rgb(*below))
