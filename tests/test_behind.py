"""What works behind the screens: what waits ends, what goes wrong again is told once."""

from __future__ import annotations

import asyncio

import pytest

from onsite.behind import Mistakes, Rounds, woken_or_after
from onsite.errors import OnsiteError


async def test_it_waits_until_it_is_woken_or_so_long():
    woken = asyncio.Event()

    assert not await woken_or_after(woken, 0)

    woken.set()
    assert await woken_or_after(woken, 60)


def test_a_mistake_is_told_once_for_each_kind():
    told = []
    mistakes = Mistakes(told.append)
    first, again, another = KeyError("a"), KeyError("b"), ValueError("c")

    for error in (first, again, another, again):
        mistakes.note(error)

    assert told == [first, another]


def test_what_a_user_can_mend_is_told_by_whoever_meets_it():
    told = []

    Mistakes(told.append).note(OnsiteError("The disk is full."))

    assert told == []


class Counting(Rounds):
    """Counts its rounds; the second one goes wrong."""

    def __init__(self, told, wait) -> None:
        super().__init__(None, lambda: None, told, wait, 7.0)
        self.rounds = 0
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True

    async def _round(self) -> float:
        self.rounds += 1
        if self.rounds == 2:
            raise ValueError("a mistake")
        return 0.5


async def test_a_round_that_goes_wrong_is_told_and_ends_neither_the_next_nor_the_run():
    told, pauses = [], []

    async def wait(_woken, seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise asyncio.CancelledError

    rounds = Counting(told.append, wait)
    with pytest.raises(asyncio.CancelledError):
        await rounds.run()

    assert pauses == [0.5, 7.0, 0.5]
    assert [str(each) for each in told] == ["a mistake"]
    assert rounds.stopped
