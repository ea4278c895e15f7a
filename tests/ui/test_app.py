"""The app: opening the store, its work areas, what others wrote, errors, language, help."""

from __future__ import annotations

import pytest
from textual.widgets import Footer, Input

from onsite import language
from onsite.app import OnsiteApp
from onsite.areas import WELCOME, Place
from onsite.errors import StoreError
from onsite.store.writer import Store
from onsite.ui.help import HelpScreen
from onsite.ui.trouble import TroubleScreen
from onsite.wiring import STORE_FILE, open_site
from tests.snapshots import screen_text, settled
from tests.ui.stage import OTHER, STAGE, StageScreen, prepare, stage_app


@pytest.fixture
async def app(site):
    stage = stage_app(site)
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.site_ready()
        await pilot.pause()
        yield stage


async def until(pilot, done, patience=100):
    for _turn in range(patience):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def test_the_first_paint_does_not_wait_for_the_store(site):
    asked = []
    app = stage_app(site)
    app._open = lambda: asked.append(app.screen.query_one(Input)) or site
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.pause()
    assert len(asked) == 1


async def test_a_store_that_cannot_be_opened_says_so_and_is_tried_again(site, clock, same_screen):
    attempts = iter([StoreError("The disk is full.", "Free some space."), site])

    def attempt():
        outcome = next(attempts)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    app = OnsiteApp(
        attempt, start_mode="stage", language_code="en", clock=clock, areas=(STAGE, OTHER)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, TroubleScreen))
        await settled(pilot)
        await same_screen(app, "trouble-80x24")
        await pilot.press("r")
        await app.site_ready()
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
    assert app.reported == []


async def test_a_store_that_cannot_be_opened_can_be_left(clock):
    def refuse():
        raise StoreError("The disk is full.")

    app = OnsiteApp(refuse, start_mode="stage", clock=clock, areas=(STAGE, OTHER))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, TroubleScreen))
        await pilot.press("q")
        await pilot.pause()
    assert (app.return_code, app.reported) == (1, [])


async def test_work_areas_keep_their_state(app):
    first = app.screen
    first.query_one(Input).value = "half a na"
    await app.run_action("area('other')")
    assert app.current_mode == "other"
    await app.run_action("area('stage')")
    assert app.screen is first
    assert first.query_one(Input).value == "half a na"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
async def test_a_bare_store_teaches_and_gives_way(site, same_screen, size):
    app = stage_app(site, start_mode="other")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == WELCOME.mode)
        await settled(pilot)
        await same_screen(app, "welcome-{}x{}".format(*size))
        prepare(site)
        app.store_written()
        await until(pilot, lambda: app.current_mode == "other")
        await settled(pilot)
        await same_screen(app, "stage-{}x{}".format(*size))
    assert app.reported == []


