"""Which signs the fonts on paper have, and what stands there for one that none of them has.

The first font holds Latin and all of Chinese, Japanese and Korean; the others what it lacks. A
table beside the fonts tells, so none is opened to know it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from onsite.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable

    _Ranges = tuple[list[int], list[int]]

FOLDER = "assets/fonts"
FIRST = "Noto Sans CJK"
_FACES = {"zh_CN": "SC", "zh_TW": "TC"}
"""The forms of signs by language; elsewhere the simplified ones."""
_BLANKS = " \n"
_MARKS = (0xFE00, 0xFE10)
"""Which form of the sign before it is wanted: drawn with it, or not at all."""
_JOINERS = "\u200c\u200d"
_FORMS = re.compile("[\ufe00-\ufe0f]|(?<![^\\W_])(?<![\u0300-\u1fff])\u200d|\u200d(?![^\\W\\d_])")
"""Which form of a pictogram is wanted, and what joins several to one: whoever copies the text of
such a one from paper gets less than all of them. Between letters a joiner does its work."""


def families(language: str) -> tuple[str, ...]:
    """The fonts in the order in which they are asked, as they call themselves."""
    first = f"{FIRST} {_FACES.get(language, 'SC')}"
    return (first, *dict.fromkeys(name for name, _at in _table() if name != FIRST))


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """The signs of texts that no font has, each once, in order."""
    signs = dict.fromkeys(sign for text in texts for sign in text)
    return tuple(sign for sign in signs if not drawn(sign))


def readable(text: str) -> str:
    """A text with a name in brackets for each sign that cannot be drawn: `[U+1F9FF]`.

    Nothing is left out silently, and nothing steers how the text around it is read.
    """
    text = _FORMS.sub("", unicodedata.normalize("NFC", text))
    return "".join(sign if drawn(sign) else f"[U+{ord(sign):04X}]" for sign in text)


@cache
def drawn(sign: str) -> bool:
    """Whether a sign can be seen on paper, or does its work there unseen."""
    if sign in _BLANKS or sign in _JOINERS or _MARKS[0] <= ord(sign) < _MARKS[1]:
        return True
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return False
    return heavy(sign) or any(_holds(ranges, ord(sign)) for _name, ranges in _table())


@cache
def heavy(sign: str) -> bool:
    """Whether only the bold of the first font has a sign: rare ones, as in names."""
    regular = any(_holds(ranges, ord(sign)) for _name, ranges in _table())
    return not regular and _holds(_bold(), ord(sign))


def _holds(ranges: _Ranges, code: int) -> bool:
    starts, ends = ranges
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _table() -> tuple[tuple[str, _Ranges], ...]:
    """The name of each font with what it has in regular; of those that have none, in bold."""
    rows = sorted(_rows(), key=lambda each: each["weight"] != "regular")
    known: dict[str, _Ranges] = {}
    for row in rows:
        if row["family"] not in known:
            known[row["family"]] = _ranges(row)
    return tuple(known.items())


@cache
def _bold() -> _Ranges:
    bold = (row for row in _rows() if (row["family"], row["weight"]) == (FIRST, "bold"))
    return _ranges(next(bold))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(json.loads((bundled(FOLDER) / "coverage.json").read_text("utf-8")))


def _ranges(row: dict[str, str]) -> _Ranges:
    """Where its ranges begin and end."""
    pairs = [part.partition("-") for part in row["ranges"].split()]
    starts = [int(start, 16) for start, _dash, _end in pairs]
    return starts, [int(end or start, 16) for start, _dash, end in pairs]
