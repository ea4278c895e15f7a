"""Which font holds a sign, by a table that lies beside the fonts: no font is opened to know it."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Sheet:
    """What is known of one font file. Lengths are parts of the em, so points at size 1."""

    def __init__(self, row: dict[str, str | float]) -> None:
        self.family = str(row["family"])
        self.weight = str(row["weight"])
        self.file = str(row["file"])
        """Relative to the folder of the fonts."""
        self.ascent, self.descent = float(row["ascent"]), float(row["descent"])
        """Above and below the baseline; both are positive."""
        self.cap_height = float(row["cap_height"])
        self._ranges = str(row["ranges"])

    def holds(self, sign: str) -> bool:
        """Whether the font has this one character."""
        starts, ends = self._bounds
        place = bisect_right(starts, ord(sign)) - 1
        return place >= 0 and ord(sign) <= ends[place]

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        pairs = list(_pairs(self._ranges))
        return [start for start, _end in pairs], [end for _start, end in pairs]


class Coverage(NamedTuple):
    """The fonts in the order in which they are asked for a sign."""

    sheets: tuple[Sheet, ...]

    def sheet(self, family: str, weight: str) -> Sheet:
        """What is known of a family's font; of its other weight where it has only that one.

        Raises:
            KeyError: there is no such family.
        """
        found = [sheet for sheet in self.sheets if sheet.family == family]
        if not found:
            raise KeyError(family)
        return next((sheet for sheet in found if sheet.weight == weight), found[0])

    def families(self) -> tuple[str, ...]:
        """Their names, in the order in which they are asked."""
        return tuple(dict.fromkeys(sheet.family for sheet in self.sheets))


def read(file: Path) -> Coverage:
    """The table as it lies beside the fonts."""
    rows = json.loads(file.read_text("utf-8"))
    return Coverage(tuple(Sheet(row) for row in rows))


def ranges(signs: Iterable[int]) -> str:
    """Code points as the table writes them: `20-7E A0 100-17F`."""
    found: list[list[int]] = []
    for sign in sorted(signs):
        if found and found[-1][1] == sign - 1:
            found[-1][1] = sign
        else:
            found.append([sign, sign])
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in found)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    for part in text.split():
        start, _dash, end = part.partition("-")
        yield int(start, 16), int(end or start, 16)
