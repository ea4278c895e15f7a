from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

import numpy as np
import pytest

from onsite.scanner.capture import CameraTrouble, Newest, Trouble, filming
from onsite.scanner.capture.filming import MOST_STUCK

PATIENCE_S = 20.0
END = object()


hands: list[Hand] = []


@pytest.fixture(autouse=True)
def no_thread_stays():
    yield
    for hand in hands:
        hand.may_open.set()
        for _thread in range(5):
            hand.given.put(END)
    hands.clear()
    assert threads() == 0


@dataclass(eq=False)
class Hand:
    """A source that gives what the test puts into it, and counts what is done to it."""

    name: str = "hand"
    live: bool = True
    given: Queue[Any] = field(default_factory=Queue)
    opened: int = 0
    read: int = 0
    closed: int = 0
    may_open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        self.may_open.set()
        hands.append(self)

    def open(self):
        self.opened += 1
        assert self.may_open.wait(PATIENCE_S)
        return HandStream(self)


class HandStream:
    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._now: Any = None

    def grab(self):
        self._now = self._hand.given.get(timeout=PATIENCE_S)
        if isinstance(self._now, Exception):
            raise self._now
        return None if self._now is END else float(self._now)

    def picture(self):
        self._hand.read += 1
        return np.full((4, 4), self._now, np.uint8)

    def close(self):
        self._hand.closed += 1


class Clock:
    """Seconds that go on when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def watched(source, **options):
    newest = Newest(source, **options)
    newest.start()
    try:
        yield newest
    finally:
        newest.close()


def until(true):
    give_up = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.001)


def next_of(newest: Newest, hand: Hand, at: int):
    """What `latest` answers for a frame that is given while it waits."""
    timer = threading.Timer(0.02, hand.given.put, (at,))
    timer.start()
    return newest.latest(PATIENCE_S)


def test_it_gives_the_frame_that_comes_and_none_where_none_comes():
    hand = Hand()
    with watched(hand, hangs_after=PATIENCE_S) as newest:
        frame = next_of(newest, hand, 7)
        assert (frame.at, frame.picture.tolist()) == (7.0, [[7] * 4] * 4)
        assert newest.latest(0.01) is None


def test_frames_that_nobody_waits_for_are_dropped_unread():
    hand = Hand()
    with watched(hand, hangs_after=PATIENCE_S) as newest:
        for at in range(5):
            hand.given.put(at)
        until(lambda: newest.grabbed == 5)

        assert next_of(newest, hand, 9).at == 9.0
        assert (newest.grabbed, newest.dropped, hand.read) == (6, 5, 1)


def test_the_end_is_told():
    hand = Hand()
    hand.given.put(END)
    with watched(hand) as newest, pytest.raises(CameraTrouble) as told:
        newest.latest(PATIENCE_S)
    assert told.value.kind is Trouble.ENDED
    until(lambda: hand.closed == 1)


def test_what_befell_it_is_told_in_its_own_words_and_bugs_as_they_are():
    for failure in (CameraTrouble(Trouble.BUSY, "In use.", "Close it."), ZeroDivisionError()):
        hand = Hand()
        hand.given.put(failure)
        with watched(hand) as newest, pytest.raises(type(failure)) as told:
            newest.latest(PATIENCE_S)
        assert told.value is failure


def test_a_source_that_goes_silent_hangs():
    hand, clock = Hand(), Clock()
    with watched(hand, hangs_after=2.5, now=clock) as newest:
        hand.given.put(1)
        until(lambda: newest.grabbed == 1)
        clock.seconds += 2.4
        assert newest.latest(0) is None
        clock.seconds += 0.2
        with pytest.raises(CameraTrouble) as told:
            newest.latest(0)
        assert told.value.kind is Trouble.HANGING


def test_one_that_is_slow_to_open_is_taken_up_by_the_next_try():
    hand, clock = Hand(), Clock()
    hand.may_open.clear()
    for _try in range(3):
        with watched(hand, now=clock) as newest:
            clock.seconds += 3
            with pytest.raises(CameraTrouble, match="gives no picture"):
                newest.latest(0)
    hand.may_open.set()
    with watched(hand, now=clock) as newest:
        assert next_of(newest, hand, 3).at == 3.0
    assert hand.opened == 1


def test_one_that_was_slow_is_let_go_where_nobody_tries_again(monkeypatch):
    monkeypatch.setattr(filming, "LINGERS_S", 0.01)
    hand, clock = Hand(), Clock()
    hand.may_open.clear()
    with watched(hand, now=clock) as newest:
        clock.seconds += 3
        with pytest.raises(CameraTrouble):
            newest.latest(0)
    hand.may_open.set()
    until(lambda: hand.closed == 1)


def test_one_that_is_left_while_it_opens_is_closed_at_once():
    hand = Hand()
    hand.may_open.clear()
    with watched(hand):
        until(lambda: hand.opened == 1)
    hand.may_open.set()
    until(lambda: hand.closed == 1)


def threads() -> int:
    """Threads that watch something, once those that are ending have ended."""
    give_up = time.monotonic() + 2
    while time.monotonic() < give_up:
        alive = [each for each in threading.enumerate() if each.name == "onsite-capture"]
        if not alive:
            return 0
        time.sleep(0.001)
    return len(alive)


@dataclass(eq=False)
class Stuck(Hand):
    """Gives one frame each time it is opened, and hangs at the next."""

    freed: threading.Event = field(default_factory=threading.Event)

    def open(self):
        self.opened += 1
        return StuckStream(self)


class StuckStream(HandStream):
    _now = 0

    def grab(self):
        if self._now:
            assert self._hand.freed.wait(PATIENCE_S)
            return None
        self._now = 1
        return 1.0


def test_hours_of_retries_on_a_source_that_hangs_leave_few_threads(monkeypatch):
    monkeypatch.setattr(filming, "LETS_GO_WITHIN_S", 0.0)
    stuck, clock = Stuck(), Clock()
    for number in range(500):
        with watched(stuck, now=clock) as newest:
            until(lambda: newest.grabbed == 1 or number >= MOST_STUCK)  # noqa: B023
            clock.seconds += 3
            with pytest.raises(CameraTrouble) as told:
                newest.latest(0)
            assert told.value.kind is Trouble.HANGING
    assert stuck.opened == MOST_STUCK

    stuck.freed.set()
    assert threads() == 0
    with watched(stuck) as newest:
        until(lambda: newest.grabbed == 1)
    assert stuck.opened == MOST_STUCK + 1
