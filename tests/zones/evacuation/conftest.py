"""A zone with a part of it, and evacuations of them."""

from __future__ import annotations

import pytest

from onsite.zones.evacuation import service
from onsite.zones.evacuation.reading import begun
from onsite.zones.surveying import survey


class Marshal:
    """Somebody who empties zones at one station."""

    def __init__(self, counter) -> None:
        self.counter = counter

    def begin(self, zone: str, why: str = "", by=None, **more):
        return self.counter.do(service.begin, zone, why, by=by, **more)

    def end(self, zone: str, note: str = "", by=None):
        return self.counter.do(service.end, zone, note, by=by)

    def going(self):
        """By zone, its evacuation as the survey has it."""
        counter = self.counter
        found = counter.site.read_now(survey, counter.plan, counter.clock.now())
        return {each.id: each.evacuation for each in found.zones if each.evacuation is not None}

    def begun(self):
        return self.counter.site.read_now(begun)

    def zone(self, zone: str):
        counter = self.counter
        return counter.site.read_now(survey, counter.plan, counter.clock.now()).zone(zone)


@pytest.fixture
def marshal(counter) -> Marshal:
    return Marshal(counter)


@pytest.fixture
def far_marshal(far) -> Marshal:
    return Marshal(far)
