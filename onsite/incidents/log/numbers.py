"""Numbers of incidents, that two stations never give twice, though they do not ask each other.

`KRT-12` is the twelfth one that the station with the prefix KRT has reported, `KRT-X3` its third
drill. A number stands in the report and never changes.

A prefix is three of eighteen consonants that no two alphabets of radio call alike: 5,832 of them.
A station takes the first of its own candidates, made from its key, that no other station known
to it has used or might begin with. Of two that have joined, the later one knows the earlier one
from the hub that admitted it, and leaves it its first candidate, though they never meet. Two that
were never of one event do not know each other: of twenty such stations, brought together later,
two have the same in 3 of 100 events. Then both numbers stay as they are, who asks for one is shown
both, and the ids tell them apart.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

LETTERS = "BCDFGHJKLMNPRSTVWZ"
"""Without the vowels, which make words, and without Q, X and Y."""
LENGTH = 3
DRILL = "X"
_NUMBER = re.compile(rf"([{LETTERS}]{{{LENGTH}}})?-?({DRILL}?)0*([1-9][0-9]{{0,8}})")


class Number(NamedTuple):
    """A number taken apart."""

    prefix: str
    """Empty where only the rest was given."""
    value: int
    drill: bool


def candidates(station: str) -> Iterator[str]:
    """The prefixes that a station would take, the first one first; ever others."""
    turn = 0
    while True:
        digest = hashlib.sha256(f"{station}/{turn}".encode()).digest()
        value = int.from_bytes(digest[:8], "big")
        letters = []
        for _place in range(LENGTH):
            value, rest = divmod(value, len(LETTERS))
            letters.append(LETTERS[rest])
        yield "".join(letters)
        turn += 1


def prefix(station: str, used: Collection[str], others: Iterable[str]) -> str:
    """The prefix of a station that has none yet.

    Args:
        station: its id.
        used: the prefixes of other stations in the reports known here.
        others: the ids of all other stations known here.
    """
    taken = {*used, *(next(candidates(other)) for other in others if other != station)}
    return next(each for each in candidates(station) if each not in taken)


def shown(prefix: str, count: int, *, drill: bool) -> str:
    """A number as it is written and said."""
    return f"{prefix}-{DRILL if drill else ''}{count}"


def read(text: str) -> Number | None:
    """The number that somebody typed: `krt-12`, `KRT12`, `12`, `x3`; None for what is none."""
    found = _NUMBER.fullmatch("".join(text.upper().split()).replace("–", "-"))
    if found is None:
        return None
    return Number(found[1] or "", int(found[3]), bool(found[2]))
