"""Which way a text runs: right to left or left to right, within each other."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_RIGHT_TO_LEFT = ("R", "AL", "AN")
_NOT_PLACED = ("BN", "B", "S", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "")
Piece = TypeVar("Piece", bound=tuple[object, int, str])


def levels(parts: Sequence[str]) -> list[int]:
    """For each sign, how deep it is nested: even from left to right, odd from right to left.

    Args:
        parts: the signs of a line in the order in which they are read, each not empty.
    """
    firsts = "".join(_placed(part) for part in parts)
    if not any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in firsts):
        return [0] * len(parts)
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    base = algorithm.get_base_level(firsts)
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(firsts, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [sign["level"] for sign in storage["chars"]]


def visual(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as they stand from left to right, by rule L2 of Unicode's bidi algorithm.

    Args:
        pieces: in the order in which they are read; the second of each is its level.
    """
    placed = list(pieces)
    deepest = max((piece[1] for piece in placed), default=0)
    for level in range(deepest, 0, -1):
        start = 0
        while start < len(placed):
            end = start
            while end < len(placed) and placed[end][1] >= level:
                end += 1
            placed[start:end] = placed[start:end][::-1]
            start = end + 1
    return placed


def _placed(part: str) -> str:
    """What stands for a sign in the algorithm: its letter, or a space for what has no direction."""
    return " " if unicodedata.bidirectional(part[0]) in _NOT_PLACED else part[0]
