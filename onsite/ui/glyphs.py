"""Digits of any size, drawn with half blocks: seven segments, which are as long as there is room.

A cell of a terminal is about twice as high as wide, so two dots, one above the other, are a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MINUS = "−"
"""The sign of overtime, a true minus."""
LEAST_DOTS = (3, 5)
"""Smaller than so many dots across and down, seven segments cannot be told apart."""
_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "gfabcd",
}
"""a on top, then clockwise b to f, g in the middle."""
_STROKE = 0.25
"""The width of a stroke, as a part of the width of a digit."""
_STROKES_HIGH = 5
"""Three strokes and what is between them: a digit is at least so many strokes high."""
_WIDEST = 0.95
"""The width of a digit at most, as a part of its height."""
_TALLEST = 2.4
"""The height of a digit at most, as a part of its width."""
_BLOCKS = (" ", "▀", "▄", "█")


@dataclass(frozen=True, slots=True)
class Measure:
    """How large the digits of a text are, in dots."""

    wide: int
    high: int
    stroke: int

    @property
    def gap(self) -> int:
        """Between two signs."""
        return max(1, round(self.stroke * 0.8))

    def width_of(self, sign: str) -> int:
        """The width of a digit, a colon or a minus."""
        if sign == ":":
            return self.stroke
        return max(2, round(self.wide * 0.6)) if sign == MINUS else self.wide

    def width(self, text: str) -> int:
        """The width of a whole text."""
        return sum(map(self.width_of, text)) + self.gap * (len(text) - 1)


@lru_cache(maxsize=64)
def measure(text: str, cells: int, rows: int) -> Measure | None:
    """The largest that the text can be in so many cells and rows; None where it is too large.

    Only what kinds of signs the text has matters, so ask with every digit as a 0.
    """
    most = min(2 * rows - 1, cells * 3)
    for wide in range(min(cells, int(most * _WIDEST)), LEAST_DOTS[0] - 1, -1):
        high = min(most, max(int(wide * _TALLEST), LEAST_DOTS[1]))
        stroke = max(1, min(round(wide * _STROKE), high // _STROKES_HIGH))
        found = Measure(wide, high, stroke)
        if high >= LEAST_DOTS[1] and found.width(text) <= cells:
            return found
    return None


@lru_cache(maxsize=128)
def drawn(text: str, cells: int, rows: int) -> tuple[str, ...]:
    """The text in the middle of so many cells and rows, as large as it can be.

    Args:
        text: of digits, `:` and `MINUS`.
        cells: all rows are that wide.
        rows: there are as many. Where the text has no room as a drawing, one row has it as it is.
    """
    found = measure(_shape(text), cells, rows)
    if found is None:
        lines = [text[-cells:] if cells < len(text) else text]
    else:
        lines = _joined([_glyph(sign, found) for sign in text], found.gap)
    above = (rows - len(lines)) // 2
    lines = [line.center(cells) for line in lines]
    blank = " " * cells
    return tuple([*[blank] * above, *lines, *[blank] * (rows - above - len(lines))][:rows])


def _shape(text: str) -> str:
    return "".join("0" if sign.isdecimal() else sign for sign in text)


def _joined(glyphs: list[tuple[str, ...]], gap: int) -> list[str]:
    return [(" " * gap).join(parts) for parts in zip(*glyphs, strict=True)]


@lru_cache(maxsize=256)
def _glyph(sign: str, size: Measure) -> tuple[str, ...]:
    """One sign as rows of half blocks."""
    wide = size.width_of(sign)
    dots = [[False] * wide for _row in range(size.high + size.high % 2)]
    for left, top, right, bottom in _strokes(sign, size):
        for row in dots[top:bottom]:
            row[left:right] = [True] * (right - left)
    pairs = zip(dots[::2], dots[1::2], strict=True)
    return tuple(
        "".join(_BLOCKS[above + 2 * below] for above, below in zip(*pair, strict=True))
        for pair in pairs
    )


def _strokes(sign: str, size: Measure) -> list[tuple[int, int, int, int]]:
    """The rectangles of a sign: left, top, right, bottom; the last two lie outside."""
    wide, high, stroke = size.width_of(sign), size.high, size.stroke
    middle = (high - stroke) // 2
    if sign == MINUS:
        return [(0, middle, wide, middle + stroke)]
    if sign == ":":
        upper = max((middle - stroke) // 2 + stroke // 2, 1)
        lower = high - upper - stroke
        return [(0, upper, wide, upper + stroke), (0, lower, wide, lower + stroke)]
    places = {
        "a": (0, 0, wide, stroke),
        "b": (wide - stroke, 0, wide, middle + stroke),
        "c": (wide - stroke, middle, wide, high),
        "d": (0, high - stroke, wide, high),
        "e": (0, middle, stroke, high),
        "f": (0, 0, stroke, middle + stroke),
        "g": (0, middle, wide, middle + stroke),
    }
    return [places[segment] for segment in _SEGMENTS[sign]]
