"""The values in a condition, each taken from its words.

Every function raises `ConditionError` where something else comes next.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from onsite.plan.conditions.tree import WEEKDAYS, Anchor, Moment

if TYPE_CHECKING:
    from onsite.plan.conditions.tokens import Words
    from onsite.plan.conditions.tree import Sign

_LARGEST = 1_000_000
_YEARS = range(1970, 3000)
_SIGNS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}
_UNITS = {"min": 1, "mins": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60}
_ANCHORS = {tuple(anchor.value.split()): anchor for anchor in Anchor}


def sign(words: Words) -> Sign:
    """One of the six signs, however it was written."""
    if words.next.kind != "sign":
        raise words.unexpected("sign")
    text = words.take().text
    return cast("Sign", _SIGNS.get(text, text))


def order(words: Words) -> Sign:
    """A sign of more or less."""
    if words.next.text in ("=", "==", "!=", "≠"):
        raise words.unexpected("order")
    return sign(words)


def number(words: Words) -> int:
    """A whole number."""
    if words.next.kind != "number" or int(words.next.text) > _LARGEST:
        raise words.unexpected("number")
    return int(words.take().text)


def day(words: Words) -> date:
    """A day, as 2026-11-24."""
    if words.next.kind != "date":
        raise words.unexpected("day")
    try:
        found = _date(words.next.text)
    except ValueError as error:
        raise words.unexpected("day") from error
    words.take()
    return found


def _date(text: str) -> date:
    found = date.fromisoformat(text)
    if found.year not in _YEARS:
        raise ValueError(text)
    return found


def iso_day(words: Words) -> str:
    """The same as a text."""
    return day(words).isoformat()


def weekday(words: Words) -> str:
    """One of `WEEKDAYS`, also where it was written in full."""
    short = words.next.text.title()[:3]
    if words.next.kind != "name" or short not in WEEKDAYS:
        raise words.unexpected("weekday")
    words.take()
    return short


def name(words: Words) -> str:
    """A name, without its quotes."""
    token = words.next
    if token.kind not in ("name", "number", "quoted"):
        raise words.unexpected("name")
    words.take()
    if token.kind != "quoted":
        return token.text
    quote = token.text[0]
    return token.text[1:-1].replace(quote * 2, quote)


def moment(words: Words) -> Moment:
    """An instant, perhaps with minutes more or less."""
    base = _base(words)
    for mark, way in (("+", 1), ("-", -1), ("−", -1), ("–", -1)):
        if words.skip(mark):
            return Moment(base, way * number(words) * _unit(words))
    return Moment(base)


def _base(words: Words) -> time | date | datetime | Anchor:
    for phrase, anchor in _ANCHORS.items():
        if words.skip(*phrase):
            return anchor
    token = words.next
    if token.kind == "date":
        return day(words)
    if token.kind not in ("clock", "stamp"):
        raise words.unexpected("moment")
    try:
        clock = _clock(token.text[11:] if token.kind == "stamp" else token.text)
        base = datetime.combine(_date(token.text[:10]), clock) if token.kind == "stamp" else clock
    except ValueError as error:
        raise words.unexpected("moment") from error
    words.take()
    return base


def _clock(text: str) -> time:
    parts = [int(part) for part in text.split(":")]
    return time(parts[0], parts[1], sum(parts[2:]))


def _unit(words: Words) -> int:
    if words.next.word not in _UNITS:
        raise words.unexpected("“min”")
    return _UNITS[words.take().word]
