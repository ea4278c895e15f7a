"""What boxes are called: letters that are the station's own, and a number. Pure.

Stations that print ahead while they are apart know nothing of each other's boxes, and what stands
on a box cannot be changed when they meet. So each has letters of its own from the first box on.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_SIGNS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, which would make words of them."""
_LETTERS = tuple("".join(each) for each in product(_SIGNS, repeat=2))
_NAME = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Series:
    """The boxes of one station."""

    letters: str = ""
    number: int = 1
    """Of the next one."""

    def name(self, place: int) -> str:
        """What the box is called that comes so many places after the next one."""
        return f"{self.letters}{self.number + place}"


FIRST = Series()
"""Of boxes that are called by their numbers alone."""


def series_of(station: str, own: Iterable[str], others: Iterable[str]) -> Series:
    """How a station calls its next boxes.

    Args:
        station: its id, from which its letters follow.
        own: what its boxes are called so far.
        others: those of all other stations, as far as they are known here.
    """
    mine = sorted((placed(each) for each in own), key=lambda each: each[1])
    letters = mine[-1][0] if mine else _free(station, {placed(each)[0] for each in others})
    number = max((number for said, number in mine if said == letters), default=0) + 1
    return Series(letters, number)


def placed(box: str) -> tuple[str, int]:
    """The letters and the number of a box, by which boxes are sorted; 0 where it has none."""
    found = _NAME.fullmatch(box) if box.isascii() else None
    return (found[1], int(found[2])) if found is not None else (box, 0)


def filed(box: str) -> str:
    """A box as part of the name of a file, so that files sort as boxes do."""
    letters, number = placed(box)
    return f"{letters}{number:02}" if number else box


def _free(station: str, taken: Collection[str]) -> str:
    begin = int.from_bytes(hashlib.sha256(station.encode()).digest()[:8], "big")
    several = (_LETTERS[(begin + step) % len(_LETTERS)] for step in range(len(_LETTERS)))
    return next((each for each in several if each not in taken), _LETTERS[begin % len(_LETTERS)])
