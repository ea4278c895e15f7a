"""Which way a text runs: right to left or left to right, within each other."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_RIGHT_TO_LEFT = ("R", "AL", "AN")
_NOT_PLACED = ("BN", "B", "S", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」"}
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
    _pair(storage["chars"], "LR"[base])
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


def _pair(signs: list[dict[str, Any]], base: str) -> None:
    """Rule N0, which the library lacks: both brackets of a pair run one way.

    It is the way of the line where something between them runs so, and the way of the text before
    where all between them runs against the line.
    """
    for start, end in _pairs(signs):
        inside = {_strong(sign["type"]) for sign in signs[start + 1 : end]} - {""}
        if not inside:
            continue
        before = [_strong(sign["type"]) for sign in signs[:start]]
        context = next((found for found in reversed(before) if found), base)
        way = base if base in inside or context == base else context
        signs[start]["type"] = signs[end]["type"] = way


def _pairs(signs: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where brackets that belong together stand, those first that open first."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for place, sign in enumerate(signs):
        if sign["ch"] in _BRACKETS:
            opened.append((_BRACKETS[sign["ch"]], place))
        closed = [at for at, (closing, _place) in enumerate(opened) if closing == sign["ch"]]
        if closed:
            found.append((opened[closed[-1]][1], place))
            del opened[closed[-1] :]
    return sorted(found)


def _strong(kind: str) -> str:
    """L or R; numbers count as R; empty for what has no direction of its own."""
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _placed(part: str) -> str:
    """What stands for a sign in the algorithm: its letter, or a space for what has no direction."""
    return " " if unicodedata.bidirectional(part[0]) in _NOT_PLACED else part[0]
