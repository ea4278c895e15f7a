"""Accents that a keyboard writes with a key of their own, before the letter. Pure."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "´",
    "\u0302": "^",
    "\u0303": "~",
    "\u0308": "¨",
    "\u030a": "°",
    "\u030c": "ˇ",
    "\u0327": "¸",
}
"""Combining signs, and the keys that wait for a letter to put them on."""


@lru_cache(maxsize=1024)
def spread(character: str, dead: str) -> str:
    """A letter with an accent as the two keys that write it."""
    parts = normalize("NFD", character)
    accent = _ACCENTS.get(parts[1:])
    return accent + parts[0] if accent is not None and accent in dead else character


def composed(text: str, dead: str) -> str:
    """The text with every accent and the plain letter after it as one letter, if there is one."""
    marks = {accent: mark for mark, accent in _ACCENTS.items() if accent in dead}
    written: list[str] = []
    for each in text:
        mark = marks.get(written[-1]) if written else None
        one = normalize("NFC", each + mark) if mark is not None and each.isascii() else each
        if one != each and len(one) == 1:
            written[-1] = one
        else:
            written.append(each)
    return "".join(written)
