"""Whose turn it is: one console acts, the next one only where the first does not."""

from __future__ import annotations

from onsite.sync.clock.moments import Moment
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.rules import Member
from onsite.sync.touch import FRESH_MS, GAP_MS, WOKEN_MS
from onsite.sync.turn import TURN_MS, Turn

MEMBERS = {each: Member(each, frozenset({"control"})) for each in ("a", "b")}


class Console:
    """One of two that hear each other."""

    def __init__(self, station: str, other: str) -> None:
        self.other = other
        self.now_ms = 0
        self.turn = Turn(station, self._link)

    def _link(self):
        heard = Peer(station=self.other, instance="x", heard_ms=self.now_ms)
        return Phase.LIVE, LinkState(peers=(heard,))

    def at(self, now_ms: int) -> Moment:
        self.now_ms = now_ms
        return Moment(now_ms)

    def comes(self, now_ms: int) -> bool:
        return self.turn.come(MEMBERS, self.at(now_ms))

    def idles(self, now_ms: int) -> None:
        self.turn.over(MEMBERS, self.at(now_ms))


def first_turn(console: Console, from_ms: int) -> int:
    """How long it takes, looking once a second, until it may act."""
    return next(ms for ms in range(0, 60_000, 1000) if console.comes(from_ms + ms))


def test_who_has_looked_all_along_acts_at_once_and_the_second_later():
    first, second = Console("a", "b"), Console("b", "a")
    for console in (first, second):
        for now_ms in range(0, 60_000, 5_000):
            console.idles(now_ms)
    assert first_turn(first, 60_000) == 0
    assert first_turn(second, 60_000) == TURN_MS


def test_two_that_wake_together_do_not_act_together():
    first, second = Console("a", "b"), Console("b", "a")
    for console in (first, second):
        console.idles(0)
    woken_ms = GAP_MS + 1
    assert first_turn(first, woken_ms) == WOKEN_MS
    assert first_turn(second, woken_ms) == WOKEN_MS + TURN_MS


def test_two_that_begin_together_do_not_act_together():
    assert first_turn(Console("a", "b"), 0) == FRESH_MS
    assert first_turn(Console("b", "a"), 0) == FRESH_MS + TURN_MS
