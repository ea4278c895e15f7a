"""Which PIN is good enough, how long to wait after wrong ones, what a role may see. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.plan.roles import Role

SHORTEST = 4
LONGEST = 12
FREE_TRIES = 2
"""So many wrong PINs in a row cost no waiting: fingers slip."""
FIRST_WAIT_S = 5
LONGEST_WAIT_S = 900
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_YEAR_DIGITS = 4


class Weak(StrEnum):
    """Why a PIN is not taken."""

    NO_DIGITS = "no_digits"
    """Something else than digits is in it."""
    SHORT = "short"
    LONG = "long"
    REPEATED = "repeated"
    """One digit, or a few again and again: 0000, 1212."""
    COUNTED = "counted"
    """Up or down by the same step: 1234, 9876, 2468."""
    YEAR = "year"
    """A year, as of a birthday."""


def weakness(pin: str) -> Weak | None:
    """Why a PIN is not good enough, or None if it is."""
    if not (pin.isascii() and pin.isdigit()):
        return Weak.NO_DIGITS
    if not SHORTEST <= len(pin) <= LONGEST:
        return Weak.SHORT if len(pin) < SHORTEST else Weak.LONG
    if any(pin == (pin[:width] * len(pin))[: len(pin)] for width in range(1, len(pin) // 2 + 1)):
        return Weak.REPEATED
    if len({(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}) == 1:
        return Weak.COUNTED
    if len(pin) == _YEAR_DIGITS and _FIRST_YEAR <= int(pin) <= _LAST_YEAR:
        return Weak.YEAR
    return None


def wait_s(tries: int) -> int:
    """How long to wait after so many wrong PINs in a row, in seconds: twice as long each time."""
    if tries <= FREE_TRIES:
        return 0
    doubled = min(tries - FREE_TRIES - 1, LONGEST_WAIT_S.bit_length())
    return min(FIRST_WAIT_S << doubled, LONGEST_WAIT_S)


def left_ms(tries: int, last_ms: int, now_ms: int) -> int:
    """How long there still is to wait, in milliseconds; 0 for none.

    A clock that was set back since makes it no longer than the whole wait.

    Args:
        tries: wrong PINs in a row.
        last_ms: when the last one was, in milliseconds since 1970; so is `now_ms`.
        now_ms: the time.
    """
    whole = wait_s(tries) * 1000
    return max(0, min(whole, last_ms + whole - now_ms))


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody may not do at a desk."""

    search_min: int = 0
    """So many letters before a search shows anybody."""
    sees_contact: bool = True
    """Whether e-mail and phone are shown."""


def is_too_short(text: str, limits: Limits) -> bool:
    """Whether a search with so few letters may not show anybody.

    A letter that is as wide as two counts as two: 王伟 is a whole name.
    """
    letters = "".join(text.split())
    wide = sum(east_asian_width(letter) in "WF" for letter in letters)
    return len(letters) + wide < limits.search_min


def widest(roles: Iterable[Role]) -> Limits:
    """Of somebody with several roles: what any of them may."""
    found = list(roles)
    if not found:
        return Limits()
    return Limits(min(role.search_min for role in found), any(role.sees_contact for role in found))


def narrowest(roles: Iterable[Role]) -> Limits:
    """Of somebody who is not known: what all of them may."""
    found = list(roles)
    if not found:
        return Limits()
    return Limits(max(role.search_min for role in found), all(role.sees_contact for role in found))
