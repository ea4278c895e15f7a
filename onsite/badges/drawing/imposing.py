"""Several badges on a sheet of paper: where each lies, in which order, and where to cut.

Lengths are millimetres from the top left of the paper, y downwards. Nothing is read or drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from onsite.errors import BadInputError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

Paper = Literal["a3", "a4", "letter"]
Order = Literal["stack", "rows"]
"""`stack`: the cut piles laid on each other are in order. `rows`: each sheet is, row by row."""
Flip = Literal["long", "short"]
"""The edge about which the printer turns the paper for its back."""

PAPERS: dict[str, tuple[float, float]] = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
}
"""Upright: ISO 216, and ANSI/ASME Y14.1 A."""
_FREE = 5.5
"""At each edge, where there are marks: most printers leave 4 mm white, and a mark must be seen."""
MARK, MARK_GAP = 4.0, 1.5
"""How long a crop mark is, and how far from the corner it begins, so that none is on a badge."""


@dataclass(frozen=True, slots=True)
class Imposition:
    """How badges are put on paper.

    Args:
        paper: its format; it lies as more fit on it.
        flip: the edge about which the paper is turned for the backs.
        order: of the badges.
        marks: whether there are crop marks; without them badges go up to the edge of the paper, as
            on sheets that are cut beforehand.
    """

    paper: Paper = "a4"
    flip: Flip = "long"
    order: Order = "stack"
    marks: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the trimmed badge lies; turned by 180 degrees or upright."""

    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """How the badges of one size lie on the paper.

    Args:
        width: of the paper as it lies, as is the height.
        badge_width: of a trimmed badge, as is its height.
        gap: between two of them; 0 where one cut parts them.
    """

    width: float
    height: float
    columns: int
    rows: int
    badge_width: float
    badge_height: float
    gap: float

    @property
    def many(self) -> int:
        """So many lie on a sheet."""
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """Of the first column; the grid lies in the middle."""
        used = self.columns * self.badge_width + (self.columns - 1) * self.gap
        return (self.width - used) / 2

    @property
    def top(self) -> float:
        """Of the first row."""
        used = self.rows * self.badge_height + (self.rows - 1) * self.gap
        return (self.height - used) / 2

    def front(self, place: int) -> Spot:
        """Where the badge of a place lies, counted along the rows from 0."""
        row, column = divmod(place, self.columns)
        return Spot(
            self.left + column * (self.badge_width + self.gap),
            self.top + row * (self.badge_height + self.gap),
        )

    def back(self, place: int, flip: Flip) -> Spot:
        """Where its back lies on the other side, so that it is behind the front.

        A paper that is turned about its upright middle mirrors the columns; one that is turned
        about its level middle mirrors the rows, and then the back stands on its head, as whoever
        wears a badge turns it about the upright one.
        """
        front = self.front(place)
        upright = (self.height >= self.width) == (flip == "long")
        if upright:
            return Spot(self.width - front.x - self.badge_width, front.y)
        return Spot(front.x, self.height - front.y - self.badge_height, turned=True)

    def marks(self) -> Iterator[tuple[float, float, float, float]]:
        """The crop marks, each from a point to a point: outside of the grid, in line with a cut."""
        right = self.left + self.columns * (self.badge_width + self.gap) - self.gap
        bottom = self.top + self.rows * (self.badge_height + self.gap) - self.gap
        for x in _cuts(self.left, self.columns, self.badge_width, self.gap):
            yield x, self.top - MARK_GAP - MARK, x, self.top - MARK_GAP
            yield x, bottom + MARK_GAP, x, bottom + MARK_GAP + MARK
        for y in _cuts(self.top, self.rows, self.badge_height, self.gap):
            yield self.left - MARK_GAP - MARK, y, self.left - MARK_GAP, y
            yield right + MARK_GAP, y, right + MARK_GAP + MARK, y


def grid(imposition: Imposition, width: float, height: float, bleed: float = 0.0) -> Grid:
    """The grid on which most badges of a size fit.

    Args:
        imposition: the paper, and whether there are marks.
        width: of a trimmed badge, as is the height.
        bleed: so much is drawn beyond it on each side.

    Raises:
        BadInputError: not one fits.
    """
    short, long = PAPERS[imposition.paper]
    ways = [
        _grid(imposition, sides, (width, height), bleed) for sides in ((short, long), (long, short))
    ]
    best = max(ways, key=lambda each: each.many)
    if best.many == 0:
        raise BadInputError(
            _("A badge of {width:g} × {height:g} mm does not fit on {paper}.").format(
                width=width, height=height, paper=imposition.paper.upper()
            ),
            _("Take a larger paper, or print each badge on a page of its own."),
        )
    return best


def order(many: int, on_a_sheet: int, how: Order) -> Iterator[int | None]:
    """Which badge lies in each place, sheet after sheet; None where a place stays empty.

    Args:
        many: so many badges, numbered from 0 in the order in which they are to lie at the end.
        on_a_sheet: so many fit.
        how: whether piles of cut badges are laid on each other, the first place on top.
    """
    sheets = ceil(many / on_a_sheet)
    for sheet in range(sheets):
        for place in range(on_a_sheet):
            which = place * sheets + sheet if how == "stack" else sheet * on_a_sheet + place
            yield which if which < many else None


def _grid(
    imposition: Imposition, sides: tuple[float, float], badge: tuple[float, float], bleed: float
) -> Grid:
    margin = max(bleed, _FREE) if imposition.marks else bleed
    gap = 2 * bleed
    columns, rows = (
        max(int((side - 2 * margin + gap + 1e-6) // (size + gap)), 0)
        for side, size in zip(sides, badge, strict=True)
    )
    return Grid(*sides, columns, rows, *badge, gap)


def _cuts(begin: float, many: int, size: float, gap: float) -> Iterator[float]:
    for index in range(many):
        start = begin + index * (size + gap)
        yield start
        if gap or index == many - 1:
            yield start + size
