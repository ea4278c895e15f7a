"""Texts measured in terminal cells, and made safe to draw."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
_OPENING, _CLOSING = "（「『“‘", "，。、；：？！）」』”’…"
"""Signs that do not end a line, and those that do not begin one."""
# Direction overrides and isolates could turn the rest of a line around.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def width(text: str) -> int:
    """The number of cells that the text takes."""
    return cell_len(text)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text without control characters, on one line: safe to hand to a terminal."""
    if text.isascii() and text.isprintable():
        return text
    turned = text.translate(_TURNING)
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in turned)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly that many cells: cut with an ellipsis, or filled with spaces."""
    text = plain(text)
    if width(text) > cells:
        text = set_cell_size(text, max(cells - 1, 0)).rstrip() + ELLIPSIS if cells > 0 else ""
    gap = " " * (cells - width(text))
    return gap + text if right else text + gap


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most that many cells, broken at spaces or between Chinese signs."""
    lines, rest = [], plain(text).strip()
    while width(rest) > cells > 0:
        end = len(_head(rest, cells))
        breaks = (at for at in range(end, 0, -1) if _may_break(rest[at - 1], rest[at]))
        taken = rest[: next(breaks, end)]
        lines.append(taken.rstrip())
        rest = rest[len(taken) :].lstrip()
    return [*lines, rest] if rest else lines


def _may_break(before: str, after: str) -> bool:
    if " " in (before, after):
        return True
    if before in _OPENING or after in _CLOSING:
        return False
    return width(before) > 1 or width(after) > 1


def _head(text: str, cells: int) -> str:
    end, taken = 0, 0
    for each in text:
        taken += width(each)
        if taken > cells:
            break
        end += 1
    return text[: max(end, 1)]
