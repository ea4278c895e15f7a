"""What entries say of zones, worked out from the entries alone: slow, plain, and of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from onsite.journal.folding import fact_of
from onsite.zones.counting.facts import (
    CountUndone,
    DayClosed,
    PeopleMoved,
    RecountWithdrawn,
    TapsCounted,
    ZoneRecounted,
)
from onsite.zones.counting.rules import Cut, total


class Tap(NamedTuple):
    zone: str
    at_ms: int
    people: int
    station: str
    number: int


class Oracle:
    def __init__(self, entries) -> None:
        self._acts: dict[tuple, list[list[Tap]]] = {}
        self._cuts: dict[tuple[str, str], Cut] = {}
        self._numbers: dict[tuple[str, str], tuple[str, int]] = {}
        self._withdrawn: set[tuple[str, str]] = set()
        for entry in sorted(entries, key=lambda each: each.order):
            self._hear(entry, fact_of(entry))

    def _hear(self, entry, fact) -> None:
        if isinstance(fact, TapsCounted | PeopleMoved | CountUndone):
            key = (entry.subject, entry.station, fact.key)
            if key not in self._acts:
                self._acts[key] = self._legs(entry, fact)
        elif isinstance(fact, RecountWithdrawn):
            self._withdrawn.add((fact.zone, fact.recount))
        elif isinstance(fact, ZoneRecounted | DayClosed):
            people = fact.people if isinstance(fact, ZoneRecounted) else fact.starts_with
            cut = Cut(fact.cut_ms, entry.time, entry.station, fact.key, people)
            if self._cuts.setdefault((fact.zone, fact.key), cut) is cut:
                self._numbers[fact.zone, fact.key] = (entry.station, entry.number)

    def _legs(self, entry, fact) -> list[list[Tap]]:
        by = (entry.station, entry.number)
        if isinstance(fact, TapsCounted):
            return [[Tap(fact.zone, fact.at_ms + ms, people, *by)] for ms, people in fact.taps]
        if isinstance(fact, PeopleMoved):
            out = Tap(fact.zone, fact.at_ms, -fact.people, *by)
            return [[out, out._replace(zone=fact.to_zone, people=fact.people)]]
        undone = self._acts.get((entry.subject, entry.station, fact.batch), [])
        # What it takes back may not have been heard of yet.
        for place, legs in enumerate(undone):
            if place in (fact.taps or range(len(undone))):
                legs.clear()
        return []

    def taps(self, zone: str) -> list[Tap]:
        every = (leg for act in self._acts.values() for legs in act for leg in legs)
        return [leg for leg in every if leg.zone == zone]

    def cuts(self, zone: str) -> list[Cut]:
        holding = self._cuts.keys() - self._withdrawn
        return [self._cuts[each] for each in holding if each[0] == zone]

    def written_as(self, zone: str, key: str) -> tuple[str, int]:
        """The station and the number of the entry of a base."""
        return self._numbers[zone, key]

    def total(self, zone: str, until_ms: int | None = None) -> int:
        timed = [(tap.at_ms, tap.people) for tap in self.taps(zone)]
        return total(self.cuts(zone), timed, until_ms)

    def minutes(self, zone: str) -> dict[int, tuple[int, int]]:
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for tap in self.taps(zone):
            found[tap.at_ms // 60_000 * 60_000][tap.people < 0] += abs(tap.people)
        return {minute: tuple(both) for minute, both in sorted(found.items())}
