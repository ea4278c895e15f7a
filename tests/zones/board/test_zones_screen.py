"""The zones on the screen: the list, one zone, its chart, the gates, and what the keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.plan.service import publish
from onsite.ui.dialogs import Browse, Choose, Confirm
from onsite.ui.workers import is_busy
from onsite.zones.capacity import reading as capacity
from onsite.zones.counting import reading
from onsite.zones.evacuation.reading import begun
from tests.snapshots import screen_text, settled
from tests.zones.board.conftest import PLAN

if TYPE_CHECKING:
    from onsite.zones.screen import ZonesScreen

READING = ("look", "course", "count")
"""What a key may set off that reads first."""
SIZES = [(80, 24), (120, 40)]
sized = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)


class ShowingApp(OnsiteApp):
    """Records nothing by itself: what watches levels and gates is tested beside them."""

    async def _watch_levels(self) -> None:
        pass

    async def _watch_gates(self) -> None:
        pass


def zones_app(site, operator: str = "ana", code: str = "en") -> OnsiteApp:
    site.operator = operator
    return ShowingApp(lambda: site, language_code=code, clock=site.clock, start_mode="zones")


async def opened(pilot) -> ZonesScreen:
    """The screen, once it was read."""
    screen = pilot.app.screen
    screen.chart_apart_s = 0
    await pilot.app.site_ready()
    for _round in range(250):
        await pilot.pause(0.02)
        if screen.opened:
            break
    await settled(pilot)
    return screen


async def pressed(pilot, *keys: str) -> None:
    for key in keys:
        if key.startswith("="):
            await pilot.press(*("space" if each == " " else each for each in key[1:]))
        else:
            await pilot.press(key)
        await until(pilot, lambda: not reads(pilot.app))
        await settled(pilot)


def reads(app) -> bool:
    """Whether what a key has asked for is still being read."""
    return any(is_busy(app.workers, each) for each in READING)


async def until(pilot, holds) -> None:
    """Wait until something holds, for five seconds at most."""
    for _round in range(250):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


@sized
async def test_how_it_looks(site, morning, same_screen, size):
    app, name = zones_app(site), "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, f"list-{name}")
        await pressed(pilot, "enter")
        await same_screen(app, f"zone-{name}")
        await pressed(pilot, "end")
        await same_screen(app, f"zone-end-{name}")
        await pressed(pilot, "f6", "plus", "plus")
        await until(pilot, lambda: app.screen.query("#chart"))
        await settled(pilot)
        await same_screen(app, f"history-{name}")
        await pressed(pilot, "f7")
        await same_screen(app, f"gates-{name}")
    assert app.reported == []


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(site, morning, same_screen, code):
    app, name = zones_app(site, code=code), f"80x24-{code}"
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await same_screen(app, f"list-{name}")
        await pressed(pilot, "enter")
        await same_screen(app, f"zone-{name}")
        await pressed(pilot, "f7")
        await same_screen(app, f"gates-{name}")
    assert app.reported == []


@sized
async def test_an_evacuation_on_the_screen(site, morning, same_screen, size):
    app, name = zones_app(site), "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pressed(pilot, "e")
        await same_screen(app, f"asks-{name}")
        await pressed(pilot, "down", "enter", "=smoke behind the stage", "enter")
        await same_screen(app, f"leaving-{name}")
        morning.clock.advance(seconds=40)
        morning.came("hall", -100)
        app.store_written()
        await until(pilot, lambda: "392 left" in screen_text(app))
        await pressed(pilot, "enter")
        await same_screen(app, f"leaving-zone-{name}")
    assert app.reported == []


async def test_what_it_says_itself_is_not_said_above_it_as_well(site, morning):
    site.operator = "ana"
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock, start_mode="zones")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: screen.found.survey.zone("front").recorded is not None)
        await settled(pilot)
        assert "DANGER Front of stage" in screen_text(app)
        assert [*app._notifications] == []
    assert app.reported == []


async def test_without_a_plan_it_says_who_publishes_one(site):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "There is no plan yet." in screen_text(app)


async def test_without_zones_it_teaches_how_they_are_written(site, same_screen):
    without = PLAN.partition("[zones.hall]")[0]
    site.write_now(publish, without, "ana")
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await same_screen(app, "teaches-80x24")
        # No key does anything, and none is offered.
        await pressed(pilot, "e", "b", "l", "w", "f5", "f6", "enter")
        assert screen.page == "list"
        assert app.screen is screen
        site.write_now(publish, PLAN, "ana")
        app.store_written()
        await until(pilot, lambda: "Great hall" in screen_text(app))
        await settled(pilot)
    assert app.reported == []


async def test_what_others_count_is_seen_and_ages_run_on_without_reading(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert " 492 " in screen_text(app)
        morning.came("hall", 8, operator="bo", counter="c9")
        app.store_written()
        await until(pilot, lambda: " 500 " in screen_text(app))
        before = screen.found
        morning.clock.advance(seconds=7)
        screen.tick()
        await settled(pilot)
        assert screen.found is before
        assert "7 s" in screen_text(app)
    assert app.reported == []


def blocked(morning):
    hall = (morning.plan, "hall", morning.clock.now())
    return morning.site.read_now(capacity.capacity_of, *hall).blocked


async def test_a_way_is_blocked_and_cleared_again(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        whole = screen.chosen.capacity.people
        await pressed(pilot, "b")
        assert isinstance(app.screen, Choose)
        await pressed(pilot, "enter", "=a stack of chairs", "enter")
        assert "it holds" in screen.said
        (shut,) = blocked(morning)
        assert (shut.way, shut.why, shut.operator) == ("north", "a stack of chairs", "ana")
        assert screen.chosen.capacity.people < whole
        # On its page, Enter on the way itself is enough.
        await pressed(pilot, "enter")
        while screen.line_at != "way:north":
            await pressed(pilot, "down")
        assert "BLOCKED" in screen_text(app)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        await pressed(pilot, "n")
        assert blocked(morning) == (shut,)
        await pressed(pilot, "enter", "y")
        assert blocked(morning) == ()
        assert screen.chosen.capacity.people == whole
    assert app.reported == []


async def test_a_zone_without_ways_says_where_they_are_written(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "end", "b")
        assert screen.at_cursor == "terrace"
        assert "[zones.terrace.exits.ID]" in screen.said


async def test_a_limit_is_set_and_taken_back(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        whole = screen.chosen.capacity.people
        await pressed(pilot, "l", "=many", "enter", "=rain", "enter")
        assert "is not a whole number" in screen_text(app)
        written = app.screen.query_one("#act-people", Input)
        written.value = "250"
        await pressed(pilot, "enter", "enter")
        assert screen.chosen.capacity.people == 250
        assert screen.chosen.capacity.decisive.rule == "set"
        await pressed(pilot, "l")
        assert app.screen.written["people"] == "250"
        await pressed(pilot, "backspace", "enter", "=over", "enter")
        assert screen.chosen.capacity.people == whole
    assert app.reported == []


async def test_an_evacuation_begins_only_when_it_is_meant_and_ends_only_when_it_is_meant(
    site, morning
):
    app = zones_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        # The first line says no: an Enter too many begins nothing.
        await pressed(pilot, "e", "enter")
        await pressed(pilot, "e", "escape")
        await pressed(pilot, "e", "down", "enter", "escape")
        assert site.read_now(begun) == {}
        await pressed(pilot, "e", "end", "enter", "enter")
        found = site.read_now(begun)
        assert {key: each.drill for key, (each,) in found.items()} == {"hall": True, "front": True}
        assert screen.said.startswith("EXERCISE")
        # People are still counted in it: Enter says no.
        await pressed(pilot, "e", "enter")
        assert site.read_now(begun)
        await pressed(pilot, "e", "y", "=all out", "enter")
        assert site.read_now(begun) == {}
        assert screen.said == "The evacuation of Great hall has ended."
    assert app.reported == []


async def test_a_recount_that_was_wrong_is_withdrawn(site, morning):
    app = zones_app(site)
    before = morning.total("hall")
    morning.recount("hall", 40)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "w")
        assert app.screen is screen  # from the list, nobody sees which one it would be
        await pressed(pilot, "enter", "w", "=a row was left out", "enter")
        assert screen.said.endswith("what stood before it holds again.")
        assert morning.total("hall") == before
        assert " 492 " in screen_text(app)
    assert app.reported == []


async def test_one_zone_says_all_of_a_line(site, morning):
    app = zones_app(site)
    morning.recount("hall", 60, rows_counted=[("Row 1", 25), ("Row 2", 35)])
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "enter")
        while not screen.line_at.startswith("base:"):
            await pressed(pilot, "down")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, Browse)
        assert "Row 2: 35" in screen_text(app)
        await pressed(pilot, "escape", "home", "down", "enter")
        assert isinstance(app.screen, Browse)
        await pressed(pilot, "escape", "escape")
        assert screen.page == "list"
    assert app.reported == []


async def test_the_chart_goes_back_and_forth_and_the_way_back_leads_where_it_was_opened(
    site, morning
):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "f6")
        await until(pilot, lambda: screen.course is not None)
        end = screen.course.span.until_ms
        await pressed(pilot, "left", "left")
        assert end - screen.course.span.until_ms == 6 * 3600 * 1000
        assert {people for _at, people in screen.course.points} == {0}
        await pressed(pilot, "right", "right", "right")
        assert screen.course.span.until_ms == end
        await pressed(pilot, "minus", "minus", "minus", "minus")
        assert screen.course.span.from_ms == end - 24 * 3600 * 1000
        await pressed(pilot, "escape")
        assert screen.page == "list"
        await pressed(pilot, "enter", "f6", "escape")
        assert screen.page == "zone"
        await pressed(pilot, "escape")
        assert screen.page == "list"
        await pressed(pilot, "end", "f6")
        assert "Nobody has counted Terrace yet." in screen_text(app)
    assert app.reported == []


async def test_the_chart_is_drawn_once_a_second_however_much_is_counted(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "f6")
        await until(pilot, lambda: app.screen.query("#chart"))
        await settled(pilot)
        drawn = []
        chart = screen.query_one("#chart")
        chart.draw = lambda *given: drawn.append(given)
        screen.chart_apart_s = 1000
        for _tap in range(5):
            await screen.read_now()
        assert drawn == []
        # What was put off is drawn by itself once it may be.
        screen._draws.stop()
        screen._draws, screen.chart_apart_s = None, 0
        screen._draw_again()
        assert len(drawn) == 1
    assert app.reported == []


async def test_f5_counts_in_the_zone_under_the_cursor(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "down", "down", "f5")
        await until(pilot, lambda: getattr(app.screen, "zone", "") == "foyer")
    assert app.reported == []


async def test_it_takes_up_the_zone_that_was_shown_before_a_crash(site, morning):
    app = zones_app(site)
    app.place.drafts["zones"] = {"zone": "foyer"}
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: screen.page == "zone")
        assert screen.draft() == {"zone": "foyer"}
        # A plan that has it no more leads back to the list.
        without = PLAN.replace("[zones.foyer]", "[zones.garden]")
        site.write_now(publish, without, "ana")
        app.store_written()
        await until(pilot, lambda: screen.page == "list")
        await settled(pilot)
    assert app.reported == []


async def test_it_can_be_used_on_sixty_columns(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot)
        assert "492" in screen_text(app)
        await pressed(pilot, "enter", "f6", "f7")
    assert app.reported == []


async def test_nothing_is_read_while_another_work_area_is_shown(site, morning):
    app = zones_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "shift+f4")
        before = screen.found
        morning.came("hall", 1)
        app.store_written()
        screen.tick()
        await pilot.pause(0.6)
        assert screen.found is before
        await pressed(pilot, "shift+f5")
        await until(pilot, lambda: screen.found is not before)
        assert site.read_now(reading.standing, "hall").total == screen.chosen.people
    assert app.reported == []
