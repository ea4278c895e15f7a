"""Any screen reports an incident: what is typed is on the disk, and sent with the time it began."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.app import OnsiteApp
from onsite.clock import to_ms
from onsite.incidents import reading
from onsite.incidents.log import drafts
from onsite.incidents.report.entry import beside
from onsite.incidents.screen import IncidentsScreen
from tests.incidents.report.troubled import Troubled
from tests.snapshots import screen_text, settled

SIZES = [(80, 24), (120, 40)]


def app_on(site, mode: str = "stage") -> OnsiteApp:
    return OnsiteApp(lambda: site, language_code="en", clock=site.clock, start_mode=mode)


async def typed(pilot, *keys: str) -> None:
    for key in keys:
        if key.startswith("="):
            await pilot.press(*("space" if each == " " else each for each in key[1:]))
        else:
            await pilot.press(key)
        await settled(pilot)


def begun(log) -> list[str]:
    return [each.text for each in log.site.read_now(drafts.drafts, "Maria")]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_how_it_looks(site, log, same_screen, size):
    app = app_on(site)
    async with app.run_test(size=size) as pilot:
        await app.site_ready()
        await typed(pilot, "ctrl+e", "=med H3 row14 fall, conscious @lni !!")
        await same_screen(app, "report-{}x{}".format(*size))
    assert app.reported == []


async def test_it_is_reported_with_the_time_of_its_first_key_from_whatever_screen(site, log):
    app, began_ms = app_on(site), to_ms(log.clock.now())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await typed(pilot, "ctrl+e", "m")
        log.clock.advance(seconds=40)
        await typed(pilot, "=ed H2 row14 fall @lni !!", "enter")
        assert "Enter again reports it as it stands" in screen_text(app)
        await typed(pilot, "f4", "enter")
        assert begun(log) == []
        assert [note.message.endswith("is reported.") for note in app._notifications] == [True]
    (found,) = site.read_now(reading.open_ones, log.plan)
    assert (found.happened_ms, found.types, found.zone, found.severity, found.text) == (
        *(began_ms, ("medical",), "h2", "serious", "row14 fall"),
    )
    assert [each.unit for each in found.units] == ["lin"]
    assert app.reported == []


async def test_the_nearest_is_offered_only_where_something_is_near(site, log):
    app = app_on(site)
    assert begun(log) == []
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await typed(pilot, "ctrl+e", "=fall @zzzzzz", "enter")
        assert "Enter again reports it as it stands." in screen_text(app)
        assert "F4 takes" not in screen_text(app)
        await typed(pilot, "f8", "ctrl+e", "=crit fall", "f4")
        assert "!!! fall" in screen_text(app)


async def test_what_was_typed_survives_escape_and_the_end_of_the_program(site, log):
    app = app_on(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await typed(pilot, "ctrl+e", "=sec foyer two men", "escape")
        assert begun(log) == ["sec foyer two men"]
        log.clock.advance(seconds=5)
        await typed(pilot, "ctrl+e")
        assert "↑ 09:30:00  sec foyer two men" in screen_text(app)
        await typed(pilot, "=tech stage", "f6")
        assert begun(log) == ["sec foyer two men", "tech stage"]
    # The program ended with the line open: nobody closed it.
    app = app_on(site, "incidents")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await typed(pilot, "n", "up")
        shown = screen_text(app)
        assert "tech stage" in shown
        assert "EXERCISE" in shown
        assert "1 more is begun" in shown
        await typed(pilot, "= off", "enter", "n", "up", "f8")
        assert begun(log) == []
    (found,) = site.read_now(reading.open_ones, log.plan)
    assert (found.drill, found.text) == (True, "stage off")
    assert app.reported == []


def test_what_stands_before_a_line_is_as_wide_as_it_is_said_in_a_language():
    assert [beside(each) for each in ("at", "时间", "发生时间")] == [4, 5, 9]


async def test_an_entry_survives_too_and_is_written_once(site, log):
    fall = log.reported("fall", id="a1", types=("medical",))
    troubled = replace(site, store=Troubled(site.store))
    app = app_on(troubled, "incidents")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await settled(pilot)
        # The line stands, and takes keys, before it is known what was begun before.
        troubled.store.reads.clear()
        await typed(pilot, "a", "=ambulance called")
        troubled.store.reads.set()
        await typed(pilot, "escape", "a")
        assert "❯   ambulance called" in screen_text(app)
        await typed(pilot, "down", "=25:99", "enter")
        assert "is not a time of day" in screen_text(app)
        await typed(pilot, *["backspace"] * 5, "enter")
        assert begun(log) == []
        troubled.store.full = True
        await typed(pilot, "a", "=here", "escape", "escape")
        assert isinstance(app.screen, IncidentsScreen)  # a full disk holds nobody
    assert log.kinds(fall).count("entry") == 1
    assert app.reported == []
