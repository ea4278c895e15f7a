from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from onsite.demo.days import Days, days_from, local_zone
from onsite.plan.reading import read

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("now", "zone", "first"),
    [
        ("2026-11-24T08:30:00Z", "Europe/Berlin", TUESDAY),
        ("2026-11-24T23:30:00Z", "Europe/Berlin", TUESDAY),
        ("2026-11-25T02:59:59Z", "Europe/Berlin", TUESDAY),
        ("2026-11-25T03:00:00Z", "Europe/Berlin", WEDNESDAY),
        ("2026-11-24T23:30:00Z", "Asia/Tokyo", WEDNESDAY),
        ("2026-11-25T10:00:00Z", "Pacific/Honolulu", TUESDAY),
    ],
    ids=["morning", "late", "after midnight", "at four", "east", "west"],
)
def test_the_demo_is_always_on_its_first_day(now, zone, first):
    instant = datetime.fromisoformat(now)

    days = days_from(instant, zone)

    assert (days.first, (days.second - days.first).days, days.zone) == (first, 1, zone)
    assert read(days.plan()).day_of(instant) == first


def test_the_plan_is_valid_and_is_about_these_days():
    plan = read(Days(TUESDAY, WEDNESDAY, "Asia/Taipei").plan())

    assert plan.event.days == (TUESDAY, WEDNESDAY)
    assert plan.event.zone == "Asia/Taipei"
    assert plan.categories["day-two"].days == (WEDNESDAY,)
    assert (len(plan.zones), len(plan.stages)) == (5, 2)
    assert {each.kind for each in plan.checkpoints.values()} == {"door", "workshop", "gift", "gala"}


def test_a_day_begins_at_four():
    begins = Days(TUESDAY, WEDNESDAY, "Europe/Berlin").begins

    assert begins.astimezone(UTC) == datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("variable", "link", "zone"),
    [
        ("Asia/Seoul", "/usr/share/zoneinfo/Europe/Rome", "Asia/Seoul"),
        (":Asia/Seoul", "", "Asia/Seoul"),
        ("", "/usr/share/zoneinfo/Europe/Rome", "Europe/Rome"),
        ("", "/var/db/timezone/zoneinfo/Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
        ("No/Where", "/usr/share/zoneinfo/Europe/Rome", "Europe/Rome"),
        ("CET-1CEST", "/somewhere/else", "UTC"),
        ("../../etc/passwd", "/usr/share/zoneinfo/", "UTC"),
    ],
)
def test_the_zone_is_the_computers_own(tmp_path, monkeypatch, variable, link, zone):
    monkeypatch.setenv("TZ", variable)
    place = tmp_path / "localtime"
    if link:
        place.symlink_to(link)

    found = local_zone(place)

    assert found == zone
    assert ZoneInfo(found).key == zone
