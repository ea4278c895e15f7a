"""What the desk is shown of what it hands out: plain values, so that a screen draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 9
"""Number keys."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a number key means."""

    goods: str
    name: str
    size: str = ""
    left: int | None = None
    """How many there are; None where nobody counts."""


@dataclass(frozen=True, slots=True)
class Article:
    """One thing that a scan hands out or takes back."""

    goods: str
    name: str
    given: bool
    """False where there is none left, and somebody must say that there is."""
    size: str = ""
    sizes: tuple[tuple[str, int | None], ...] = ()
    """To choose from, with how many are left of each."""
    left: int | None = None
    low: bool = False
    """Whether so few are left that it must be said; of the size that was chosen, once it is."""
    back: bool = False
    """It came back."""

    @property
    def open(self) -> bool:
        """Whether it is handed over in a size that nobody has said."""
        return self.given and bool(self.sizes) and not self.size


@dataclass(frozen=True, slots=True)
class HandOver:
    """All that one scan hands out or takes back."""

    articles: tuple[Article, ...] = ()
    before: str = ""
    """Of the scan before: what it left without a size, and whose it is."""

    @property
    def options(self) -> tuple[Option, ...]:
        """What the number keys mean, from 1."""
        return tuple(self._options())[:MOST]

    def _options(self) -> Iterator[Option]:
        for each in self.articles:
            if each.back:
                continue
            for size, left in each.sizes:
                yield Option(each.goods, each.name, size, left)
            if not each.sizes and not each.given:
                yield Option(each.goods, each.name, "", each.left)


@dataclass(frozen=True, slots=True)
class Stock:
    """How it stands with one thing, over all stations that were heard of."""

    goods: str
    name: str
    checkpoint: str
    sizes: tuple[tuple[str, int | None], ...]
    """How many are left of each; of one size, that is empty, where there are none."""
    open: int
    """Given in a size that nobody has said."""
    given: int
    """Ever, without those that were taken back."""
    out: int
    """Of those, how many have not been returned."""
    returnable: bool
    low: tuple[str, ...] = ()
    """The sizes of which so few are left that it must be said."""

    @property
    def left(self) -> int | None:
        """Of all sizes; less than 0 where more was given than there was."""
        if any(left is None for _size, left in self.sizes):
            return None
        return sum(left or 0 for _size, left in self.sizes) - self.open


@dataclass(frozen=True, slots=True)
class Short:
    """Something of which little is left."""

    name: str
    size: str
    left: int
