"""Where a text may go on in the next line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.fonts.clusters import clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

HYPHEN = "-"
_HYPHENS = frozenset("-‐–—/·・＝")
_WIDE = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Chinese characters, kana and what goes with them: a line may end after any of them."""
_NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NEVER_LAST = frozenset("（［｛「『【〈《〔‘“")
"""What begins and ends no line (after JIS X 4051)."""
_BEFORE, _BEHIND = frozenset("เแโใไເແໂໃໄ"), frozenset("ะาำๅๆฯະາຳໆຯ")
"""Vowels and signs of Thai and Lao that are written before a letter and read after it, and those
that stand behind one: no line ends or begins with them."""
_MOST_MARKS = 4
"""On one letter. More are no writing; piled up they would cover what is above."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on one line.

    Args:
        text: without the space after it.
        spaced: a space follows, if the line goes on.
        hyphen: one is shown, if the line ends here.
    """

    text: str
    spaced: bool = False
    hyphen: bool = False


def words(text: str) -> tuple[Piece, ...]:
    """Parted at spaces, and behind hyphens within a word."""
    found: list[Piece] = []
    for word in text.split():
        parts = _hyphened(word)
        found += [Piece(part) for part in parts[:-1]]
        found.append(Piece(parts[-1], spaced=True))
    return tuple(found)


def signs(text: str) -> tuple[Piece, ...]:
    """As `words`, and between Chinese characters or kana as well."""
    found: list[Piece] = []
    for word in words(text):
        parts = _between_wide(word.text)
        found += [Piece(part) for part in parts[:-1]]
        found.append(Piece(parts[-1], spaced=word.spaced))
    return tuple(found)


def torn(piece: Piece, count: int) -> tuple[Piece, ...]:
    """A word in so many parts of about the same length, where nothing else helps."""
    length = len(units(piece.text))
    found: list[Piece] = []
    for left in range(min(count, length), 1, -1):
        first, piece = parted(piece, round(length / left))
        length -= round(length / left)
        found.append(first)
    return (*found, piece)


def parted(piece: Piece, size: int) -> tuple[Piece, Piece]:
    """So many units of a word, with a hyphen where its script has one, and the rest of it."""
    parts = units(piece.text)
    first, rest = "".join(parts[:size]), "".join(parts[size:])
    hyphen = _takes_hyphen(first[-1:]) and _takes_hyphen(rest[:1])
    return Piece(first, hyphen=hyphen), Piece(rest, piece.spaced, piece.hyphen)


def units(word: str) -> tuple[str, ...]:
    """A word cut wherever it may be broken at all."""
    found: list[str] = []
    for cluster in clusters(word):
        if found and (found[-1][-1] in _BEFORE or cluster[0] in _BEHIND):
            found[-1] += cluster
        else:
            found.append(cluster)
    return tuple(found)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of one line."""
    inner = "".join(piece.text + " " * piece.spaced for piece in pieces[:-1])
    return inner + pieces[-1].text + HYPHEN * pieces[-1].hyphen


def bare(text: str) -> str:
    """Without the marks that are too many on one letter."""
    return "".join(_few_marks(cluster) for cluster in clusters(text))


def _hyphened(word: str) -> list[str]:
    parts, start = [], 0
    for place in range(1, len(word) - 1):
        if word[place] in _HYPHENS and word[place + 1] not in _HYPHENS:
            parts.append(word[start : place + 1])
            start = place + 1
    return [*parts, word[start:]]


def _between_wide(word: str) -> list[str]:
    if not _WIDE.search(word):
        return [word]
    found: list[str] = []
    for cluster in clusters(word):
        if found and not _may_part(found[-1][-1], cluster[0]):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def _may_part(last: str, first: str) -> bool:
    if last in _NEVER_LAST or first in _NEVER_FIRST:
        return False
    return bool(_WIDE.match(last) or _WIDE.match(first))


def _takes_hyphen(sign: str) -> bool:
    """Of a script that parts its words with one; Thai, Chinese or Arabic do not."""
    name = unicodedata.name(sign, "") if sign else ""
    return name.startswith(("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN"))


def _few_marks(cluster: str) -> str:
    kept, marks = "", 0
    for sign in cluster:
        is_mark = unicodedata.category(sign) == "Mn" and unicodedata.combining(sign) > 0
        marks += is_mark
        if not is_mark or marks <= _MOST_MARKS:
            kept += sign
    return kept
