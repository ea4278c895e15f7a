"""Lines as full as they can be, for a text that fits in no better way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.fonts.clusters import clusters
from onsite.badges.layout.breaks import joined, parted, units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onsite.badges.layout.breaks import Piece

    Fits = Callable[[str], bool]

ELLIPSIS = "…"
_LONG = 10
"""Units of a word that may be broken before a line is full of it."""
_LEAST = 4
"""Units of it on either line."""


def full_lines(pieces: Sequence[Piece], count: int, fits: Fits) -> tuple[str, ...]:
    """At most so many lines; the last ends in an ellipsis where something is left over.

    Args:
        pieces: of the text.
        count: of lines.
        fits: whether a line is not too long.
    """
    lines: list[str] = []
    rest = list(pieces)
    while rest and len(lines) < count - 1:
        taken = 0
        while taken < len(rest) and fits(joined(rest[: taken + 1])):
            taken += 1
        head, rest = rest[:taken], rest[taken:]
        if rest:
            begun = _begun(head, rest[0], fits)
            if begun:
                head, rest = [*head, begun[0]], [begun[1], *rest[1:]]
            elif not head:
                head, rest = rest[:1], rest[1:]
        lines.append(_cut(joined(head), fits))
    if rest:
        lines.append(_cut(joined(rest), fits))
    return tuple(lines)


def _begun(head: list[Piece], word: Piece, fits: Fits) -> tuple[Piece, Piece] | None:
    """A word of which as much as possible is still on this line; None where it had better not."""
    length = len(units(word.text))
    least = _LEAST if head else 1
    if length < (_LONG if head else 2):
        return None
    longest = _most(length - least, lambda size: fits(joined([*head, parted(word, size)[0]])))
    return parted(word, longest) if longest >= least else None


def _cut(text: str, fits: Fits) -> str:
    if fits(text):
        return text
    parts = clusters(text)
    kept = _most(len(parts) - 1, lambda size: fits("".join(parts[:size]).rstrip() + ELLIPSIS))
    return "".join(parts[:kept]).rstrip() + ELLIPSIS


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to a limit that fits; 0 where none does."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low
