"""A hall and the floor before its stage, on a morning on which they were counted."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from onsite.zones.acting import by
from onsite.zones.counting import service
from onsite.zones.exporting.gathering import gather
from onsite.zones.shell.times import span_of
from tests.conftest import ManualClock
from tests.zones.conftest import hear
from tests.zones.conftest import heard as everything

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Main hall"
capacity = 200
capacity_source = "Permit 12/2026"

[zones.foyer]
name = "=Foyer"

[zones.front]
name = "Front of stage"
within = "hall"
area_m2 = 40
use = "standing"
"""


class Morning:
    """What two people count, on a clock that the test moves. It begins at 9:30 in Berlin."""

    def __init__(self, site, clock, plan: str = PLAN) -> None:
        self.site, self.clock = site, clock
        site.write_now(publish, plan, "Maria")
        self.plan = site.read_now(current)

    def act(self, service, *arguments, who="maria", **options):
        return self.site.write_now(service, self.plan, by(self.clock, who), *arguments, **options)

    def count(self, zone: str, people: int) -> None:
        self.act(service.count, "c1", zone, [(to_ms(self.clock.now()), people)])

    def given(self, *zones: str, since: str = "", until: str = ""):
        now = self.clock.now()
        span = span_of(self.plan, now, "", since, until)
        return self.site.read_now(gather, self.plan, zones, span, now)


@pytest.fixture
def morning(site, clock) -> Morning:
    return Morning(site, clock)


@pytest.fixture
def counted(morning) -> Morning:
    """The hall: 120 come, 30 leave, 95 are counted, 100 come; the front: a deficit."""
    morning.count("hall", 120)
    morning.clock.advance(minutes=10, seconds=5)
    morning.count("hall", -30)
    morning.clock.advance(minutes=20)
    morning.act(service.recount, "hall", 95, rows_counted=(("1", 45), ("2", 50)))
    morning.clock.advance(minutes=15)
    morning.count("hall", 100)
    morning.count("front", -3)
    morning.clock.advance(hours=1)
    return morning


@pytest.fixture
def later(tmp_path):
    """Another laptop, which was away: what it counted at 9:35 is heard only now."""
    opened = []

    def heard(morning: Morning, zone: str, people: int) -> None:
        clock = ManualClock()
        clock.advance(minutes=5)
        away = open_site(tmp_path / "away", operator="Bo", clock=clock)
        opened.append(away)
        taps = [(to_ms(clock.now()), people)]
        away.write_now(service.count, morning.plan, by(clock, "bo"), "c9", zone, taps)
        hear(morning.site, everything(away))

    yield heard
    for away in opened:
        away.close()
