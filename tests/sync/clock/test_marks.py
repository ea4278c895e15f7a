"""Entries of clocks that were off: known by their numbers, told to everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onsite.clock import to_ms
from onsite.journal.journal import entries_of
from onsite.sync.clock import marks as clocks
from onsite.sync.clock.hub_clock import HubClock, Offset, Quality
from onsite.sync.clock.marks import Ahead
from onsite.sync.facts import ClockFound
from onsite.wiring import open_site
from tests.conftest import START, ManualClock
from tests.sync.laptops import pass_on, scanned

HOUR_MS = 3_600_000


def offset(site, offset_ms: float, error_ms: float = 0.5) -> Offset:
    return Offset(offset_ms, error_ms, to_ms(site.clock.now()) * 1_000_000, 0)


def meets(site, offset_ms: float, was_ms: float = 0, error_ms: float = 0.5) -> bool:
    return site.write_now(clocks.note_clock, offset(site, offset_ms, error_ms), was_ms)


def doubted(site, of) -> list[int | None]:
    """What is said against each entry of a station, in the order of their numbers."""
    station = of.journal.station
    known = site.read_now(clocks.doubts)
    return [known.of(station, entry.number) for entry in written(of)]


def written(site) -> list:
    return site.read_now(entries_of, site.journal.station)


def test_entries_of_a_clock_that_was_an_hour_ahead_are_marked_on_every_station(laptops):
    desk = laptops.desk("desk")
    scanned(desk, 2)
    assert meets(desk, -HOUR_MS)
    scanned(desk)
    pass_on(desk, laptops.lead)

    assert doubted(laptops.lead, desk) == [HOUR_MS, HOUR_MS, None, None]
    assert doubted(desk, desk) == [HOUR_MS, HOUR_MS, None, None]
    assert laptops.lead.read_now(clocks.doubtful, desk.journal.station, 1) == HOUR_MS
    assert laptops.lead.read_now(clocks.doubtful, desk.journal.station, 9) is None
    assert doubted(laptops.lead, laptops.lead) == [None] * len(written(laptops.lead))


def test_what_was_found_is_recorded_in_full(laptops):
    desk = laptops.desk("desk")
    scanned(desk, 2)
    meets(desk, -HOUR_MS, was_ms=10_000.4, error_ms=0.2)

    last = written(desk)[-1]
    assert ClockFound.model_validate_json(last.payload) == ClockFound(
        station=desk.journal.station, offset_ms=-HOUR_MS, was_ms=10_000, error_ms=1, after=0
    )
    assert last.operator == ""


def test_entries_that_were_made_while_the_clock_was_right_stay_without_a_mark(laptops):
    desk = laptops.desk("desk")
    meets(desk, 100)
    scanned(desk, 2)
    laptops.clock.advance(minutes=1)
    meets(desk, 100, was_ms=100)
    scanned(desk)
    assert meets(desk, HOUR_MS, was_ms=100)

    assert doubted(desk, desk) == [None, None, -HOUR_MS + 100, None]


def test_two_findings_each_mark_their_own(laptops):
    desk = laptops.desk("desk")
    scanned(desk)
    meets(desk, -HOUR_MS)
    scanned(desk)
    meets(desk, 0, was_ms=-HOUR_MS)

    assert doubted(desk, desk) == [HOUR_MS, None, -HOUR_MS, None]


@pytest.mark.parametrize("difference", [0, 1999, -1999])
def test_a_small_difference_is_not_recorded(laptops, difference):
    desk = laptops.desk("desk")
    scanned(desk)
    assert not meets(desk, 500 + difference, was_ms=500)
    assert len(written(desk)) == 1


def test_a_clock_that_was_off_before_anything_was_recorded_is_nobodys_concern(laptops):
    desk = laptops.desk("desk")
    assert not meets(desk, HOUR_MS)
    assert written(desk) == []


def test_a_revoked_station_keeps_to_itself_what_it_found(laptops):
    desk = laptops.alone("desk")
    scanned(desk)
    laptops.revoke(desk)
    pass_on(laptops.lead, desk)

    assert meets(desk, HOUR_MS)
    assert len(written(desk)) == 1
    assert desk.read_now(clocks.kept_offset) == (HOUR_MS, 0.5)


def test_what_is_kept_is_kept_anew_only_when_it_is_news(laptops):
    desk = laptops.desk("desk")
    meets(desk, 100)
    meets(desk, 140)
    assert desk.read_now(clocks.kept_offset) == (100, 0.5)
    meets(desk, 160)
    assert desk.read_now(clocks.kept_offset) == (160, 0.5)


def test_an_offset_outlives_the_file(tmp_path):
    base = ManualClock(START + timedelta(hours=1))
    ticks = iter(range(0, 10**9, 1000))
    data = tmp_path / "data"

    def opened():
        clock = HubClock(base, data, ticks=lambda: next(ticks), boot="one")
        return open_site(data, operator="Maria", clock=clock)

    site = opened()
    site.write_now(clocks.note_clock, offset(site, -HOUR_MS), 0)
    site.close()

    site = opened()
    assert abs(site.clock.now() - START) < timedelta(milliseconds=1)
    assert site.clock.quality is Quality.UNCERTAIN
    site.close()


def test_a_station_whose_entries_come_from_the_future_is_named(laptops):
    desk, other = laptops.desk("desk"), laptops.desk("other")
    laptops.clock.advance(minutes=2)
    scanned(desk)
    laptops.clock.advance(minutes=-1.5)
    scanned(other)
    laptops.clock.advance(minutes=-0.5)
    pass_on(desk, laptops.lead)
    pass_on(other, laptops.lead)

    assert laptops.lead.read_now(clocks.ahead) == [Ahead(desk.journal.station, 120_000)]
    assert desk.read_now(clocks.ahead) == []


def test_entries_never_become_earlier_when_the_clock_is_put_back(laptops):
    desk = laptops.desk("desk")
    first = scanned(desk)[-1]
    laptops.clock.advance(hours=-1)
    meets(desk, 0, was_ms=HOUR_MS)
    second = scanned(desk)[-1]

    assert second.time == first.time + 2
