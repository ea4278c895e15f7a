"""What was meant perhaps, by a word that nobody knows. Pure."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 3
CLOSE = 0.6
"""From 0 to 1, how much alike two words must be."""
_LONGEST = 60


def folded(text: str) -> str:
    """A form in which the same words are equal: wide letters, capitals, accents, space are one."""
    parts = normalize("NFKD", normalize("NFKC", text).casefold())
    return "".join(each for each in parts if each.isalnum())


def nearest_of(
    word: str, known: Mapping[str, Iterable[str]], most: int = MOST, *, close: float = CLOSE
) -> tuple[str, ...]:
    """The ids of what a word may have meant, the likeliest first; none where nothing is close.

    Args:
        word: as it was typed.
        known: by id, what each is called.
        most: how many at the most.
        close: from 0 to 1, how much alike it must be.
    """
    wanted = folded(word)[:_LONGEST]
    if not wanted:
        return ()
    scores = {
        key: max((_likeness(wanted, folded(name)) for name in (key, *names)), default=0.0)
        for key, names in known.items()
    }
    found = [key for key, score in scores.items() if score >= close]
    return tuple(sorted(found, key=lambda key: (-scores[key], key))[:most])


def _likeness(wanted: str, name: str) -> float:
    if not name:
        return 0.0
    if wanted == name:
        return 1.0
    if name.startswith(wanted) and 2 * len(wanted) >= len(name):
        return 0.95
    return difflib.SequenceMatcher(None, wanted, name[:_LONGEST]).ratio()
