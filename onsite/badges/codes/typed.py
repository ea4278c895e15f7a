"""The id under a badge's code, as people read it aloud and type it. Pure.

Fifteen characters in three groups: fourteen say whose badge it is and which, the last one checks
them. The letters are Crockford's (https://www.crockford.com/base32.html): no I, L, O and U. His
own check character needs five signs more, which are hard to find on foreign keyboards; so the
check is taken over the field of 32 elements instead (each place times another power of a
generator, x^5 + x^2 + 1), which tells of every single wrong character and of every two that
changed places, as his does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onsite.badges.codes.ids import attendee_of, number_of

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 15
GROUP = 5
_SAID = LENGTH - 1
_ALIKE = str.maketrans("ILO", "110")
_BETWEEN = re.compile("[\\s._\u00ad\u2010-\u2015\u2212-]+")
_FIELD = 0b100101
_HIGH = 32


@dataclass(frozen=True, slots=True)
class Typed:
    """An id that somebody typed without a mistake."""

    attendee: str
    generation: int


@dataclass(frozen=True, slots=True)
class Mistyped:
    """What looks like such an id, and its check character does not fit."""

    text: str
    """As it was understood, in groups."""


def written(attendee: str, generation: int) -> str:
    """The id, in groups.

    Raises:
        ValueError: it is no id of the roster, or no generation there is.
    """
    number = number_of(attendee, generation)
    letters = "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(_SAID)))
    return grouped(letters + _check(letters))


def read(text: str) -> Typed | Mistyped | None:
    """What somebody typed: with or without groups, in small letters, with O for 0, I or L for 1.

    None for a text of any other form, among them every name. Never raises.
    """
    if len(text) > 4 * LENGTH:
        return None
    letters = _BETWEEN.sub("", text).upper().translate(_ALIKE)
    if len(letters) != LENGTH or not set(LETTERS) >= set(letters):
        return None
    found = None
    if letters[-1] == _check(letters[:-1]):
        found = attendee_of(_number(letters[:-1]))
    if found is not None:
        return Typed(*found)
    # A long name may have the same letters; only an id has letters and digits among them.
    figures = any(each in "23456789" for each in letters)
    return Mistyped(grouped(letters)) if figures and not letters.isdecimal() else None


def grouped(letters: str) -> str:
    """Letters in groups, for people."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    return number


def _check(letters: str) -> str:
    found = 0
    for letter in letters:
        found = _times(found) ^ LETTERS.index(letter)
    return LETTERS[_times(found)]


def _times(value: int) -> int:
    """An element of the field, multiplied by its generator."""
    value <<= 1
    return value ^ _FIELD if value & _HIGH else value
