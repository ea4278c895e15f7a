"""Of two consoles in touch one reports what is late; where it does not, the other one does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from onsite.incidents.equipment import agent as agents
from onsite.incidents.equipment.agent import EquipmentAgent
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.rules import Member
from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.conftest import meet
from tests.incidents.equipment.conftest import Equipment

SHORTLY_BEFORE = datetime(2026, 11, 24, 6, 29, 50, tzinfo=UTC)


class Console(Equipment):
    """A station with its agent, which hears another one."""

    def hears(self, peer: Console) -> None:
        self.peer = peer.site.journal.station
        self.agent = EquipmentAgent(self.site, self._link)

    def _link(self) -> tuple[Phase, LinkState]:
        heard = Peer(station=self.peer, instance="x", heard_ms=self.by().moment.at_ms)
        return Phase.LIVE, LinkState(peers=(heard,))


@pytest.fixture
def consoles(equipment, tmp_path, monkeypatch):
    """The first of the consoles in touch, and the second."""
    site = open_site(tmp_path / "other", operator="Bo", clock=ManualClock())
    meet(equipment.site, site)
    both = [Console(equipment.site, equipment.clock), Console(site, site.clock, "Bo")]
    both.sort(key=lambda each: each.site.journal.station)
    for each, peer in zip(both, reversed(both), strict=True):
        each.hears(peer)
        each.clock.set(SHORTLY_BEFORE)
    members = {
        each.site.journal.station: Member(each.site.journal.station, frozenset({"control"}))
        for each in both
    }
    monkeypatch.setattr(agents, "members", lambda _rows: members)
    yield both
    site.close()


def run(consoles: list[Console], seconds: int, working: list[Console]) -> list[int]:
    """How many incidents each knows after so long."""
    for _second in range(seconds):
        for each in consoles:
            each.clock.advance(seconds=1)
            if each in working:
                asyncio.run(each.agent.round())
        meet(consoles[0].site, consoles[1].site)
    return [len(each.everything()) for each in consoles]


def test_in_touch_only_the_first_one_reports(consoles):
    assert run(consoles, 30, working=consoles) == [1, 1]
    first, second = (each.site.journal.station for each in consoles)
    assert first < second
    assert consoles[1].everything()[0].station == first


def test_where_the_first_does_nothing_the_second_reports_a_little_later(consoles):
    assert run(consoles, 14, working=consoles[1:]) == [0, 0]
    assert run(consoles, 16, working=consoles[1:]) == [1, 1]
    assert consoles[0].everything()[0].station == consoles[1].site.journal.station
