"""A camera's picture in half blocks: two pixels a cell, one above the other, in sixteen greys.

Pure but for what one canvas remembers of its last picture. OpenCV is not needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from onsite.scanner.camera import Outline
    from onsite.scanner.decoding import Picture

    Shades = NDArray[np.uint8]
    """One for each pixel: a grey from 0, black, to 15, white, or one of those below."""
    Cells = NDArray[np.uint16]
    """One for each cell: `SHADES` times the upper pixel, plus the lower one."""

GREYS = 16
GREY_STEP = 17
"""Between two greys, of 255."""
READ, LOCATED, NOTHING = GREYS, GREYS + 1, GREYS + 2
"""The outline of a code that was read, of one that cannot be read, and beside the picture."""
SHADES = GREYS + 3

_NO_CELL = NOTHING * SHADES + NOTHING
_SAMPLES = 4
"""Of each pixel's area, in both directions: enough that noise and modules become grey."""
_CLINGING = 12
"""A pixel keeps its grey while it is this close to it, of 255: noise would redraw every line."""
_CROSS_SHARE = 12
"""An arm of the crosshair is this part of the picture's shorter side."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a picture is on a canvas, in pixels, two of them above each other in a cell."""

    left: int
    top: int
    wide: int
    high: int


def framed(shape: tuple[int, ...], columns: int, rows: int) -> Frame:
    """The largest place for a picture in its proportions, in the middle.

    Args:
        shape: the picture's, rows before columns; neither is 0.
        columns: cells; at least 1.
        rows: cells; at least 1.
    """
    height, width = shape[:2]
    scale = max(width / columns, height / (rows * 2))
    wide, high = max(int(width / scale), 1), max(int(height / scale), 1)
    return Frame((columns - wide) // 2, (rows * 2 - high) // 2, wide, high)


class Canvas:
    """Draws pictures one after the other into the same cells.

    Args:
        columns: cells; at least 1.
        rows: cells; at least 1.
        mirrored: as in a mirror.
    """

    def __init__(self, columns: int, rows: int, *, mirrored: bool = False) -> None:
        self.columns, self.rows, self.mirrored = columns, rows, mirrored
        self._greys: Shades | None = None
        self._cells: Cells | None = None

    def draw(self, picture: Picture, outlines: Sequence[Outline] = ()) -> tuple[int, ...]:
        """Draw a picture; answers the rows of cells that are others than before.

        Args:
            picture: grey, eight bits, of any size but an empty one.
            outlines: what was found in it.
        """
        import numpy as np

        frame = framed(picture.shape, self.columns, self.rows)
        self._greys = greys = _greys(picture, frame, self._greys, mirrored=self.mirrored)
        shades = greys.copy()
        _draw_cross(shades)
        for outline in outlines:
            _draw_outline(shades, outline, picture.shape, mirrored=self.mirrored)
        before, self._cells = self._cells, _cells(shades, frame, self.columns, self.rows)
        if before is None:
            return tuple(range(self.rows))
        return tuple(np.flatnonzero((before != self._cells).any(axis=1)).tolist())

    def runs(self, row: int) -> Iterator[tuple[int, int]]:
        """Equal cells beside each other: what they are, as in `Cells`, and how many."""
        line = [_NO_CELL] * self.columns if self._cells is None else self._cells[row].tolist()
        begun = 0
        for place in range(1, self.columns):
            if line[place] != line[begun]:
                yield line[begun], place - begun
                begun = place
        yield line[begun], self.columns - begun


def _greys(picture: Picture, frame: Frame, before: Shades | None, *, mirrored: bool) -> Shades:
    import numpy as np

    rows, columns = _sampled(picture.shape[0], frame.high), _sampled(picture.shape[1], frame.wide)
    seen = picture.take(rows, axis=0).take(columns[::-1] if mirrored else columns, axis=1)
    parts = seen.reshape(frame.high, _SAMPLES, frame.wide, _SAMPLES)
    light = parts.sum(axis=(1, 3), dtype=np.int16) // _SAMPLES**2
    nearest: Shades = ((light + GREY_STEP // 2) // GREY_STEP).astype(np.uint8)
    if before is None or before.shape != nearest.shape:
        return nearest
    moved = np.abs(light - before.astype(np.int16) * GREY_STEP) > _CLINGING
    return np.where(moved, nearest, before).astype(np.uint8)


@lru_cache(maxsize=16)
def _sampled(source: int, wanted: int) -> NDArray[np.intp]:
    """Where along a side of `source` pixels to look, for `wanted` pixels made of samples."""
    import numpy as np

    places = (np.arange(wanted * _SAMPLES) + 0.5) * source / (wanted * _SAMPLES)
    return places.astype(np.intp)


def _draw_cross(shades: Shades) -> None:
    """In the middle, open in its own middle; light on what is dark, dark on what is light."""
    high, wide = shades.shape
    arm = max(min(high, wide) // _CROSS_SHARE, 1)
    y, x = high // 2, wide // 2
    for part in (
        shades[y, max(x - 2 * arm, 0) : max(x - arm + 1, 0)],
        shades[y, x + arm : x + 2 * arm + 1],
        shades[max(y - 2 * arm, 0) : max(y - arm + 1, 0), x],
        shades[y + arm : y + 2 * arm + 1, x],
    ):
        part[:] = (part < GREYS // 2) * (GREYS - 1)


def _draw_outline(
    shades: Shades, outline: Outline, shape: tuple[int, ...], *, mirrored: bool
) -> None:
    """Round a code; with gaps where it was only located."""
    import numpy as np

    if not outline.corners:
        return
    high, wide = shades.shape
    corners = np.asarray(outline.corners, dtype=float) * (wide / shape[1], high / shape[0])
    # A corner may lie outside, but not so far that its line would cost anything.
    corners = np.clip(corners, (-wide, -high), (2 * wide, 2 * high))
    for begin, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = int(np.abs(end - begin).max()) + 2
        points = np.linspace(begin, end, steps).astype(int)
        x, y = points[:: 1 if outline.read else 2].T
        x = wide - 1 - x if mirrored else x
        inside = (x >= 0) & (x < wide) & (y >= 0) & (y < high)
        shades[y[inside], x[inside]] = READ if outline.read else LOCATED


def _cells(shades: Shades, frame: Frame, columns: int, rows: int) -> Cells:
    import numpy as np

    canvas = np.full((rows * 2, columns), NOTHING, np.uint16)
    canvas[frame.top : frame.top + frame.high, frame.left : frame.left + frame.wide] = shades
    cells: Cells = canvas[0::2] * SHADES + canvas[1::2]
    return cells
