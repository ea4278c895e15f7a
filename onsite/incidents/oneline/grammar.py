"""What the signs of a line mean: words, `@person`, `#zone`, `!`, `14:05`. Pure.

Full-width signs, as an input method for Chinese leaves them, mean the same as narrow ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\S+")
_BANGS = re.compile(r"[!！]+")
_CRIED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff，。、；：”’）])[!！]{2,}$")
"""Where no space stands between words, one is a full stop, and several say how grave it is."""
_HANDLE = re.compile(r"[@＠](.+)")
_ZONE = re.compile(r"[#＃](.+)")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])[,，.。;；]?")
_ROOM = re.compile(r"[A-Za-z]{1,2}[0-9]{1,2}")
_ENDS = ",，.。;；:：)）"
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Token(NamedTuple):
    """A word of a line."""

    text: str
    start: int
    """Characters before it. So the next one, of its end."""
    end: int


def tokens(line: str, heads: Iterable[str] = ()) -> tuple[Token, ...]:
    """The words of a line.

    Where words are written without space between them, a name that one begins with is a word of
    its own.

    Args:
        line: as it was typed.
        heads: names that may be looked for so.
    """
    names = sorted((each for each in heads if _WIDE.match(each)), key=len, reverse=True)
    found: list[Token] = []
    for match in _WORD.finditer(line):
        text, start = match[0], match.start()
        while names and (name := next((each for each in names if text.startswith(each)), "")):
            found.append(Token(name, start, start + len(name)))
            text, start = text[len(name) :], start + len(name)
        cried = _CRIED.search(text)
        if cried is not None:
            at = start + cried.start()
            found.append(Token(text[: cried.start()], start, at))
            text, start = cried[0], at
        if text:
            found.append(Token(text, start, start + len(text)))
    return tuple(found)


def bangs(text: str) -> int:
    """How many exclamation marks a word is made of; 0 where it is another word."""
    return len(text) if _BANGS.fullmatch(text) else 0


def handle(text: str) -> str:
    """Whom `@lin` names; empty for another word."""
    found = _HANDLE.fullmatch(text)
    return found[1].rstrip(_ENDS) if found is not None else ""


def zone(text: str) -> str:
    """Which zone `#h2` names; empty for another word."""
    found = _ZONE.fullmatch(text)
    return found[1].rstrip(_ENDS) if found is not None else ""


def clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of `14:05`; None for another word."""
    found = _CLOCK.fullmatch(text)
    return (int(found[1]), int(found[2])) if found is not None else None


def is_like_a_room(text: str) -> bool:
    """Whether a word is made as the short name of a room, as `H2`."""
    return _ROOM.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a word says by a colon that it is a type, as `med:`."""
    return len(text) > 1 and text[-1] in ":："


def bare(text: str) -> str:
    """A word without the signs that end it."""
    return text.rstrip(_ENDS)


def is_wide(text: str) -> bool:
    """Whether a word is written in a script that puts no space between words."""
    return _WIDE.match(text) is not None


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )
