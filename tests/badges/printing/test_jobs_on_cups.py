"""Print jobs on a real CUPS: done, jammed, and its server killed after the badge was sent."""

from __future__ import annotations

import asyncio

import pytest

from onsite.badges import service
from tests.badges.printers.cups import PrintShop, needed
from tests.badges.printing.on_cups import OnCups


@pytest.fixture(scope="module")
def shop():
    needed()
    opened = PrintShop()
    try:
        opened.open()
        yield opened
    finally:
        opened.close()


@pytest.fixture
def desk(shop, tmp_path):
    shop.printer.mode("ok")
    opened = OnCups(tmp_path, shop)
    yield opened
    opened.site.close()
    shop.printer.mode("ok")
    shop.server.run("cancel", "-U", "onsite", "-a", "badges")
    shop.server.run("cupsenable", "badges")


async def test_a_badge_comes_out_once_and_the_evidence_names_it(shop, desk):
    before = len(shop.printer.printed())
    async with desk.working() as agent:
        which = await desk.asked("Ada")
        job = await desk.until(which, "done", "failed")

    assert (job.state, job.printed, job.last.why) == ("done", "yes", "")
    assert job.last.number.isdigit()
    assert job.last.address == shop.server.address("badges")
    assert len(shop.printer.printed()) == before + 1
    assert agent.kinds["left"] == "ready"


async def test_after_a_jam_a_person_decides(shop, desk):
    shop.printer.mode("jam")
    before = len(shop.printer.printed())
    async with desk.working():
        which = await desk.asked("Bea")
        job = await desk.until(which, "done", "failed")
        await asyncio.sleep(1)

    assert (job.state, job.printed) == ("failed", "maybe")
    assert len((await desk.site.read(service.job, which)).attempts) == 1
    assert len(shop.printer.printed()) <= before + 1


async def test_a_print_server_that_is_killed_prints_it_no_second_time(shop, desk):
    before = len(shop.printer.printed())
    async with desk.working():
        which = await desk.asked("Cem")
        await desk.until(which, "accepted", "done")
        shop.server.kill()
        await asyncio.sleep(1)
        await asyncio.to_thread(shop.server.start)
        job = await desk.until(which, "done", "failed")

    assert len(job.attempts) == 1
    assert len(shop.printer.printed()) == before + 1
