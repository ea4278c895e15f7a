"""Reads drawn digits back, as an eye does: by which strokes are there."""

from __future__ import annotations

from itertools import groupby

_LIT = {"█": (True, True), "▀": (True, False), "▄": (False, True)}
_DIGITS = {
    (True, True, True, False, True, True, True): "0",
    (True, False, True, True, True, False, True): "2",
    (True, False, True, True, False, True, True): "3",
    (False, True, True, True, False, True, False): "4",
    (True, True, False, True, False, True, True): "5",
    (True, True, False, True, True, True, True): "6",
    (True, False, True, False, False, True, False): "7",
    (True, True, True, True, True, True, True): "8",
    (True, True, True, True, False, True, True): "9",
}


def dots_of(lines) -> list[list[bool]]:
    """Two rows of dots for each line."""
    rows = []
    wide = max(map(len, lines))
    for line in (line.ljust(wide) for line in lines):
        pairs = [_LIT.get(sign, (False, False)) for sign in line]
        rows += [[above for above, _below in pairs], [below for _above, below in pairs]]
    return rows


def read(lines) -> str:
    """What the lines say."""
    return read_dots(dots_of(lines))


def read_dots(rows: list[list[bool]]) -> str:
    """What the dots say, of whatever size they are."""
    used = [any(column) for column in zip(*rows, strict=True)]
    spans, at = [], 0
    for lit, run in groupby(used):
        wide = len(list(run))
        spans += [(at, at + wide)] if lit else []
        at += wide
    lit_rows = [y for y, row in enumerate(rows) if any(row)]
    top, bottom = lit_rows[0], lit_rows[-1] + 1
    return "".join(_sign([row[a:b] for row in rows[top:bottom]]) for a, b in spans)


def _sign(rows: list[list[bool]]) -> str:
    high, wide = len(rows), len(rows[0])
    middle = wide // 2
    column = [row[middle] for row in rows]
    runs = [lit for lit, _run in groupby(column)]
    if all(column):
        return "1"
    if not column[0] and not column[-1]:
        lit = [row for row in rows if any(row)]
        if all(map(all, lit)):
            return ":" if runs.count(True) == 2 else "−"
    upper, lower = high // 4, high - 1 - high // 4
    strokes = (
        rows[0][middle],
        rows[upper][0],
        rows[upper][-1],
        any(row[middle] for row in rows[high // 3 : high - high // 3]),
        rows[lower][0],
        rows[lower][-1],
        rows[-1][middle],
    )
    return _DIGITS.get(strokes, "?")
