"""The zones of the demo: the workshops fill, and somebody has counted the hall anew in between."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.demo.people import SEED
from onsite.zones.acting import By
from onsite.zones.counting import service

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.demo.filling import DemoClock
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

COUNTED = {"foyer": 40, "hall": 72, "front": 26, "workshops": 104}
"""How many the taps make of each zone: in all about as many as were let in at the main door."""
MISSED = 4
"""So many more the recount of the hall has found."""
_COUNTERS = {"foyer": "Jonas", "hall": "lena", "front": "kofi", "workshops": "Thandi"}
_MINUTES = 75
_RECOUNTED = 32
"""So many minutes ago."""
_WENT = 5
"""One of so many who came has left again."""
_MINUTE = timedelta(minutes=1)
Taps = list[tuple[int, int]]


def count_zones(
    journal: Journal, rows: Connection, plan: Plan, clock: DemoClock, now: datetime
) -> None:
    """Count who came and went in the last hour and a quarter, minute by minute.

    Args:
        now: when the demo begins, aware.
    """
    dice = random.Random(SEED)  # noqa: S311 - the demo's own crowd
    taps = {zone: _taps(dice, people, to_ms(now)) for zone, people in COUNTED.items()}
    for ago in range(_MINUTES, 0, -1):
        clock.hold(now - (ago - 1) * _MINUTE)
        for zone, minutes in taps.items():
            if ago in minutes:
                by = By(_COUNTERS[zone], minutes[ago][0][0], f"demo-{zone}-{ago}")
                service.count(journal, rows, plan, by, f"demo-{zone}", zone, minutes[ago])
        if ago == _RECOUNTED:
            _recount(journal, rows, plan, clock)


def _recount(journal: Journal, rows: Connection, plan: Plan, clock: DemoClock) -> None:
    from onsite.zones.counting.reading import standing

    by = By("rui", to_ms(clock.now()), "demo-recount")
    people = standing(rows, "hall").total + MISSED
    began_ms = by.at_ms - to_ms(clock.now()) % 60_000
    service.recount(journal, rows, plan, by, "hall", people, began_ms=began_ms)


def _taps(dice: random.Random, people: int, now_ms: int) -> Mapping[int, Taps]:
    """By how many minutes ago, the instants and who came or went: those who came, less who went."""
    found: dict[int, Taps] = defaultdict(list)
    for at_ms, change in sorted(_all(dice, people, now_ms)):
        found[(now_ms - at_ms) // 60_000 + 1].append((at_ms, change))
    return found


def _all(dice: random.Random, people: int, now_ms: int) -> Iterator[tuple[int, int]]:
    """They come evenly all the time, and go in its second half."""
    span_ms = _MINUTES * 60_000
    went = people // _WENT
    for _each in range(people + went):
        yield now_ms - dice.randrange(1, span_ms), 1
    for _each in range(went):
        yield now_ms - dice.randrange(1, span_ms // 2), -1
