"""The sums by the hour, which the store itself keeps: always those of the minutes they are of."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from onsite.journal.folding import refold_everything
from onsite.zones.counting import service

HOUR_MS = 3_600_000
BY_THE_HOUR = text(
    'SELECT zone, hour, counter, came, "left" FROM zone_hour'
    ' WHERE came <> 0 OR "left" <> 0 ORDER BY 1, 2, 3'
)
BY_THE_MINUTE = text(
    'SELECT zone, minute / 60, counter, sum(came), sum("left") FROM zone_flow'
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
)


def agree(post) -> list[tuple]:
    by_hour = [tuple(row) for row in post.rows.execute(BY_THE_HOUR)]
    assert by_hour == [tuple(row) for row in post.rows.execute(BY_THE_MINUTE)]
    return by_hour


@pytest.fixture
def busy(posts):
    """Two stations that have counted for three hours and have not met yet."""
    both = posts(2)
    for hour in range(3):
        for each in both:
            each.tap("h1", (0, 3), (200, -1))
            each.tap("h2", (0, 10 + hour))
            each.do(service.move, each.name, "h1", "h2", 1)
            each.clock.ms += HOUR_MS
    return both


def test_what_is_counted_is_summed_by_the_hour(busy):
    found = agree(busy[0])
    assert len({hour for _zone, hour, *_rest in found}) == 3
    assert sum(came - left for _zone, _hour, _who, came, left in found) == 3 * 2 + 10 + 11 + 12


def test_what_is_taken_back_leaves_the_sums(busy):
    post = busy[0]
    before = agree(post)
    post.do(service.undo_last, post.name, 2)
    assert agree(post) != before


def test_what_comes_late_and_what_is_folded_again_is_summed_once(busy):
    here, there = busy
    told = there.station.entries(there.station)
    here.station.receive(*told[::-1])
    here.station.receive(*told)
    merged = agree(here)
    assert {who for _zone, _hour, who, *_rest in merged} == {here.name, there.name}
    refold_everything(here.rows)
    assert agree(here) == merged
