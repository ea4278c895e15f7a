"""What to change on a hand scanner, or on the computer, so that nothing needs mending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.scanner.hand.layouts import US, name_of

if TYPE_CHECKING:
    from onsite.scanner.hand.layouts import Pair
    from onsite.scanner.hand.readings import Way

_MOST_NAMES = 3


class About(StrEnum):
    """What is wrong."""

    LAYOUT = "layout"
    CAPS = "caps"
    WIDE = "wide"
    TWICE = "twice"
    CONVERTED = "converted"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    UNENDED = "unended"
    LOST = "lost"


_SENTENCES = {
    About.LAYOUT: N_(
        "The keys of this scanner arrive garbled; Onsite mends them. Set the scanner's keyboard"
        " to {layout}, or the computer's to {other}."
    ),
    About.CAPS: N_("Caps Lock is on; Onsite mends the codes. Switch it off."),
    About.WIDE: N_(
        "The input method makes full-width letters of the codes; Onsite mends them."
        " Switch it to English."
    ),
    About.TWICE: N_(
        "This scanner sends every code twice; it counts once."
        " Switch that off with the code in its manual."
    ),
    About.CONVERTED: N_(
        "The input method makes words of what the scanner sends."
        " Switch it to English (Shift), then scan again."
    ),
    About.PREFIX: N_(
        "This scanner puts “{sign}” before each code. Switch that off,"
        ' or run: onsite scan --prefix "{sign}" --save'
    ),
    About.SUFFIX: N_(
        "This scanner puts “{sign}” behind each code. Switch that off,"
        ' or run: onsite scan --suffix "{sign}" --save'
    ),
    About.UNENDED: N_(
        "This scanner sends no Enter behind a code, so nothing is scanned."
        " Switch it on: manuals call it suffix CR."
    ),
    About.LOST: N_(
        "Characters of the scanner get lost. Plug it in without a USB hub,"
        " and set a delay of 5 ms between characters."
    ),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence for whoever looks after the scanner; equal ones say the same."""

    about: About
    pairs: tuple[Pair, ...] = ()
    """The layouts that may have met."""
    sign: str = ""
    """What the scanner adds."""

    def __str__(self) -> str:
        """In the language in use."""
        words = {"sign": self.sign} | (_of_layouts(self.pairs) if self.pairs else {})
        return _(_SENTENCES[self.about]).format(**words)


def advice_on(way: Way, pairs: tuple[Pair, ...]) -> Advice | None:
    """What to say of a text that had to be mended; None where nothing was wrong.

    Args:
        way: how it came to be what arrived.
        pairs: the layouts that may have met.
    """
    if way.pair.scanner != way.pair.computer:
        return Advice(About.LAYOUT, pairs)
    for wrong, about in (
        (way.wide, About.WIDE),
        (way.caps, About.CAPS),
        (way.twice, About.TWICE),
    ):
        if wrong:
            return Advice(about)
    return None


def _of_layouts(pairs: tuple[Pair, ...]) -> dict[str, str]:
    """The names of both layouts, as far as it is known which they are."""
    scanner = pairs[0].scanner
    if scanner == US:
        others = [name_of(pair.computer) for pair in pairs if pair.scanner == US]
        return {"layout": _either(others, _("that of this computer")), "other": name_of(US)}
    others = [name_of(pair.scanner) for pair in pairs if pair.computer == US]
    return {"layout": name_of(US), "other": _either(others, _("that of the scanner"))}


def _either(names: list[str], otherwise: str) -> str:
    return " / ".join(names) if len(names) <= _MOST_NAMES else otherwise
