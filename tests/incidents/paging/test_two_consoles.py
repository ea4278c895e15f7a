"""Two consoles of one event: in touch, in a partition, and after it."""

from __future__ import annotations

import pytest

from onsite.incidents import service
from onsite.incidents.paging import looking
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.rules import Member
from onsite.sync.touch import ALONE_MS, FRESH_MS
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import meet
from tests.incidents.paging.conftest import Paging


class Two:
    """Two stations, the first of which is the first of the consoles, too."""

    def __init__(self, one: Paging, other: Paging) -> None:
        self.both = sorted((one, other), key=lambda each: each.site.journal.station)
        self.first, self.second = self.both
        self.linked = True
        for each, peer in zip(self.both, reversed(self.both), strict=True):
            each.links = lambda each=each, peer=peer: self._link(each, peer)
            each.agent = each.new_agent()
            each.round()
        self.wait(ALONE_MS if not self.linked else FRESH_MS)

    def _link(self, each: Paging, peer: Paging):
        if not self.linked:
            return Phase.SEARCHING, LinkState()
        heard = Peer(
            station=peer.site.journal.station,
            instance="x",
            heard_ms=each.by().moment.at_ms,
        )
        return Phase.LIVE, LinkState(peers=(heard,))

    def wait(self, ms: int) -> None:
        """Let time pass in steps of a second, in which nobody does anything."""
        for _second in range(ms // 1000):
            for each in self.both:
                each.clock.advance(seconds=1)

    def meet(self) -> None:
        meet(self.first.site, self.second.site)

    def run(self, seconds: int) -> None:
        """Both look once a second, and hear each other where they are in touch."""
        for _second in range(seconds):
            for each in self.both:
                each.clock.advance(seconds=1)
                each.round()
                if self.linked:
                    self.meet()

    def told(self) -> list[int]:
        return [len(each.told) for each in self.both]


@pytest.fixture
def two(paging, tmp_path, monkeypatch):
    clock = ManualClock(paging.clock.now())
    site = open_site(tmp_path / "other", operator="Bo", clock=clock)
    meet(paging.site, site)
    stations = [paging.site.journal.station, site.journal.station]
    members = {each: Member(each, frozenset({"control"})) for each in stations}
    monkeypatch.setattr(looking, "members", lambda _rows: members)
    yield Two(paging, Paging(site, clock, "Bo"))
    site.close()


def reported(two, at: Paging) -> str:
    fall = at.report("fall", types=("medical",)).incident
    if two.linked:
        two.meet()
    return fall


def test_in_touch_each_is_told_once_by_the_first(two):
    reported(two, two.second)
    two.run(150)
    assert two.told() == [3, 0]


def test_who_was_idle_for_long_has_not_slept(two):
    two.run(20)
    reported(two, two.first)
    two.run(1)
    assert two.told() == [2, 0]


def test_where_the_first_does_nothing_the_next_one_does(two):
    reported(two, two.second)
    for _second in range(10):
        two.second.clock.advance(seconds=1)
        two.second.round()
    assert two.told() == [0, 2]


def test_in_a_partition_each_tells_and_afterwards_both_are_there(two):
    fall = reported(two, two.first)
    two.run(1)
    two.linked = False
    two.run(130)
    # The second step came from both.
    assert two.told() == [3, 1]
    two.linked = True
    two.meet()
    two.run(20)
    assert two.told() == [3, 1]
    for each in two.both:
        (seen,) = each.looked().look.seen
        assert [(told.turn.step, len(told.fired)) for told in seen.chain.told] == [(0, 1), (1, 2)]
    two.second.do(service.acknowledge, fall, "kim")
    two.meet()
    two.run(60)
    assert two.told() == [3, 1]
