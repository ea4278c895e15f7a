"""How often a station looks for something to do, and what ends one job and not the others."""

from __future__ import annotations

import asyncio

import pytest

from onsite.badges import service
from onsite.badges.printing.agent import ASK_S, BUSY_S, IDLE_S, Agent
from onsite.badges.rules import State
from onsite.badges.service import Asked
from onsite.behind import woken_or_after
from onsite.plan.service import publish
from tests.badges.printing.conftest import PLAN
from tests.badges.printing.lying import Plain

NETWORK = PLAN.replace("folder:left", "ipp://left/ipp").replace("folder:right", "zpl://right")


class Turning:
    """Lets an agent look as often as a test says, and counts why it looked."""

    def __init__(self, looks: int) -> None:
        self.left = looks
        self.pauses: list[float] = []
        self.woken: list[bool] = []
        """Whether each look came before its time."""
        self.over = asyncio.Event()

    async def wait(self, woken: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(0.02)  # what was begun comes to its end
        self.pauses.append(seconds)
        self.woken.append(woken.is_set())
        self.left -= 1
        if not self.left:
            self.over.set()
            await asyncio.Event().wait()


async def looked(bureau, looks, **more) -> tuple[Turning, Agent]:
    turning = Turning(looks)
    draw = more.pop("draw", bureau.draw)
    opened = more.pop("opened", lambda part: bureau.printers[part.name.lower()])
    agent = Agent(bureau.site, draw, opened, wait=turning.wait, **more)
    working = asyncio.create_task(agent.run())
    await asyncio.wait({working, asyncio.create_task(turning.over.wait())}, timeout=20, **FIRST)
    assert not working.done()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return turning, agent


FIRST = {"return_when": asyncio.FIRST_COMPLETED}


def ask(bureau, attendee="ada"):
    return bureau.do(service.ask, bureau.plan, Asked(attendee), "Maria")


async def test_while_a_job_waits_for_printers_that_are_off_nobody_looks_without_end(bureau):
    bureau.left.said["state"] = bureau.right.said["state"] = "offline"
    which = ask(bureau)

    turning, agent = await looked(bureau, 12)

    assert bureau.job(which).state is State.ASKED
    assert agent.kinds == {"left": "offline", "right": "offline"}
    # Once each printer has said that it is off, nothing but time lets anybody look.
    assert turning.woken[3:] == [False] * 9
    assert turning.pauses == [IDLE_S] * 12


async def test_while_a_badge_is_printed_the_printer_is_asked_at_its_pace(bureau):
    ask(bureau)

    turning, _agent = await looked(bureau, 12)

    assert turning.woken[-6:] == [False] * 6
    assert turning.pauses[-6:] == [BUSY_S] * 6


async def test_a_dead_printer_does_not_keep_the_others_from_being_asked(bureau):
    bureau.clock.advance(seconds=1)
    alone = NETWORK.replace('printers = ["left", "right"]', 'printers = ["left"]')
    bureau.do(publish, alone, "Maria")
    bureau.left.said["state"], bureau.right.said["state"] = "offline", "jam"
    ask(bureau)

    _turning, agent = await looked(bureau, 4)

    assert ASK_S > 0
    assert agent.kinds == {"left": "offline", "right": "jam"}


async def test_one_badge_that_cannot_be_made_ends_with_its_reason_and_the_next_is_printed(bureau):
    async def draw(plan, mine, printer):
        if mine.attendee == "ada":
            raise ZeroDivisionError
        return Plain(mine.attendee, mine.generation)

    poison, good = ask(bureau, "ada"), ask(bureau, "bea")

    await looked(bureau, 8, draw=draw)

    failed = bureau.job(poison)
    assert (failed.state, failed.printed, failed.last.why) == (State.FAILED, "no", "drawing")
    assert bureau.job(good).state is State.ACCEPTED


@pytest.mark.parametrize("broken", ["state", "follow", "find", "cancel"])
async def test_a_printers_way_that_breaks_its_promise_stops_no_other(bureau, monkeypatch, broken):
    async def mistake(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(bureau.left, broken, mistake)
    if broken == "find":
        bureau.left.said["submit"] = "broken"
    told = []
    ask(bureau, "ada")
    ask(bureau, "bea")

    await looked(bureau, 10, mistaken=told.append)

    assert bureau.left.asked[1:] + bureau.right.asked
    expected = 0 if broken == "cancel" else 1
    assert [type(each) for each in told] == [ZeroDivisionError] * expected


async def test_a_mistake_while_looking_is_told_once_and_does_not_end_the_printing(
    bureau, monkeypatch
):
    read, tries, told = bureau.site.read, [], []

    async def failing(*given):
        tries.append(given)
        if len(tries) < 3:
            raise ZeroDivisionError
        return await read(*given)

    monkeypatch.setattr(bureau.site, "read", failing)
    which = ask(bureau)

    await looked(bureau, 8, mistaken=told.append)

    assert len(told) == 1
    assert bureau.job(which).state is State.ACCEPTED


@pytest.mark.parametrize("later", range(4))
async def test_an_agent_that_is_ended_while_it_is_woken_ends(later):
    woken = asyncio.Event()
    pause = asyncio.create_task(woken_or_after(woken, 60))
    await asyncio.sleep(0.01)
    woken.set()
    for _turn in range(later):
        await asyncio.sleep(0)
    asked = pause.cancel()  # False where it has ended by itself by then

    await asyncio.wait([pause])
    assert pause.cancelled() == asked
