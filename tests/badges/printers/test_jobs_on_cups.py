"""Badges from being asked for to the paper, and on the days when there is none."""

from __future__ import annotations

import asyncio
import time

import pytest

from onsite.badges.jobs.refusals import found
from onsite.badges.printing.waiting import settled
from onsite.badges.rules import State
from onsite.badges.service import ask_test
from onsite.clock import SystemClock
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from tests.checkin.conftest import PLAN


@pytest.fixture
def printing(shop, tmp_path):
    """Asks for a page at a queue, and answers its job after so many seconds, or once it is done.

    Or once it is as is `enough`.
    """
    site = open_site(tmp_path / "data", operator="Maria", clock=SystemClock())

    async def printed(seconds, queue="badges", enough=None):
        address = shop.server.address(queue)
        text = f'{PLAN}\n[printers.left]\nname = "Left"\naddress = "{address}"\n'
        site.write_now(publish, text, "Maria")
        job = site.write_now(ask_test, site.read_now(current), "left", "Maria")
        if enough is None:
            return await settled(site, job, seconds)
        waiting = asyncio.create_task(settled(site, job, seconds))
        while not enough(await site.read(found, job)) and not waiting.done():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return await site.read(found, job)

    yield printed
    site.close()


async def test_a_badge_is_printed_once(shop, printing):
    before = len(shop.printer.printed())

    job = await printing(20)

    assert (job.state, job.last.number != "") == (State.DONE, True)
    assert len(shop.printer.printed()) == before + 1


async def test_a_badge_waits_for_paper_and_says_so(shop, printing):
    before = len(shop.printer.printed())
    shop.printer.mode("empty")

    job = await printing(20, enough=lambda job: job.last is not None and job.last.held)

    assert (job.state, job.last.held) == (State.ACCEPTED, "out_of_paper")
    assert len(shop.printer.printed()) == before


async def test_after_a_jam_nothing_is_printed_again_by_itself(shop, printing):
    before = len(shop.printer.printed())
    shop.printer.mode("jam")

    job = await printing(20)

    assert (job.state, job.printed) == (State.FAILED, "maybe")
    assert len(shop.printer.printed()) == before


async def test_a_print_server_that_dies_with_a_badge_never_prints_two(shop, printing, monkeypatch):
    # So long a printer that has forgotten a badge is given to remember it: more than it needs.
    monkeypatch.setattr("onsite.badges.printing.lane._MUTE_MS", 500)
    before = len(shop.printer.printed())
    shop.printer.mode("empty")
    spool = shop.server.folder / "spool"
    known = set(spool.glob("d*"))
    waiting = asyncio.create_task(printing(25))
    end = time.monotonic() + 10
    while set(spool.glob("d*")) <= known and time.monotonic() < end:  # noqa: ASYNC110 - CUPS's own
        await asyncio.sleep(0.02)
    assert not set(spool.glob("d*")) <= known
    shop.server.kill()
    shop.printer.mode("ok")
    shop.server.start()

    job = await waiting

    # It has forgotten the job, or goes on with it: the badge is out once, or a person looks.
    assert (job.state, job.printed) in ((State.DONE, "yes"), (State.FAILED, "maybe"))
    assert len(shop.printer.printed()) - before <= 1


async def test_a_wrong_queue_gets_nothing_and_the_badge_waits(shop, printing):
    job = await printing(0.4, "badgse")

    assert job.printed == "no"
    assert job.state in (State.ASKED, State.RENDERED, State.FAILED)
