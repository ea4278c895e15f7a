"""Reporting in a hurry, or in trouble: no key is lost, and none goes to the screen below."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual import events

from onsite.app import OnsiteApp
from onsite.clock import to_ms
from onsite.incidents import reading
from onsite.incidents.log import drafts
from onsite.incidents.report.dialog import ReportDialog
from tests.checkin.conftest import Roll
from tests.incidents.report.troubled import Troubled
from tests.snapshots import screen_text, settled

_KEYS = {"\r": "enter", "\x1b": "escape", "\x05": "ctrl+e", " ": "space", "?": "question_mark"}
PATIENCE = 200


@pytest.fixture(autouse=True)
def _guests(log):
    Roll(log.site).add("Jane Doe", "JANE001")


def burst(app, text: str) -> None:
    """All the keys of a text at the same moment, as out of a paste or a slow terminal."""
    for sign in text:
        app.post_message(events.Key(_KEYS.get(sign, sign), sign))


@asynccontextmanager
async def desk(site, opening=None):
    app = OnsiteApp(
        opening or (lambda: site), language_code="en", clock=site.clock, start_mode="desk"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        if opening is None:
            await app.site_ready()
            await settled(pilot)
        yield app, pilot
    assert app.reported == []


def line_of(app) -> str:
    """What stands in the desk's own line."""
    return app.screen_stack[0].line.value


def begun(log) -> list[str]:
    return [each.text for each in log.site.read_now(drafts.drafts, "Maria")]


def open_ones(log):
    return log.site.read_now(reading.open_ones, log.plan)


async def until(pilot, true) -> None:
    for _look in range(PATIENCE):
        if true():
            return
        await pilot.pause(0.02)
    pytest.fail("it did not come to that")


async def test_nothing_goes_to_the_desk_while_what_reads_the_line_is_loaded(site, log):
    ready, began_ms = threading.Event(), to_ms(log.clock.now())

    def slowly():
        ready.wait(20)
        return site

    try:
        async with desk(site, slowly) as (app, pilot):
            await pilot.pause()
            burst(app, "\x05med H2? fall @lin !!")
            await until(pilot, lambda: "fall @lin !!" in screen_text(app))
            log.clock.advance(seconds=40)
            # The second one takes nobody in: it waits with what comes after it.
            burst(app, "\rFerr\r")
            await until(pilot, lambda: "One moment" in screen_text(app))
            assert open_ones(log) == ()
            ready.set()
            await until(pilot, lambda: len(open_ones(log)) == 1)
            await settled(pilot)
            assert not isinstance(app.screen, ReportDialog)
            assert line_of(app) == ""
            assert begun(log) == []
    finally:
        ready.set()
    (found,) = open_ones(log)
    assert (found.happened_ms, found.zone, found.severity) == (began_ms, "h2", "serious")
    assert [each.unit for each in found.units] == ["lin"]


def test_the_line_stands_before_anything_heavy_is_imported():
    code = "import sys, onsite.incidents.report.opening; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "onsite.incidents.service", "onsite.plan.model"}
    assert heavy & {*done.stdout.split()} == set()


async def test_words_that_come_as_fast_as_a_scan_are_typed(site, log):
    async with desk(site) as (app, pilot):
        burst(app, "\x05大厅14排有人晕倒\r")
        await until(pilot, lambda: len(open_ones(log)) == 1)
        await settled(pilot)
        log.clock.advance(seconds=30)
        # A code is a scan all the same; what was typed is kept.
        burst(app, "\x05two men")
        await settled(pilot)
        await asyncio.sleep(0.3)
        burst(app, "JANE001\r")
        await asyncio.sleep(0.3)
        burst(app, "\x1b")
        await until(pilot, lambda: not isinstance(app.screen, ReportDialog))
        assert begun(log) == ["two men"]
        burst(app, "\x05beamer\x1b")
        await settled(pilot)
        assert sorted(begun(log)) == ["beamer", "two men"]
        app.post_message(events.Paste("sec foyer\nnot this\n"))
        await settled(pilot)
        await pilot.press("ctrl+e")
        app.post_message(events.Paste("sec foyer\ntwo men " + "x" * 5000))
        await until(pilot, lambda: "sec foyer two men xxx" in screen_text(app))
        assert len(app.screen.line.value) == 4000
    assert [each.text for each in open_ones(log)] == ["大厅14排有人晕倒"]


async def test_a_disk_that_is_slow_or_full_loses_nothing_and_holds_nobody(site, log):
    troubled = replace(site, store=Troubled(site.store))
    async with desk(troubled) as (app, pilot):
        troubled.store.free.clear()
        burst(app, "\x05med h2 fall")
        await until(pilot, lambda: "Medical" in screen_text(app))
        burst(app, " again\x1b")
        await asyncio.sleep(0.3)
        assert isinstance(app.screen, ReportDialog)  # it closes when it is on the disk
        troubled.store.free.set()
        await until(pilot, lambda: not isinstance(app.screen, ReportDialog))
        assert begun(log) == ["med h2 fall again"]

        troubled.store.full = True
        burst(app, "\x05sec foyer\r")
        await until(pilot, lambda: "The disk is full" in screen_text(app))
        troubled.store.full = False
        burst(app, " two men\r")
        await until(pilot, lambda: len(open_ones(log)) == 1)
        await settled(pilot)
        assert begun(log) == ["med h2 fall again"]

        troubled.store.full = True
        burst(app, "\x05tech")
        await until(pilot, lambda: "The disk is full" in screen_text(app))
        burst(app, "\x1b")
        await until(pilot, lambda: "The disk is full" in screen_text(app))
        burst(app, "\x1b")
        await until(pilot, lambda: not isinstance(app.screen, ReportDialog))
    assert [(each.zone, each.text) for each in open_ones(log)] == [("foyer", "two men")]
