"""The stations as they are seen from one of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from onsite.clock import from_ms, to_ms
from onsite.journal.facts import LATEST_MS
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.membership import Station
from onsite.sync.stations import words
from onsite.sync.stations.overview import How, Survey, listed
from tests.conftest import START

NOW_MS = to_ms(START)
DESK = Station(
    station="ab" * 32,
    name="Desk 2",
    role="desk",
    roles=("desk",),
    link="U",
    box="",
    through=None,
    revoked_time=None,
    why="",
)


def seen(written_ms, *peers):
    known = Survey(None, None, (DESK,), (), {DESK.station: (7, written_ms)}, {}, None)
    state = LinkState(phase=Phase.LIVE, peers=peers)
    (each,) = listed(known, state, Phase.LIVE, "cd" * 32, START)
    return each


def heard(ms):
    return Peer(station=DESK.station, instance="a", heard_ms=ms)


@pytest.mark.parametrize("written_ms", [0, 86_400_000, NOW_MS + 100_000_000, LATEST_MS])
def test_a_time_that_cannot_be_right_is_not_shown(written_ms):
    each = seen(written_ms)
    if not written_ms:
        assert (each.how, each.heard) == (How.NEVER, None)
        return
    assert (each.how, each.heard) == (How.SILENT, from_ms(written_ms))
    zone = ZoneInfo("Asia/Shanghai")
    assert words.state(each, START, zone) == "not heard since ??:?? (clock wrong)"


def test_when_it_was_heard_itself_counts_before_what_its_clock_says():
    assert seen(LATEST_MS, heard(NOW_MS - 60_000)).heard == from_ms(NOW_MS - 60_000)
    assert seen(NOW_MS - 30_000, heard(NOW_MS - 60_000)).heard == from_ms(NOW_MS - 30_000)
