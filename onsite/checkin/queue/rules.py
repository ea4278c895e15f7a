"""How long people wait, and when a desk should be opened or closed: values in, advice out.

The service time is the time from one guest's first scan to the next guest's at the same station,
which is right only while somebody is waiting. So pauses are left out: whatever took longer than
`LONGEST_S`, and whatever took more than `TOO_LONG` times the median of its own reason. What is
left is told by the median of each reason, weighed by how often the reason came.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_S = 180.0
"""Nobody is served for longer than this at the desk: it is a pause."""
TOO_LONG = 5.0
AT_ONCE_S = 1.0
"""Scans that follow each other more quickly are one party, served at once."""
FEWEST = 5
"""With fewer services than this, nothing is said of a desk."""
TARGET_S = 300.0
"""Nobody should wait longer than this, where nothing else was said."""
_EASE = 2.0
_LOAD = 0.7
"""A desk is closed only if those that stay have less to do than this, of what they could."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """One scan at a station."""

    station: str
    at_s: float
    whose: str
    """The subject of the scan: the same guest again is the same service."""
    reason: str


@dataclass(frozen=True, slots=True)
class Service:
    """One guest, or a party that came at once, at a station."""

    station: str
    reason: str
    """Of the guest's first scan."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Line:
    """The people before a desk that is open."""

    desk: str
    waiting: int
    service_s: float
    stations: int = 1
    """How many laptops serve it."""

    @property
    def wait_s(self) -> float:
        """How long whoever comes now will wait."""
        return wait_s(self.waiting, self.service_s, self.stations)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about the queues."""

    act: Literal["open", "close", "send", "hold"]
    many: int = 0
    """How many desks."""
    in_s: float = 0.0
    """After how many seconds; 0 for now."""
    from_desk: str = ""
    to_desk: str = ""


def services(attempts: Iterable[Attempted]) -> list[Service]:
    """How long each guest took, pauses too; the last at each station is not known yet."""
    return [
        Service(station, one.reason, after.at_s - one.at_s)
        for station, firsts in _by_station(attempts).items()
        for one, after in pairwise(firsts)
    ]


def begun(attempts: Iterable[Attempted]) -> list[Attempted]:
    """The first scan of each service; how often desks are called upon."""
    return [first for firsts in _by_station(attempts).values() for first in firsts]


def without_pauses(found: Sequence[Service]) -> list[Service]:
    """Those during which the desk was busy, as far as can be told."""
    busy = [each for each in found if each.seconds <= LONGEST_S]
    limits = {reason: TOO_LONG * middle for reason, (middle, _many) in by_reason(busy).items()}
    return [each for each in busy if each.seconds <= limits[each.reason]]


def by_reason(found: Iterable[Service]) -> dict[str, tuple[float, int]]:
    """The median of each reason in seconds, and of how many."""
    apart: dict[str, list[float]] = {}
    for each in found:
        apart.setdefault(each.reason, []).append(each.seconds)
    return {reason: (median(seconds), len(seconds)) for reason, seconds in apart.items()}


def service_s(found: Sequence[Service]) -> float | None:
    """How long one guest takes, in seconds; None where too few were served to say so."""
    if len(found) < FEWEST:
        return None
    return sum(middle * many for middle, many in by_reason(found).values()) / len(found)


def wait_s(waiting: int, service: float, stations: int = 1) -> float:
    """How long the last of so many will wait, in seconds."""
    return waiting * service / max(stations, 1)


def needed(waiting: int, per_minute: float, service: float, target_s: float = TARGET_S) -> int:
    """How many desks keep the wait within the target, and up with those who come; at least 1."""
    return max(ceil(waiting * service / target_s), ceil(per_minute / 60 * service), 1)


def advise(lines: Sequence[Line], per_minute: float, target_s: float = TARGET_S) -> Advice:
    """What to do.

    Args:
        lines: of the desks that are open, at least one, each with a service time above 0.
        per_minute: how many come to be served, at all desks together; a party is one.
        target_s: nobody should wait longer, in seconds.
    """
    stations = sum(line.stations for line in lines)
    waiting = sum(line.waiting for line in lines)
    service = stations / sum(line.stations / line.service_s for line in lines)
    missing = needed(waiting, per_minute, service, target_s) - stations
    if missing > 0:
        return Advice("open", missing, _time_left(waiting, per_minute, service, stations, target_s))
    longest = max(lines, key=lambda line: line.wait_s)
    shortest = min(lines, key=lambda line: line.wait_s)
    if longest.wait_s > target_s:
        return Advice("send", from_desk=longest.desk, to_desk=shortest.desk)
    eased = needed(waiting, per_minute / _LOAD, service, target_s / _EASE)
    if len(lines) > 1 and eased <= stations - shortest.stations:
        return Advice("close", 1, to_desk=shortest.desk)
    return Advice("hold")


def _time_left(
    waiting: int, per_minute: float, service: float, stations: int, target_s: float
) -> float:
    """How long until the wait goes beyond the target, in seconds; 0 where it has."""
    left_s = target_s - wait_s(waiting, service, stations)
    grows = per_minute / 60 * service / stations - 1  # seconds of waiting, each second
    return left_s / grows if left_s > 0 and grows > 0 else 0.0


def lines_of(
    waiting: Mapping[str, int], served: Mapping[str, float], at: Mapping[str, int]
) -> list[Line]:
    """The lines of the desks whose queue was counted and whose service time is known.

    Args:
        waiting: by desk, how many people.
        served: by desk, the service time in seconds.
        at: by desk, how many stations serve it; 1 where nothing is said.
    """
    return [
        Line(desk, many, served[desk], max(at.get(desk, 1), 1))
        for desk, many in waiting.items()
        if served.get(desk, 0.0) > 0
    ]


def _by_station(attempts: Iterable[Attempted]) -> dict[str, list[Attempted]]:
    stations: dict[str, list[Attempted]] = {}
    last: dict[str, Attempted] = {}
    for each in sorted(attempts, key=lambda attempt: attempt.at_s):
        before = last.get(each.station)
        if before is None or not _same(before, each):
            stations.setdefault(each.station, []).append(each)
        last[each.station] = each
    return stations


def _same(before: Attempted, now: Attempted) -> bool:
    return before.whose == now.whose or now.at_s - before.at_s < AT_ONCE_S
