"""Whose code a hand scanner has sent: the readings of its text, looked up on the roster.

A text is mended only where that leaves no doubt: exactly one of its readings is somebody's code.
Whatever is left in doubt is scanned again, or asked; nobody comes in on a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from onsite.checkin.desk.hand_lookup import LARGEST_PART, Match, is_part, matches, owners
from onsite.scanner.hand.advice import About, Advice, advice_on
from onsite.scanner.hand.evidence import Evidence
from onsite.scanner.hand.layouts import RIGHT
from onsite.scanner.hand.readings import Reading, readings
from onsite.scanner.hand.shape import is_converted, is_name
from onsite.scanner.payload import candidates, clean
from onsite.scanner.settings import HandSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.checkin.views import Guest
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.hand.layouts import Pair

_LIKELY = 1.5
"""Of a code that is so many times as long as what arrived, the rest is likely to have got lost."""
_TYPED_INTO = 4
"""Keys of a person that may fall into one scan, at most."""
_ADDED = 3
"""Characters that a scanner puts before or behind a code, at most."""
_PLAIN = HandSettings()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a scan. Without a code, an attendee or a name, it must be scanned again."""

    code: str = ""
    """To be answered; it may be nobody's."""
    whom: tuple[str, ...] = ()
    """The attendees that it may stand for, where no more can be known."""
    guests: tuple[Guest, ...] = ()
    """The same as the desk sees them."""
    name: str = ""
    """It was typed, by a program or over a slow line."""
    advice: Advice | None = None
    reading: Reading | None = None
    """What the code was read from, where it was somebody's."""
    stray: str = ""
    """What stands in the line and belonged to the scan."""
    typed: str = ""
    """What a person typed while it came."""


class HandCodes:
    """What the hand scanners of one desk send, and whose codes that is.

    Args:
        settings: how they send.
    """

    def __init__(self, settings: HandSettings = _PLAIN) -> None:
        self.settings = settings
        self._evidence = Evidence(settings.layout)
        self._doubted = ""

    def make(self, rows: Connection, heard: Heard) -> Made:
        """What comes of a scan. The same text a second time has lost nothing."""
        sure = heard.text == self._doubted
        made = self._of_somebody(rows, heard, sure=sure) or self._of_nobody(rows, heard, sure=sure)
        self._doubted = heard.text if not (made.code or made.whom or made.name) else ""
        if made.reading is not None:
            self._evidence.learn(made.reading)
        return made

    def pairs(self, reading: Reading) -> tuple[Pair, ...]:
        """The layouts under which a code was read, the likeliest first."""
        return self._evidence.likeliest(reading)

    def is_code(self, rows: Connection, text: str) -> bool:
        """Whether the text, just as it is, is somebody's code."""
        return bool(owners(rows, candidates(text)))

    def _of_somebody(self, rows: Connection, heard: Heard, *, sure: bool) -> Made | None:
        """Where a reading is somebody's code: what it is, or that it cannot be told."""
        alone = matches(rows, self._readings(heard.text, heard, framed=not sure))
        stray, longer = self._longer(rows, heard, framed=not sure)
        doubt = _doubt(rows, heard, alone, longer) if not sure else None
        if doubt is not None:
            return doubt
        if not (alone or longer) and heard.typing:
            return self._sorted_out(rows, heard)
        found = alone or longer
        one = self._one(found)
        if one is None:
            return Made(whom=tuple(sorted(set(chain(*_people(found)))))) if found else None
        pairs = self.pairs(one.reading)
        way = next(way for way in one.reading.ways if way.pair in pairs)
        if not (sure or way.right or self._evidence.enough) and is_part(rows, heard.text):
            return Made()  # nothing may be garbled, and characters of another's code be lost
        as_told = way.pair == self._evidence.told
        advice = advice_on(way._replace(pair=RIGHT) if as_told else way, pairs)
        return Made(one.code, advice=advice, reading=one.reading, stray="" if alone else stray)

    def _sorted_out(self, rows: Connection, heard: Heard) -> Made | None:
        """Somebody typed on while the scan came: small letters in a code of capitals."""
        whole = heard.joined + heard.text
        typed = "".join(each for each in whole if each.islower() or each == " ")
        code = "".join(each for each in whole if each not in typed)
        if not 0 < len(typed) <= _TYPED_INTO:
            return None
        one = self._one(matches(rows, self._readings(code, heard, framed=True)))
        if one is None or not one.reading.ways[0].right:
            return None
        return Made(one.code, reading=one.reading, stray=heard.joined, typed=typed)

    def _longer(self, rows: Connection, heard: Heard, *, framed: bool) -> tuple[str, list[Match]]:
        """What of the keys just before it makes it a code, and whose that may be."""
        stray, longer = "", list[Match]()
        for first in range(len(heard.joined)):
            part = heard.joined[first:]
            found = matches(rows, self._readings(part + heard.text, heard, framed=framed))
            stray = stray or (part if found else "")
            longer += found
        return stray, longer

    def _of_nobody(self, rows: Connection, heard: Heard, *, sure: bool) -> Made:
        text = heard.text
        if heard.late or (heard.keyed and is_name(text)):
            return Made(name=heard.joined + text)
        if is_converted(text):
            return Made(clean(text) if sure else "", advice=Advice(About.CONVERTED))
        if sure:
            return Made(clean(text) or text, advice=_added(rows, text))
        framed = readings(text, self.settings, keyed=False)
        if not framed or self._is_damaged(rows, heard):
            return Made(advice=Advice(About.LOST))
        return Made(framed[0].text, advice=_added(rows, text))

    def _readings(self, text: str, heard: Heard, *, framed: bool) -> list[Reading]:
        frame = self.settings if framed else _PLAIN
        texts = (text, *heard.others) if text else ()
        return [each for one in texts for each in readings(one, frame, keyed=heard.keyed)]

    def _one(self, found: Sequence[Match]) -> Match | None:
        """The one that is meant; None where it may be several people's."""
        if self._evidence.enough and len(_people(found)) > 1:
            found = [each for each in found if self._evidence.allows(each.reading)]
        return found[0] if len(_people(found)) == 1 else None

    def _is_damaged(self, rows: Connection, heard: Heard) -> bool:
        """Whether it is a known code but for characters that are missing, or one too many."""
        likely = [
            each
            for each in self._readings(heard.text, heard, framed=True)
            if self._evidence.enough and self._evidence.allows(each)
        ]
        texts = [heard.text, *(each.text for each in likely[:_ADDED])]
        parts = dict.fromkeys(code for text in texts for code in candidates(text))
        return any(is_part(rows, part, _LIKELY) for part in parts) or bool(
            owners(rows, chain(*(_less(text, heard) for text in texts)))
        )