async def test_what_another_process_wrote_reaches_every_area(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.pause()
        screen = app.screen
        assert screen.changes == 0
        other = Store(site.data / STORE_FILE)
        other.write_now(
            lambda rows: rows.exec_driver_sql("UPDATE journal_station SET last_time = 5")
        )
        other.close()
        await until(pilot, lambda: screen.changes == 1)


async def test_an_own_write_is_told_to_the_other_areas_only(site):
    prepare(site)
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        first = app.screen
        await app.run_action("area('other')")
        app.store_written(app.screen)
        await until(pilot, lambda: first.changes == 1)
        assert app.screen.changes == 0


async def test_a_bug_in_a_worker_is_reported_without_data(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.press("f5")
        await until(pilot, lambda: bool(app.reported))
        await pilot.pause()
        assert [type(error) for error in app.reported] == [ValueError]
        (report,) = (site.data / "crash").iterdir()
        assert "_stumble" in report.read_text()
        assert "Jane" not in report.read_text()
        assert app.is_running


async def test_a_bug_in_a_handler_ends_the_app_without_a_traceback(site):
    app = stage_app(site)

    async def fall():
        async with app.run_test() as pilot:
            await app.site_ready()
            app.screen.query_one(Input).value = "half"
            await pilot.press("f6")
            await pilot.pause()

    with pytest.raises(KeyError):
        await fall()
    assert app._exit_renderables == []
    assert app.crashed is not None
    assert "Jane" not in app.crashed.read_text()
    assert app.place_at_crash == Place(
        "stage", "en", "onsite-dark", {"stage": {"typed": "half"}}, app.crashed
    )


async def test_a_restarted_app_takes_up_where_it_was(site, tmp_path):
    place = Place("stage", "zh_CN", "onsite-light", {"stage": {"typed": "half"}}, tmp_path / "r")
    app = stage_app(site, place=place)
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.pause()
        assert app.screen.restored == {"typed": "half"}
        assert (language.current(), app.theme) == ("zh_CN", "onsite-light")
        assert [note.severity for note in app._notifications] == ["error"]


async def test_a_switch_of_language_keeps_focus_and_text(site):
    app = stage_app(site)
    async with app.run_test(size=(120, 30)) as pilot:
        await app.site_ready()
        await pilot.press("a", "b")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("down", "enter")
        await until(pilot, lambda: language.current() == "zh_CN")
        await pilot.pause()
        field = app.screen.query_one(Input)
        assert (app.focused, field.value, app.screen.translations) == (field, "ab", 1)
        described = {key.description for key in app.screen.query_one(Footer).query("FooterKey")}
        assert language._("Help") in described


async def test_the_footer_names_the_other_areas(site):
    prepare(site)
    app = stage_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await settled(pilot)
        shown = [screen_text(app).splitlines()[-1]]
        await pilot.press("f3")
        app.use_language("en")
        await settled(pilot)
        shown.append(screen_text(app).splitlines()[-1])
        await pilot.press("f2", "f2")
        await settled(pilot)
        shown.append(screen_text(app).splitlines()[-1])
    assert [line.partition("Commands ")[2] for line in shown] == [
        "F3 List",
        "F2 Check-in",
        "F3 List",
    ]


async def test_a_question_mark_is_help_only_where_nothing_is_typed(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("?")
        await pilot.pause()
        await pilot.press("w", "h", "o", "?")
        assert app.screen.query_one(Input).value == "who?"


async def test_a_scan_while_help_is_open_is_not_lost(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.press("f1")
        await pilot.press(*"X3F7Q")
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
        assert app.screen.query_one(Input).value == "X3F7Q"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
async def test_help_names_every_key_of_ours(site, same_screen, size):
    app = stage_app(site)
    async with app.run_test(size=size) as pilot:
        await app.site_ready()
        await pilot.press("f1")
        await settled(pilot)
        await same_screen(app, "help-{}x{}".format(*size))


async def test_help_that_is_longer_than_the_screen_says_how_it_is_scrolled(site):
    app = stage_app(site)
    async with app.run_test(size=(80, 10)) as pilot:
        await app.site_ready()
        await pilot.press("f1")
        await settled(pilot)
        assert "↑↓ PgUp PgDn Home End Scroll" in screen_text(app)
        page = app.screen.query_one("VerticalScroll")
        seen = []
        for key in ("pagedown", "up", "pageup", "end", "home"):
            await pilot.press(key)
            await pilot.pause()
            seen.append(page.scroll_y)
        rows, last = page.scrollable_content_region.height, page.max_scroll_y
        assert last > rows
        assert seen == [rows, rows - 1, 0, last, 0]


async def test_the_palette_names_what_the_keys_do(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        names = [command.title for command in app.get_system_commands(app.screen)]
        await pilot.pause()
    assert names == sorted(set(names), key=names.index)
    assert {"Help", "List", "Quit", "Language", "Colours", "Sound"} <= set(names)


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_the_other_areas_are_found_in_the_help_and_among_the_commands(site, key):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        below = app.screen
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is not below
        assert "List" in [command.title for command in app.get_system_commands(below)]


async def test_ctrl_c_says_how_to_quit(site):
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        app.screen.query_one("Button").focus()
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [note.message for note in app._notifications] == ["Press Ctrl+Q to quit."]


def test_the_store_is_closed_even_if_it_opened_late(tmp_path, clock):
    app = OnsiteApp(lambda: open_site(tmp_path / "late", clock=clock))
    app._open_in_thread()
    app.close_site()
    with pytest.raises(RuntimeError):
        app.site.read_now(lambda _rows: None)


def test_the_site_is_not_there_before_it_is_open(clock):
    app = OnsiteApp(lambda: None, clock=clock)
    with pytest.raises(RuntimeError):
        _ = app.site
