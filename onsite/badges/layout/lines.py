"""A line of text as it is measured: once, at a size of 1, from which every other size follows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onsite.badges.fonts.faces import Faces, Weight
from onsite.badges.fonts.measuring import width_pt
from onsite.badges.fonts.shaping import drawn, runs

if TYPE_CHECKING:
    from onsite.badges.fonts.shaping import Run

CAP_HEIGHT, DESCENT = 0.72, 0.22
"""Parts of the size that a line takes above and below its baseline, whatever stands in it."""
_PX = 200
"""At which ink is measured; beyond it nothing is told from its neighbour."""
_SLACK = 0.004
"""Parts of the size: what hinting and rounding may add."""


class Line(NamedTuple):
    """Lengths are points at a size of 1, all but `width` from the start of the baseline.

    `left` and `right` are what ink stands over the advance, `top` and `bottom` what the line takes
    above and below its baseline; none is negative.
    """

    text: str
    runs: tuple[Run, ...]
    width: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def reach(self) -> float:
        """From the first dot of ink to the last."""
        return self.left + self.width + self.right


@lru_cache(maxsize=4096)
def line(text: str, weight: Weight, language: str) -> Line:
    """A text measured as one line.

    Args:
        text: without breaks.
        weight: of its letters.
        language: or the country of who is called so, see `shaping.runs`.
    """
    found = runs(text, weight, language)
    at = left = right = top = bottom = 0.0
    for run in found:
        x0, above, x1, below = _ink(run)
        left, right = min(left, at + x0), max(right, at + x1)
        top, bottom = max(top, above), max(bottom, below)
        at += width_pt((run,), 1)
    return Line(
        text,
        found,
        at,
        _SLACK - left,
        max(0.0, right - at) + _SLACK,
        max(CAP_HEIGHT, top + _SLACK),
        bottom + _SLACK,
    )


def width(text: str, weight: Weight, language: str) -> float:
    """The advance alone, in points at a size of 1."""
    return width_pt(runs(text, weight, language), 1)


@lru_cache(maxsize=8192)
def _ink(run: Run) -> tuple[float, float, float, float]:
    """Left, above the baseline, right, below it."""
    given = drawn(run.text, run.direction)
    font = Faces.load().pillow(run.face, _PX)
    left, top, right, bottom = font.getbbox(
        given.text, direction=given.direction, language=given.language, anchor="ls"
    )
    return left / _PX, -top / _PX, right / _PX, bottom / _PX
