"""The header of a sheet, where titles may stand above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onsite.roster.formats import recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED_AT = 10
"""Rows at the top of a sheet among which the header is looked for."""

_LONGEST = 60
_ENOUGH = 3
_VALUE = re.compile(r"[\W_]*\d[\W\d_]*|.*@.*")
"""What nobody heads a column with: a number, a date, an address."""


def header_among(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows heads the columns; 0 where none does so more clearly.

    Args:
        rows: the cells of the first rows that are not empty, cleaned.
    """
    if not rows or recognised(rows[0]):
        return 0
    widths = [sum(1 for cell in row if cell) for row in rows[:LOOKED_AT]]
    for at, row in enumerate(rows[:LOOKED_AT]):
        # What is no wider than the rows above it is one of the people.
        if widths[at] > max(widths[:at], default=widths[0]) and recognised(row) and _heads(row):
            return at
    widest = widths.index(max(widths))
    # A title and what stands beside it, and not one row that lacks some cells.
    title = widths[0] * 2 < widths[widest] >= _ENOUGH
    return widest if title and _heads(rows[widest]) else 0


def _heads(row: Sequence[str]) -> bool:
    return all(len(cell) <= _LONGEST and not _VALUE.fullmatch(cell) for cell in row)
