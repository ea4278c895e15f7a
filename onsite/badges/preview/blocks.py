"""A picture in half blocks, two pixels in a cell, one above the other. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

UPPER_HALF = "▀"
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cells:
    """The size of a picture on the screen."""

    columns: int
    rows: int


def cells_for(
    width: float, height: float, room: Cells, *, zoom: int = 1, tall: float = 2.0
) -> Cells:
    """The cells of a picture that keeps its proportions.

    Args:
        width: of the picture, in any unit; more than 0.
        height: in the same unit; more than 0.
        room: where the whole picture fits in at a zoom of 1.
        zoom: how many times as large as that.
        tall: how many times as high as wide a cell of the terminal is.
    """
    scale = min(room.columns / width, room.rows * tall / height)
    wide, high = width * scale * zoom, height * scale * zoom / tall
    return Cells(max(round(wide), 1), max(round(high), 1))


class Blocks:
    """The cells of a picture, made once.

    Args:
        picture: of any mode; scaled to what the cells can show.
        cells: how large it is to be.
    """

    def __init__(self, picture: Image, cells: Cells) -> None:
        from PIL.Image import Resampling

        self.cells = cells
        size = (cells.columns, cells.rows * 2)
        # Hard black and white must become grey before it is made smaller.
        scaled = picture.convert("RGB").resize(size, Resampling.BOX)
        self._pixels = scaled.tobytes()

    def runs(self, row: int) -> Iterator[tuple[Colour, Colour, int]]:
        """Equal cells beside each other: their upper and lower colours, and how many."""
        upper, lower = self._line(2 * row), self._line(2 * row + 1)
        for (above, below), same in groupby(zip(upper, lower, strict=True)):
            yield above, below, sum(1 for _each in same)

    def _line(self, y: int) -> list[Colour]:
        wide = self.cells.columns * 3
        line = self._pixels[y * wide : (y + 1) * wide]
        return [(line[at], line[at + 1], line[at + 2]) for at in range(0, wide, 3)]
