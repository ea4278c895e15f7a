from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest

from onsite.scanner.camera.second import EVERY_S, MOST_OF_A_CORE, SecondLook, Share
from onsite.scanner.capture import Frame
from onsite.scanner.decoding import Code, Reading

EMPTY = np.full((72, 128), 90, np.uint8)
CODE = Reading((Code("A", ()),))


def other(number: int):
    picture = EMPTY.copy()
    picture[:, : 16 * (number + 1)] = 180
    return picture


class Second:
    """A second look at frames, each of which is waited for."""

    def __init__(self, said: Reading = CODE, share: Share | None = None) -> None:
        self.found: list[tuple[float, Reading]] = []
        self.read = 0
        self.fails: Exception | None = None
        self._said = said
        self.look = SecondLook(self._read, self._take, share)
        self.look.start()

    def offer(self, at: float, picture=EMPTY, unread_for: float = 9, *, located=False) -> None:
        self.look.offer(Frame(at, picture), unread_for, located=located)
        assert self.look._idle.wait(20)

    def _read(self, picture) -> Reading:
        self.read += 1
        if self.fails is not None:
            raise self.fails
        return self._said

    def _take(self, frame: Frame, reading: Reading) -> None:
        self.found.append((frame.at, reading))


@pytest.fixture
def second():
    made = Second()
    yield made
    made.look.stop()
    made.look.join(20)


def test_a_frame_is_looked_at_once_nothing_was_read_for_half_a_second(second):
    second.offer(1.0, unread_for=0.4)
    second.offer(1.1, unread_for=0.5)

    assert second.found == [(1.1, CODE)]


def test_it_looks_no_more_often_than_it_may(second):
    for number in range(30):
        second.offer(number / 15, other(number % 8))

    times = [at for at, _reading in second.found]
    assert len(times) == second.read == 5
    assert all(later - at >= EVERY_S for at, later in itertools.pairwise(times))


def test_where_nothing_moves_it_says_again_what_it_said_without_looking(second):
    for number in range(10):
        second.offer(float(number))

    assert [reading for _at, reading in second.found] == [CODE] * 10
    assert second.read == 1


def test_where_a_code_is_known_to_be_it_looks_though_nothing_moves(second):
    for number in range(10):
        second.offer(float(number), located=True)

    assert second.read == 10


def test_light_that_changes_moves_nothing(second):
    second.offer(1.0, EMPTY)
    second.offer(2.0, EMPTY + 20)

    assert second.read == 1


def test_a_failure_is_told_once_and_nothing_old_is_said_after_it(second):
    second.offer(1.0)
    second.fails = ValueError("an odd frame")
    second.offer(2.0, other(1))
    second.fails = None

    with pytest.raises(ValueError, match="an odd frame"):
        second.offer(3.0, other(1))
    second.offer(4.0, other(1))

    assert second.found == [(1.0, CODE), (4.0, CODE)]
    assert second.read == 3


class Clocks:
    """A computer's time, and what a process has used of it."""

    def __init__(self) -> None:
        self.now = self.used = 0.0

    def go(self, seconds: float, share: float) -> None:
        self.now += seconds
        self.used += seconds * share

    def share(self) -> Share:
        return Share(lambda: self.used, lambda: self.now)


def test_a_busy_process_does_not_look():
    clocks = Clocks()
    second = Second(share=clocks.share())
    for number, share in enumerate((0.9, 0.9, 0.9, 0.2, 0.2, 0.2)):
        clocks.go(1.0, share)
        second.offer(float(number), other(number))
    second.look.stop()

    assert [at for at, _reading in second.found] == [4, 5]


def test_the_share_is_that_of_the_last_seconds():
    clocks = Clocks()
    share = clocks.share()
    said = []
    for used in (1.0, 1.0, 0.0, 0.0, 0.0):
        clocks.go(1.0, used)
        said.append(share.lately())

    assert said == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert MOST_OF_A_CORE < 0.45


def test_what_kept_it_from_looking_is_raised_with_the_next_frame():
    def broken(picture):
        raise ValueError(picture.shape)

    look = SecondLook(broken, lambda _frame, _reading: None)
    look.start()
    look.offer(Frame(1.0, EMPTY), 9, located=False)
    assert look._idle.wait(20)

    with pytest.raises(ValueError, match="72, 128"):
        look.offer(Frame(2.0, EMPTY), 9, located=False)
    look.stop()


def test_the_last_frame_is_looked_at_where_nothing_was_read(second):
    second.look.last(Frame(5.0, EMPTY), unread_for=0.2)
    second.look.last(Frame(5.1, EMPTY), unread_for=0.6)
    second.look.last(Frame(5.1, EMPTY), unread_for=0.6)

    assert second.found == [(5.1, CODE)]


def test_it_does_not_wait_for_a_look_that_is_under_way():
    begun, go_on = threading.Event(), threading.Event()

    def slow(picture):
        begun.set()
        go_on.wait(20)
        return CODE

    found = []
    look = SecondLook(slow, lambda frame, _reading: found.append(frame.at))
    look.start()
    look.offer(Frame(1.0, EMPTY), 9, located=False)
    assert begun.wait(20)
    look.offer(Frame(2.0, EMPTY), 9, located=False)
    go_on.set()
    look.stop()
    look.join(20)

    assert found == [1.0]
