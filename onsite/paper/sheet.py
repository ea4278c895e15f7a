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


Block = Heading | Words | Fields | Grid | Square | Signed


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
