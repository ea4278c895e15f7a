"""A text in its box: as large as it may be, in as few lines as it needs, never beyond the box.

Each part is measured once at a size of 1; which size fits is a division. Lines are parted at
spaces and hyphens; within Chinese and Japanese where that gains much; within a word only where it
fits in no other way, and what is left over even then is cut off with an ellipsis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from onsite.badges.fonts.clusters import clusters
from onsite.badges.layout.breaks import HYPHEN, bare, joined, signs, torn, words
from onsite.badges.layout.filling import ELLIPSIS, full_lines
from onsite.badges.layout.lines import DESCENT, Line, line, width
from onsite.badges.layout.page import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.badges.fonts.faces import Weight
    from onsite.badges.layout.breaks import Piece

Outcome = Literal["", "small", "broken", "shortened"]
_STEP = 0.25
"""Points: sizes are whole steps, so that fonts which are open serve many texts."""
_WORTH_A_LINE = 1.15
_WORTH_A_BREAK = 1.5
"""Times larger: from there on another line, and a break within Chinese, is worth it."""
_AIR = 0.06
"""Of the size, at least, between the ink of two lines."""
_LONGEST = 200
"""Signs of a text that are looked at; no badge has room for more."""
_TINY = 1e-6


class Style(NamedTuple):
    """How a text is to be set; sizes are points, `leading` goes from baseline to baseline."""

    size_max: float
    size_min: float
    lines: int = 1
    weight: Weight = "regular"
    leading: float = 1.15
    language: str = ""
    descent: float = DESCENT
    """Kept free below the last line, in sizes, whether or not a letter goes there."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size.

    Args:
        lines: from above.
        size: points to the em.
        pitches: from each baseline to the next, in sizes.
        descent: kept free below, see `Style`.
        outcome: what had to be done to the text: nothing, set smaller than it should be, break a
            word, cut off the end.
    """

    lines: tuple[Line, ...]
    size: float
    pitches: tuple[float, ...]
    descent: float = 0.0
    outcome: Outcome = ""

    @property
    def width(self) -> float:
        """Millimetres from the first ink to the last, of the longest line."""
        return max(each.reach for each in self.lines) * self.size / PT_PER_MM

    @property
    def ink_height(self) -> float:
        """Millimetres from the top of a capital letter to the lowest ink."""
        return _height(self.lines, self.pitches) * self.size / PT_PER_MM

    @property
    def height(self) -> float:
        """Millimetres that it takes among other texts."""
        below = max(self.descent - self.lines[-1].bottom, 0.0)
        return self.ink_height + below * self.size / PT_PER_MM


@lru_cache(maxsize=2048)
def fitted(text: str, style: Style, width_mm: float, height_mm: float) -> Fitted:
    """Set a text into a box.

    Args:
        text: not empty.
        style: how.
        width_mm: of the box.
        height_mm: of the box, which is its alone.
    """
    room = _Room(style, width_mm * PT_PER_MM, height_mm * PT_PER_MM)
    clean = bare("".join(clusters(text)[:_LONGEST]))
    found = _whole(clean, room)
    if found is None:
        found = room.shortened(signs(clean))
    if clean != text and found.outcome != "shortened":
        return replace(found, outcome="shortened")
    return found


def _whole(text: str, room: _Room) -> Fitted | None:
    """All of the text, by the best breaks that make it fit; None where none does."""
    by_words = room.best(words(text))
    by_signs = room.best(signs(text)) if signs(text) != words(text) else None
    if by_signs and (not by_words or by_signs.size > _WORTH_A_BREAK * by_words.size):
        return by_signs
    if by_words:
        return by_words
    broken = room.best(_in_parts(signs(text), room))
    return replace(broken, outcome="broken") if broken else None


def _in_parts(pieces: Sequence[Piece], room: _Room) -> tuple[Piece, ...]:
    """Words longer than a line at the smallest size are torn into parts that are not."""
    if room.style.lines == 1:
        return tuple(pieces)
    hyphen = room.measured(HYPHEN)
    longest = max(room.width / room.style.size_min - 2 * hyphen, hyphen)
    return tuple(
        part
        for piece in pieces
        for part in torn(piece, math.ceil(room.measured(piece.text) / longest))
    )


class _Room(NamedTuple):
    """A box, in points, and how a text is to be set in it."""

    style: Style
    width: float
    height: float

    def measured(self, text: str) -> float:
        return width(text, self.style.weight, self.style.language)

    def best(self, pieces: Sequence[Piece]) -> Fitted | None:
        """The largest; with fewer lines where more gain little. None where nothing fits."""
        widths = [self.measured(piece.text) for piece in pieces]
        space = self.measured(" ")
        best: Fitted | None = None
        for count in range(1, min(self.style.lines, len(pieces)) + 1):
            found = self.sized([joined(part) for part in _balanced(pieces, widths, space, count)])
            if found.size < self.style.size_min - _TINY:
                continue
            if best is None or found.size > best.size * _WORTH_A_LINE:
                best = found
        return best

    def sized(self, texts: Sequence[str], outcome: Outcome = "") -> Fitted:
        """These lines as large as they may be."""
        lines = tuple(line(text, self.style.weight, self.style.language) for text in texts)
        pitches = tuple(
            max(self.style.leading, upper.bottom + lower.top + _AIR)
            for upper, lower in pairwise(lines)
        )
        across = self.width / max(each.reach for each in lines)
        high = _height(lines, pitches) + max(self.style.descent - lines[-1].bottom, 0.0)
        size = min(self.style.size_max, across, self.height / high)
        whole = math.floor(size / _STEP + _TINY) * _STEP
        if size >= self.style.size_min:
            size = max(whole, self.style.size_min)
        return Fitted(lines, size, pitches, self.style.descent, outcome)

    def shortened(self, pieces: Sequence[Piece]) -> Fitted:
        """As much of it as there is room for at the smallest size."""
        for count in range(self.style.lines, 0, -1):
            texts = full_lines(pieces, count, self._fits)
            is_cut = any(text.endswith(ELLIPSIS) for text in texts)
            found = self.sized(texts, "shortened" if is_cut else "broken")
            if found.size >= self.style.size_min - _TINY:
                return found
        return replace(found, outcome=found.outcome if is_cut else "small")

    def _fits(self, text: str) -> bool:
        """Whether a line is not too long at the smallest size, or the one that the box is high."""
        found = line(text, self.style.weight, self.style.language)
        high = self.height / (found.top + max(found.bottom, self.style.descent))
        return found.reach * min(self.style.size_min, high) <= self.width + _TINY


def _height(lines: Sequence[Line], pitches: Sequence[float]) -> float:
    """From the top of the first line to the bottom of the last, in sizes."""
    return lines[0].top + sum(pitches) + lines[-1].bottom


def _balanced(
    pieces: Sequence[Piece], widths: Sequence[float], space: float, count: int
) -> list[Sequence[Piece]]:
    """So many lines of which the longest is as short as can be, and the others alike."""
    starts = [0.0]
    for piece, wide in zip(pieces, widths, strict=True):
        starts.append(starts[-1] + wide + space * piece.spaced)

    def length(first: int, end: int) -> float:
        return starts[end] - starts[first] - space * pieces[end - 1].spaced

    total = len(pieces)
    best: list[tuple[float, float, tuple[int, ...]]] = [
        (length(0, end), length(0, end) ** 2, (0,)) for end in range(1, total + 1)
    ]
    for lines in range(2, count + 1):
        best = [
            min(
                (
                    max(best[cut - 1][0], length(cut, end)),
                    best[cut - 1][1] + length(cut, end) ** 2,
                    (*best[cut - 1][2], cut),
                )
                for cut in range(max(1, lines - 1), end)
            )
            if end >= lines
            else best[end - 1]
            for end in range(1, total + 1)
        ]
    edges = (*best[-1][2], total)
    return [pieces[a:b] for a, b in pairwise(edges)]
