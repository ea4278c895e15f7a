"""How wide and how high letters are, at any size: measured once at a large one, then divided."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onsite.badges.fonts.faces import Faces
from onsite.badges.fonts.shaping import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.badges.fonts.shaping import Run

_LARGE = 1000
"""Pixels to the em, as fine as the fonts' own grids: what is rounded there is not seen."""


class Metrics(NamedTuple):
    """Heights in points, all positive: above the baseline, below it, of a capital letter."""

    ascent: float
    descent: float
    cap_height: float


def width_pt(runs: Iterable[Run], size: float) -> float:
    """How far runs reach from left to right, in points.

    Args:
        runs: of one line.
        size: points to the em.
    """
    return sum(_em(run) for run in runs) * size


def metrics(runs: Iterable[Run], size: float) -> Metrics:
    """The heights that a line of these runs needs, in points; of the first face where it is empty.

    Args:
        runs: of one line.
        size: points to the em.
    """
    coverage = Faces.load().coverage
    sheets = [coverage.sheet(run.face.family, run.face.weight) for run in runs]
    sheets = sheets or [coverage.sheets[0]]
    return Metrics(
        max(sheet.ascent for sheet in sheets) * size,
        max(sheet.descent for sheet in sheets) * size,
        max(sheet.cap_height for sheet in sheets) * size,
    )


@lru_cache(maxsize=16384)
def _em(run: Run) -> float:
    """The width of a run at size 1."""
    given = drawn(run.text, run.direction)
    font = Faces.load().pillow(run.face, _LARGE)
    return font.getlength(given.text, direction=given.direction) / _LARGE
