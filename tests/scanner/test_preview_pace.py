"""How often the preview may be drawn while the computer has time, has none, and has time again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.preview_pace import RATES, TICK_S, PreviewPace, over_ssh


class Ticks:
    """Asks at every tick, with the lateness that it is given."""

    def __init__(self) -> None:
        self.pace = PreviewPace()
        self.now = 100.0

    def drawn(self, seconds: float, late: float = 0.0) -> int:
        """How many pictures were due in that time."""
        many, until = 0, self.now + seconds
        while self.now < until:
            self.now += TICK_S + late
            many += self.pace.due(self.now)
        return many


def test_ten_a_second_while_there_is_time():
    assert Ticks().drawn(10) in (100, 101)


def test_fewer_and_then_none_while_there_is_none():
    ticks = Ticks()
    rates = []
    for _second in range(6):
        ticks.drawn(1.5, late=0.06)
        rates.append(ticks.pace.rate)

    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == 0
    assert ticks.drawn(5, late=0.06) == 0


def test_all_of_them_again_once_there_is_time():
    ticks = Ticks()
    ticks.drawn(10, late=0.06)
    ticks.drawn(15)

    assert ticks.pace.rate == RATES[0]


def test_what_proved_too_much_is_tried_less_and_less():
    ticks = Ticks()
    tried = []
    ticks.drawn(3, late=0.06)
    for _second in range(600):
        # Whatever is drawn more often than five times a second is too much for this computer.
        before = ticks.pace.rate
        ticks.drawn(1, late=0.06 if before > 5 else 0)
        tried.append(before <= 5 < ticks.pace.rate)

    assert sum(tried[:100]) > 2 * sum(tried[-100:]) > 0


def test_a_moment_of_work_costs_nothing():
    ticks = Ticks()
    ticks.drawn(5)
    ticks.drawn(0.15, late=0.1)

    assert ticks.pace.rate == RATES[0]


def test_a_computer_that_slept_or_a_preview_that_was_hidden_was_not_busy():
    ticks = Ticks()
    ticks.drawn(5)
    ticks.pace.pause()
    ticks.now += 3600

    assert ticks.drawn(5) >= 49


@given(st.lists(st.floats(0, 5), max_size=200))
def test_never_more_than_ten_a_second(waits):
    pace, now, due = PreviewPace(), 0.0, []
    for wait in waits:
        now += wait
        if pace.due(now):
            due.append(now)

    assert all(later - earlier > 0.07 for earlier, later in pairwise(due))
    assert pace.rate in RATES


@pytest.mark.parametrize(
    ("environ", "there"),
    [
        ({}, False),
        ({"SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}, True),
        ({"SSH_TTY": "/dev/pts/3"}, True),
        ({"SSH_CONNECTION": "", "SSH_AUTH_SOCK": "/run/agent"}, False),
    ],
)
def test_where_ssh_is(environ, there):
    assert over_ssh(environ) is there