def _people(found: Iterable[Match]) -> set[frozenset[str]]:
    return {each.whom for each in found}


def _doubt(
    rows: Connection, heard: Heard, alone: Sequence[Match], longer: Sequence[Match]
) -> Made | None:
    """That it must be scanned again: part of another's code may be lost, or stand before it."""
    if alone and longer and _people(alone) != _people(longer):
        return Made()
    found = alone or longer
    for match in _begun_before(rows, heard):
        if match.whom not in _people(found):
            return Made(stray=match.reading.text.removesuffix(heard.text))
    # In a stall, some of a longer code may have been lost.
    lost = not heard.steady and any(is_part(rows, each.code, _LIKELY) for each in found)
    return Made() if lost else None


def _begun_before(rows: Connection, heard: Heard) -> list[Match]:
    """Whose code it would be if it had begun in what was typed before it."""
    scan = heard.joined + heard.text
    texts = [heard.before[-many:] + scan for many in range(1, len(heard.before) + 1)]
    plain = (each for text in texts for each in readings(text, _PLAIN, keyed=False))
    return matches(rows, list(plain))


def _less(text: str, heard: Heard) -> list[str]:
    """The text without one of its characters, or two where somebody was typing.

    Those at the ends may stand for a prefix: they count where they may have been typed.
    """
    if len(text) > LARGEST_PART:
        return []
    ends = heard.typing or bool(heard.joined or heard.before) or not heard.steady
    places = range(len(text)) if ends else range(1, len(text) - 1)
    out = chain(combinations(places, 1), combinations(places, 2) if heard.typing else ())
    return ["".join(text[at] for at in range(len(text)) if at not in gone) for gone in out]


def _added(rows: Connection, text: str) -> Advice | None:
    """What the scanner puts around codes, where the rest of the text is somebody's code."""
    for many in range(1, min(_ADDED, len(text) - 1) + 1):
        if owners(rows, [text[many:]]):
            return Advice(About.PREFIX, sign=text[:many])
        if owners(rows, [text[:-many]]):
            return Advice(About.SUFFIX, sign=text[-many:])
    return None
