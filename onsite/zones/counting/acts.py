"""What one counter did within a minute, as it is kept in one row: a line for each act.

A line is only ever added, so a busy minute is never written anew in Python: an act is a JSON
array of its key, its number in the station's journal, its operator, its zone, the zone to which
people were moved or nothing, its time within the minute, and its taps as in `TapsCounted`. What
takes an act back has five parts: its own key, number and operator, the key of what it takes back,
and the places of the taps, none for all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.zones.counting.facts import MINUTE_MS, CountUndone, PeopleMoved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.journal.entry import Entry
    from onsite.zones.counting.facts import TapsCounted

_TAKES_BACK = 5
_END = "\n"


@dataclass(frozen=True, slots=True)
class Act:
    """Taps, or a transfer."""

    key: str
    number: int
    """In the journal of its station."""
    operator: str
    zone: str
    to_zone: str
    """Of a transfer; else empty."""
    taps: tuple[tuple[int, int], ...]
    """Milliseconds UTC since 1970, and how many came, or below zero went; of a transfer one, with
    how many were moved."""
    undone: frozenset[int] = frozenset()
    """The places of the taps that were taken back."""

    def standing(self) -> Iterator[tuple[int, int, int]]:
        """The taps that were not taken back: place, instant, change."""
        for place, (at_ms, people) in enumerate(self.taps):
            if place not in self.undone:
                yield place, at_ms, people

    def legs(self) -> Iterator[tuple[str, int, int]]:
        """What it makes of each zone's count: zone, instant, change."""
        for _place, at_ms, people in self.standing():
            yield self.zone, at_ms, -people if self.to_zone else people
            if self.to_zone:
                yield self.to_zone, at_ms, people


def line(entry: Entry, fact: TapsCounted | PeopleMoved | CountUndone) -> str:
    """An act as it is kept; ends with the line."""
    said = [fact.key, entry.number, entry.operator]
    if isinstance(fact, CountUndone):
        return _written([*said, fact.batch, fact.taps])
    placed = [*said, fact.zone]
    if isinstance(fact, PeopleMoved):
        return _written([*placed, fact.to_zone, fact.at_ms % MINUTE_MS, [(0, fact.people)]])
    return _written([*placed, "", fact.at_ms % MINUTE_MS, fact.taps])


def legs(fact: TapsCounted | PeopleMoved) -> Iterator[tuple[str, int, int]]:
    """What a fact makes of each zone's count: zone, instant, change."""
    if isinstance(fact, PeopleMoved):
        yield fact.zone, fact.at_ms, -fact.people
        yield fact.to_zone, fact.at_ms, fact.people
    else:
        for after_ms, people in fact.taps:
            yield fact.zone, fact.at_ms + after_ms, people


def holds(lines: str, key: str) -> bool:
    """Whether an act with that key is among them."""
    # No key can look like the beginning of a line: JSON has no line break within a string.
    begun = f"[{json.dumps(key)},"
    return lines.startswith(begun) or f"\n{begun}" in lines


def read(lines: str, minute: int) -> list[Act]:
    """The acts of a minute since 1970, in the order in which they were done."""
    acts: dict[str, Act] = {}
    # As one array, which takes a fourth of the time of a line at a time.
    for each in json.loads(f"[{lines.rstrip().replace(_END, ',')}]"):
        if len(each) == _TAKES_BACK:
            _take_back(acts, each[3], each[4])
            continue
        key, number, operator, zone, to_zone, within_ms, taps = each
        began = minute * MINUTE_MS + within_ms
        timed = tuple((began + after_ms, people) for after_ms, people in taps)
        acts[key] = Act(key, number, operator, zone, to_zone, timed)
    return list(acts.values())


def _take_back(acts: dict[str, Act], key: str, places: list[int]) -> None:
    act = acts.get(key)
    if act is not None:
        gone = act.undone.union(places or range(len(act.taps)))
        acts[key] = replace(act, undone=gone)


def _written(parts: list[object]) -> str:
    return json.dumps(parts, separators=(",", ":")) + "\n"
