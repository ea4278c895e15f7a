"""Where a scan begins among keys, by the times between them. Pure; all times are in seconds."""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_PAUSE_S = 1.0
"""A computer that stands still tears a scan in two by so much at most."""
_LOOK_BACK = 3
"""So many keys before a stall are looked at together."""
_OUTLIER_S = 0.008
_OUTLIER = 4
"""A pause is none of the scanner's where it is so many times as long as its others, and longer
than `_OUTLIER_S`."""
_RUN_INTO = 2
"""So many keys at most that a person typed run into the scan after them."""
_LEAST_OWN = 3
"""Pauses between the keys of a scan that show its pace."""
_TORN_OFF = 3
"""Keys at least before a tear: fewer may have been typed."""


class Pace(NamedTuple):
    """How fast a scanner is."""

    fast: float
    """Its keys are no further apart."""
    stall: float
    """But for a stall, which is no longer than this."""


def begins_at(times: Sequence[float], end: float, pace: Pace) -> tuple[int, int]:
    """The first key of a scan that ends at a moment, and how many stalls it has.

    Without a scan, the first key would be the one after the last.
    """
    later, stalls, start = end, 0, len(times)
    for index in range(len(times) - 1, -1, -1):
        gap = later - times[index]
        if gap > pace.fast:
            if gap > pace.stall or not _is_fast_before(times, index, pace):
                break
            stalls += 1
        later, start = times[index], index
    return start, stalls


def hesitation(times: Sequence[float]) -> int:
    """How many keys stand before the pace of the scan: typed, where somebody was typing."""
    gaps = _gaps(times)
    for many in range(min(_RUN_INTO, len(gaps)), 0, -1):
        own = gaps[many:]
        if len(own) >= _LEAST_OWN and gaps[many - 1] > max(_OUTLIER_S, _OUTLIER * median(own)):
            return many
    return 0


def torn(times: Sequence[float], pace: Pace) -> int | None:
    """The first key of a scan up to the last key that long pauses have torn; None without one.

    Every part before a tear must show the pace of a scanner.
    """
    start, _stalls = begins_at(times, times[-1], pace)
    first = None
    while start > 0 and times[start] - times[start - 1] <= LONGEST_PAUSE_S:
        earlier, _stalls = begins_at(times[:start], times[start - 1], pace)
        if start - earlier < _TORN_OFF:
            break
        first = start = earlier
    return first


def _is_fast_before(times: Sequence[float], index: int, pace: Pace) -> bool:
    """Whether the key, or several up to it on the average, came as quickly as a scanner's."""
    for first in (max(0, index - 1), max(0, index - _LOOK_BACK)):
        if times[index] - times[first] <= pace.fast * (index - first):
            return True
    return False


def _gaps(times: Sequence[float]) -> list[float]:
    return [later - at for at, later in itertools.pairwise(times)]
