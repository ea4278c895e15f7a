"""What stands on paper: a sheet of blocks, as plain values. How they look, the typesetter knows.

No clock stands in it: two sheets of the same data are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Format = Literal["a4", "letter"]
LEAST_BOX = 20.0
"""Millimetres of a square that a phone reads from paper."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What follows is about this."""

    text: str
    level: Literal[1, 2] = 1
    fresh: bool = False
    """Whether it begins a page."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; its lines stay lines."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Names, each with what it is; beside each other in so many pairs."""

    pairs: tuple[tuple[str, str], ...]
    across: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid."""

    cells: tuple[str, ...]
    below: str = ""
    """A remark under the last cell."""
    struck: bool = False
    """The cells do not hold, and stay readable."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns with heads, which stand again on every page."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    """In millimetres; 0 shares what is left."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code with words beside it."""

    content: str
    words: tuple[str, ...] = ()
    size: float = 34.0
    """In millimetres."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Lines to write on by hand, each with what is to be written there."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a chart."""

    name: str
    points: tuple[tuple[float, float], ...]
    """From its left to its right; across and up, each from 0 to 1 of the chart."""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """How something went, as lines; each is named beside a piece of it, also without colours."""

    told: str
    """What is to be seen, for those who have it read to them."""
    curves: tuple[Curve, ...]
    across: tuple[tuple[float, str], ...]
    """Where the ticks are, from 0 at the left to 1, and what stands there."""
    up: tuple[tuple[float, str], ...]
    """So, from 0 at the bottom to 1; the uppermost first."""
    marks: tuple[float, ...] = ()
    """Where something happened, across."""
    marked: str = ""
    """What it is that happened there."""
    height: float = 62.0
    """In millimetres."""


Block = Heading | Words | Fields | Grid | Square | Signed | Chart


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document."""

    title: str
    subtitle: str
    label: str
    """At the foot of every page."""
    blocks: tuple[Block, ...]
    banner: str = ""
    """At the head of every page, large: EXERCISE."""

    def texts(self) -> Iterator[str]:
        """All that is to be read on it, in order, but for what each page says again."""
        for line in self._parts():
            yield from line

    def lines(self) -> Iterator[str]:
        """The same, with what stands beside each other as one."""
        for line in self._parts():
            yield "".join(line)

    def _parts(self) -> Iterator[tuple[str, ...]]:
        yield (self.title,)
        yield (self.subtitle,)
        for block in self.blocks:
            yield from _parts_of(block)


def _parts_of(block: Block) -> Iterator[tuple[str, ...]]:
    match block:
        case Heading() | Words():
            yield (block.text,)
        case Fields():
            for at in range(0, len(block.pairs), block.across):
                yield tuple(text for pair in block.pairs[at : at + block.across] for text in pair)
        case Grid():
            yield block.heads
            for row in block.rows:
                yield (*row.cells, row.below)
        case Square():
            for words in block.words:
                yield (words,)
        case Signed():
            yield block.labels
        case Chart():
            yield from ((each.name,) for each in block.curves)
            yield (block.marked,)
            yield from ((text,) for _at, text in (*block.up, *block.across))
