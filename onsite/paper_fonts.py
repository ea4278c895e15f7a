"""The letters on paper: free fonts that ship with Onsite, and no name that cannot be read.

Latin, Greek, Cyrillic, Hebrew, Arabic and others stand in DejaVu Sans, Chinese and Japanese in
Droid Sans Fallback, Korean in NanumSquare. Only the letters that are used become a part of the
file. A word with a letter that none of them has is written in Latin letters.

The last two have no bold, and the bold Chinese that badges have is in outlines that a PDF of
reportlab cannot hold: where bold is wanted, their letters are drawn with a stroke around them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from onsite.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN, BOLD, HAN, HANGUL = "onsite-plain", "onsite-bold", "onsite-han", "onsite-hangul"
_FILES = {
    PLAIN: "assets/fonts/dejavu/DejaVuSans.ttf",
    BOLD: "assets/fonts/dejavu/DejaVuSans-Bold.ttf",
    HAN: "assets/fonts/droid/DroidSansFallbackFull.ttf",
    HANGUL: "assets/fonts/nanum/NanumSquareR.ttf",
}
_WITHOUT_WORTH = ("Cc", "Cf", "Cs", "So", "Sk", "Mn", "Me")
"""Where no font has them, signs of these kinds are left out: pictures, and marks of a letter."""
_SPACES = re.compile(r"(\s+)")
_RIGHT_TO_LEFT = ("R", "AL")
_ELLIPSIS = "…"
_WITHOUT_BOLD = frozenset({HAN, HANGUL})
_STROKE = 0.035
"""How thick the stroke is that makes a letter bold, in parts of its size: as much as the bold of
DejaVu is thicker, seen from a distance."""
_STROKED_TOO = 2
"""Letters are filled and drawn around, as PDF numbers it."""


class Run(NamedTuple):
    """A piece of a text in one font, in the order in which it is drawn."""

    font: str
    text: str


def register() -> None:
    """Make the fonts known to the library that draws; once is enough, more often does no harm."""
    from reportlab.pdfbase import pdfmetrics

    known = set(pdfmetrics.getRegisteredFontNames())
    for name in _FILES:
        if name not in known:
            pdfmetrics.registerFont(_font(name))


@lru_cache(maxsize=4096)
def runs(text: str, *, bold: bool = False) -> tuple[Run, ...]:
    """A text as it is drawn from left to right, cut where the font changes."""
    first = BOLD if bold else PLAIN
    found: list[Run] = []
    for font, character in _drawn(_visual(unicodedata.normalize("NFC", text)), first):
        if found and found[-1].font == font:
            found[-1] = Run(font, found[-1].text + character)
        else:
            found.append(Run(font, character))
    return tuple(found)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
    return sum(_wide(run, size) for run in runs(text, bold=bold))


def fitting(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as has room, with an ellipsis.

    Args:
        text: in the order in which it is read.
        size: of the letters, in points.
        room: in points.
        bold: whether it is drawn in bold.
    """
    if width(text, size, bold=bold) <= room:
        return text
    shortest, longest = 0, len(text)
    while shortest < longest:
        middle = (shortest + longest + 1) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, size, bold=bold) <= room:
            shortest = middle
        else:
            longest = middle - 1
    return text[:shortest].rstrip() + _ELLIPSIS


def draw(  # noqa: PLR0913 - where, what, and how
    canvas: Any,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    room: float = 0,
) -> None:
    """Draw a line of text.

    Args:
        canvas: of reportlab.
        x: where it begins, in points from the left.
        y: its base line, in points from below.
        text: in the order in which it is read.
        size: of the letters, in points.
        bold: whether it is drawn in bold.
        room: in points; where it is more than 0, the text is cut to it.
    """
    if room:
        text = fitting(text, size, room, bold=bold)
    for run in runs(text, bold=bold):
        canvas.saveState()
        canvas.setFont(run.font, size)
        canvas.setLineWidth(size * _STROKE)
        stroked = bold and run.font in _WITHOUT_BOLD
        canvas.drawString(x, y, run.text, mode=_STROKED_TOO if stroked else None)
        canvas.restoreState()
        x += _wide(run, size)


def _wide(run: Run, size: float) -> float:
    wide: float = _font(run.font).stringWidth(run.text, size)
    return wide


def _visual(text: str) -> str:
    """In the order in which it is drawn; Arabic letters in the forms that they take in a word."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display  # the one that mirrors brackets

    shown: str = get_display(reshape(text))
    return shown


def _drawn(text: str, first: str) -> Iterator[tuple[str, str]]:
    for word in _SPACES.split(text):
        found = [(_font_for(first, character), character) for character in word]
        missing = [sign for font, sign in found if not font]
        if any(unicodedata.category(sign) not in _WITHOUT_WORTH for sign in missing):
            found = [(first, character) for character in _latin(word)]
        yield from ((font, character) for font, character in found if font)


def _font_for(first: str, character: str) -> str:
    """The font that has the character; empty where none has."""
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return next((font for font in (first, HAN, HANGUL) if _has(font, character)), "")


def _latin(word: str) -> str:
    from anyascii import anyascii

    return anyascii(word) or "?"


def _has(font: str, character: str) -> bool:
    return ord(character) in _font(font).face.charToGlyph


@cache
def _font(name: str) -> Any:
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont(name, str(bundled(_FILES[name])))
