"""A code whose text is known: scanned, it shows how the scanner and the keyboard are set. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onsite.scanner.hand.layouts import PAIRS, RIGHT, Pair, typed
from onsite.scanner.hand.widths import narrowed

TEXT = "ONSITE-TEST:/0123456789;,.?_@$%&*(<>azqwym AZQWYM"
"""Signs that differ between the layouts, and none that waits for the next key on one of them."""
_UNKNOWN = ".{0,2}"
"""What comes of a sign for which the scanner's layout has no plain key."""
_LEAST = 0.5
"""So much of the text must be there to say that the rest of it was lost."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What the test code has shown."""

    pairs: tuple[Pair, ...]
    """The layouts under which it arrives like this, the likeliest first."""
    caps: bool = False
    wide: bool = False
    prefix: str = ""
    suffix: str = ""
    lost: int = 0
    """Characters that did not arrive."""


def calibrated(arrived: str) -> Calibrated | None:
    """What follows from a text, if it was the test code; None if it was something else."""
    for caps in (False, True):
        for pairs, pattern in _patterns(caps=caps):
            found = pattern.search(arrived)
            if found is not None:
                around = arrived[: found.start()], arrived[found.end() :]
                return Calibrated(pairs, caps, prefix=around[0], suffix=around[1])
    if any(TEXT in text for text in narrowed(arrived)):
        return Calibrated((RIGHT,), wide=True)
    return _damaged(arrived)


@lru_cache(maxsize=2)
def _patterns(*, caps: bool) -> list[tuple[tuple[Pair, ...], re.Pattern[str]]]:
    """How the text arrives under each layout; those that look the same together."""
    found: dict[str, list[Pair]] = {}
    for pair in (RIGHT, *PAIRS):
        signs = TEXT.swapcase() if caps else TEXT
        parts = (typed(each, pair) for each in signs)
        pattern = "".join(re.escape(part) if part is not None else _UNKNOWN for part in parts)
        found.setdefault(pattern, []).append(pair)
    return [(tuple(pairs), re.compile(pattern)) for pattern, pairs in found.items()]


def _damaged(arrived: str) -> Calibrated | None:
    """The first layout of which most has arrived, in its order."""
    for pair in (RIGHT, *PAIRS):
        whole = typed(TEXT, pair)
        if whole and len(arrived) >= len(whole) * _LEAST and _is_part(arrived, whole):
            return Calibrated((pair,), lost=len(whole) - len(arrived))
    return None


def _is_part(part: str, whole: str) -> bool:
    left = iter(whole)
    return all(each in left for each in part)
