"""How a list is laid out: which lines stand on which page, and where on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.checkin.paper.sheets import PaperLine, PaperList, Sheet

Format = Literal["a4", "letter"]

SIZES: dict[Format, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height, in points."""
MARGIN = 30.0
HEAD = 62.0
"""Above the lines: event, desk, letters."""
FOOT = 58.0
"""Below the lines: what the marks mean."""
LINE = 27.0
"""Of one person, in points: a code of 21 points with its quiet zone."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page."""

    number: int
    """From 1."""
    sheet: Sheet
    lines: tuple[PaperLine, ...]

    @property
    def letters(self) -> tuple[str, str]:
        """The initials of the first and of the last line."""
        return self.lines[0].initial, self.lines[-1].initial


def lines_on(paper: Format) -> int:
    """How many people a page has room for."""
    _width, height = SIZES[paper]
    return int((height - 2 * MARGIN - HEAD - FOOT) // LINE)


def pages_of(found: PaperList, paper: Format) -> int:
    """How many pages the list has."""
    most = lines_on(paper)
    return sum(-(-len(sheet.lines) // most) for sheet in found.sheets)


def pages(found: PaperList, paper: Format) -> Iterator[Page]:
    """The pages in their order; a desk begins on a page of its own."""
    most, number = lines_on(paper), 0
    for sheet in found.sheets:
        for begin in range(0, len(sheet.lines), most):
            number += 1
            yield Page(number, sheet, sheet.lines[begin : begin + most])
