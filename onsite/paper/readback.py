"""A PDF read back: it must say what was to stand there, line by line, in order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.paper.sheet import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.paper.sheet import Sheet

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\x00-\x1f\x02]+")
_MIRRORED = str.maketrans(")]}>≥»›」』】〉》", "([{<≤«‹「『【〈《")
_PAIRS_FROM = 0x10000
_SHOWN = 60
"""Characters of a text that is named."""


class NotReadableError(NotPossibleError):
    """A PDF would not say what was to stand in it."""


def check(pdf: bytes, sheet: Sheet) -> None:
    """Compare a PDF with what is to stand in it.

    Raises:
        NotReadableError: something is missing there.
    """
    said = _said(pdf, sheet)
    lost = next(_lost(said, sheet), None)
    if lost is not None:
        raise NotReadableError(
            _("Something would be missing on paper: “{text}”.").format(text=lost[:_SHOWN]),
            _("Export it as CSV or JSON instead, and tell us what it was."),
        )


def _said(pdf: bytes, sheet: Sheet) -> str:
    """What a PDF says, without what each page says again, and without blanks."""
    banner, label = bare(sheet.banner), bare(sheet.label)
    heads = tuple(
        {bare("".join(block.heads)) for block in sheet.blocks if isinstance(block, Grid)} - {""}
    )
    said: list[str] = []
    whole = pages(pdf)
    for number, page in enumerate(whole, 1):
        text = bare(page).removeprefix(banner)
        text = text.removesuffix(f"{label}{number}/{len(whole)}")
        again = (each for each in heads if said and text.startswith(each))
        said.append(text.removeprefix(next(again, "")))
    return "".join(said)


def pages(pdf: bytes) -> list[str]:
    """The text of each page; what stands beyond its edge is not on it."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def bare(text: str) -> str:
    """A text without blanks and what is not seen, in one spelling."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def _lost(said: str, sheet: Sheet) -> Iterator[str]:
    """The lines that are not there.

    Whoever reads a PDF puts letters from right to left, and the line they stand in, in the order
    in which they are seen, and some vowels of South Asia before what they are spoken after. Of
    such lines it is enough that all of their letters are there, between the lines around them; a
    bracket may be the other one of its pair, as from right to left it looks like that.
    """
    at = 0
    moved: list[str] = []
    for line in sheet.lines():
        wanted = bare(line)
        if moves(wanted):
            moved.append(wanted)
            continue
        found = _after(said, at, wanted, _letters("".join(moved)))
        if found is None:
            yield line
            return
        at, moved = found + len(wanted), []
    if _letters("".join(moved)) - _letters(said[at:]):
        yield moved[0]


def _after(said: str, at: int, wanted: str, moved: Counter[str]) -> int | None:
    """Where a line stands so that what was moved has room before it; None for nowhere."""
    found = said.find(wanted, at)
    while found >= 0 and moved - _letters(said[at:found]):
        found = said.find(wanted, found + 1)
    return found if found >= 0 else None


def _letters(text: str) -> Counter[str]:
    """How often each is there, without those that are pairs in UTF-16.

    Their halves are turned, too, and some are lost to whoever reads them beside such letters.
    """
    return Counter(each for each in text.translate(_MIRRORED) if ord(each) < _PAIRS_FROM)


def moves(text: str) -> bool:
    """Whether a text has letters from right to left, or signs that combine with others."""
    return any(
        unicodedata.bidirectional(each) in ("R", "AL")
        or unicodedata.category(each) in ("Mc", "Me", "Mn")
        for each in text
    )
