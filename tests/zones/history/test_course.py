"""How a zone filled and emptied, as it is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.zones.history.reading import course
from onsite.zones.history.span import Span
from onsite.zones.presence import sources
from onsite.zones.presence.views import BadgePresence
from tests.zones.board.conftest import MINUTE_MS, PLAN, Venue

NOON = to_ms(datetime(2026, 11, 24, 12, tzinfo=UTC))
BY_BADGES = (
    PLAN.replace('use = "standing"', 'use = "standing"\ncounted_by = "badges"', 1)
    + '[checkpoints.hall]\nname = "Hall door"\nzone = "hall"\n'
)


class Doors:
    """Desks at which somebody passes now and then."""

    def __init__(self, *passed: tuple[int, int, int], people: int) -> None:
        self.passed = passed
        self.people = people

    def in_zones(self, rows, plan, now):
        return {"hall": BadgePresence("hall", self.people, None)}

    def by_gates(self, rows, plan, now):
        return None

    def minutes(self, rows, plan, zone, from_ms, until_ms):
        return tuple(each for each in self.passed if from_ms <= each[0] < until_ms)


class NoDoors(Doors):
    """No desk scans for any zone."""

    def __init__(self) -> None:
        super().__init__(people=0)

    def in_zones(self, rows, plan, now):
        return {}


@pytest.fixture
def desks():
    before = [*sources._DESKS]
    yield sources.register
    sources._DESKS[:] = before


@pytest.fixture
def venue(site, clock) -> Venue:
    site.write_now(publish, PLAN, "ana")
    clock.set(datetime(2026, 11, 24, 11, tzinfo=UTC))
    return Venue(site, clock)


def test_by_hand_it_goes_from_base_to_base_and_ends_now(venue):
    venue.came("hall", 40)
    venue.clock.advance(minutes=10)
    venue.recount("hall", 33)
    venue.came("hall", 7)
    now = venue.clock.now()
    shown = Span(NOON - 90 * MINUTE_MS, NOON)
    found = venue.site.read_now(course, venue.plan, "hall", shown, 40, now)
    assert [base.people for base in found.bases] == [33]
    assert (found.points[0], found.points[-1][1]) == ((shown.from_ms, 0), 40)
    assert found.points[-1][0] <= to_ms(now)
    assert found.highest is not None
    assert found.highest[1] == 40


def test_nothing_is_known_of_what_comes(venue):
    shown = Span(NOON, NOON + 60 * MINUTE_MS)
    now = venue.clock.now()
    found = venue.site.read_now(course, venue.plan, "hall", shown, 40, now)
    assert (found.points, found.bases, found.highest) == ((), (), None)


def test_by_badges_it_goes_back_from_who_is_there_now(site, clock, desks):
    site.write_now(publish, BY_BADGES, "ana")
    at = [NOON - minutes * MINUTE_MS for minutes in (30, 20, 0)]
    desks(Doors((at[0], 10, 0), (at[1], 5, 3), people=14))
    clock.set(datetime(2026, 11, 24, 12, tzinfo=UTC))
    shown = Span(NOON - 60 * MINUTE_MS, NOON + MINUTE_MS)
    found = site.read_now(course, site.read_now(current), "hall", shown, 40, clock.now())
    assert found.points == (
        (shown.from_ms, 2),
        (at[0], 2),
        (at[0] + MINUTE_MS, 12),
        (at[1], 12),
        (at[1] + MINUTE_MS, 14),
        (NOON, 14),
    )


def test_where_no_desk_knows_of_a_zone_there_is_no_course_by_badges(site, clock, desks):
    desks(NoDoors())
    site.write_now(publish, BY_BADGES, "ana")
    shown = Span(to_ms(clock.now()) - MINUTE_MS, to_ms(clock.now()))
    found = site.read_now(course, site.read_now(current), "hall", shown, 40, clock.now())
    assert found.points == ()
