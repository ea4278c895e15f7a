"""Whose code a hand scanner has sent: the readings of its text, looked up on the roster.

A text is mended only where that leaves no doubt: exactly one of its readings is somebody's code.
Whatever is left in doubt is scanned again, or asked; nobody comes in on a guess.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, and_, bindparam, func, or_, select

from onsite.journal.fold import table_of
from onsite.roster.tables import CredentialRow
from onsite.scanner.hand.advice import About, Advice, advice_on
from onsite.scanner.hand.evidence import Evidence
from onsite.scanner.hand.layouts import RIGHT
from onsite.scanner.hand.readings import Reading, readings
from onsite.scanner.hand.shape import is_converted, is_name
from onsite.scanner.payload import candidates, clean
from onsite.scanner.settings import HandSettings
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.checkin.views import Guest
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.hand.layouts import Pair

_CREDENTIAL = table_of(CredentialRow)
_CODES = func.json_each(bindparam("codes")).table_valued("value").c.value
_OWNERS = Prepared(
    select(_CREDENTIAL.c.code, _CREDENTIAL.c.attendee).where(_CREDENTIAL.c.code.in_(select(_CODES)))
)
_LONGER = Prepared(
    select(_CREDENTIAL.c.code)
    .where(
        func.length(_CREDENTIAL.c.code) > bindparam("length", type_=Integer),
        or_(
            func.instr(_CREDENTIAL.c.code, bindparam("part")) > 0,
            and_(
                func.length(_CREDENTIAL.c.code) <= bindparam("most", type_=Integer),
                _CREDENTIAL.c.code.like(bindparam("lost"), escape="\\"),
            ),
        ),
    )
    .limit(1)
)
_LARGEST_PART = 64
"""Characters; a longer text is no part of a code, and would take long to look for."""
_LIKELY = 1.5
"""Of a code that is so many times as long as what arrived, the rest is likely to have got lost."""
_ADDED = 3
"""Characters that a scanner puts before or behind a code, at most."""
_PLAIN = HandSettings()


class Match(NamedTuple):
    """A reading that is somebody's code."""

    reading: Reading
    code: str
    whom: frozenset[str]


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
        ends = bool(heard.joined or heard.before) or not heard.steady
        return any(is_part(rows, part, _LIKELY) for part in parts) or bool(
            owners(rows, chain(*(_one_less(text, ends=ends) for text in texts)))
        )


def matches(rows: Connection, found: Sequence[Reading]) -> list[Match]:
    """The readings that are somebody's code, in their order."""
    codes = {each.text: candidates(each.text) for each in found}
    known = owners(rows, chain(*codes.values()))
    return [
        Match(each, code, known[code])
        for each in found
        for code in [next((code for code in codes[each.text] if code in known), "")]
        if code
    ]


def owners(rows: Connection, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """The attendees for whom each code stands or once stood; codes that are nobody's left out."""
    found: dict[str, set[str]] = {}
    for row in _OWNERS.all(rows, {"codes": json.dumps(list(dict.fromkeys(codes)))}):
        found.setdefault(row["code"], set()).add(row["attendee"])
    return {code: frozenset(whom) for code, whom in found.items()}


def is_part(rows: Connection, text: str, most: float = _LARGEST_PART) -> bool:
    """Whether a known code is longer and would be this text with some of it lost.

    Args:
        rows: the open transaction.
        text: the part.
        most: a code that lost characters all over is so many times as long, at most; of one
            that was cut off any part will do.
    """
    if not 0 < len(text) <= _LARGEST_PART:
        return False
    sought: dict[str, Any] = {
        "part": text,
        "length": len(text),
        "most": int(len(text) * most),
        "lost": "%" + "".join(f"{_escaped(each)}%" for each in text),
    }
    return _LONGER.first(rows, sought) is not None


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


def _one_less(text: str, *, ends: bool) -> list[str]:
    """The text with one character taken out; of the ends only where a person typed beside it."""
    if len(text) > _LARGEST_PART:
        return []
    places = range(len(text)) if ends else range(1, len(text) - 1)
    return [text[:place] + text[place + 1 :] for place in places]


def _added(rows: Connection, text: str) -> Advice | None:
    """What the scanner puts around codes, where the rest of the text is somebody's code."""
    for many in range(1, min(_ADDED, len(text) - 1) + 1):
        if owners(rows, [text[many:]]):
            return Advice(About.PREFIX, sign=text[:many])
        if owners(rows, [text[:-many]]):
            return Advice(About.SUFFIX, sign=text[-many:])
    return None


def _escaped(character: str) -> str:
    return f"\\{character}" if character in "%_\\" else character
