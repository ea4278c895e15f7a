"""What works behind the screens: what waits ends, what goes wrong again is told once."""

from __future__ import annotations

import asyncio

from onsite.behind import Mistakes, woken_or_after
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
