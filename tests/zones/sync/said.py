"""How many are in each zone, from every entry that a station has: told anew, without any row."""

from __future__ import annotations

from collections import defaultdict

from onsite.journal.facts import read
from onsite.zones.counting.facts import (
    CountUndone,
    DayClosed,
    PeopleMoved,
    RecountWithdrawn,
    TapsCounted,
    ZoneRecounted,
)
from onsite.zones.counting.rules import Cut, total
from tests.zones.conftest import heard


def totals(site, zones) -> dict[str, int]:
    """By zone, as the pure rule says."""
    facts = [
        (entry, read(entry.kind, entry.version, entry.payload))
        for entry in heard(site)
        if entry.kind.startswith("zone.")
    ]
    taps = defaultdict(dict)
    for _entry, fact in facts:
        if isinstance(fact, TapsCounted):
            for place, (after_ms, people) in enumerate(fact.taps):
                whose = (fact.counter, fact.key)
                taps[whose][place] = [(fact.zone, fact.at_ms + after_ms, people)]
        elif isinstance(fact, PeopleMoved):
            legs = [(fact.zone, fact.at_ms, -fact.people), (fact.to_zone, fact.at_ms, fact.people)]
            taps[fact.counter, fact.key][0] = legs
    for _entry, fact in facts:
        if isinstance(fact, CountUndone):
            batch = taps[fact.counter, fact.batch]
            for place in fact.taps or list(batch):
                batch.pop(place, None)
    legs = [leg for batch in taps.values() for tap in batch.values() for leg in tap]
    gone = {fact.recount for _entry, fact in facts if isinstance(fact, RecountWithdrawn)}
    found = {}
    for zone in zones:
        cuts = [
            Cut(fact.cut_ms, entry.time, entry.station, fact.key, _people(fact))
            for entry, fact in facts
            if isinstance(fact, ZoneRecounted | DayClosed)
            and fact.zone == zone
            and fact.key not in gone
        ]
        found[zone] = total(
            cuts, [(at_ms, people) for where, at_ms, people in legs if where == zone]
        )
    return found


def _people(fact: ZoneRecounted | DayClosed) -> int:
    return fact.people if isinstance(fact, ZoneRecounted) else fact.starts_with
