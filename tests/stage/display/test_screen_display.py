"""The display on the screen: it counts by itself, and shows what is recorded."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from onsite import language
from onsite.journal.journal import entries_of
from onsite.plan.service import publish
from onsite.stage.display import service
from onsite.stage.display.painted import Painted
from onsite.stage.display.wording import WORDS
from onsite.sync.link.state import LinkState, Phase
from onsite.ui.dialogs import Choose, Confirm
from onsite.ui.themes import NAMES
from onsite.wiring import open_site
from tests.snapshots import screen_text, settled
from tests.stage.display.conftest import ANNEX, MIN, PLAN, Keeper, app_of, face_of
from tests.ui.test_contrast import weak_pairs

PATIENCE = 250


async def until(app, *texts: str) -> str:
    """Look until the texts stand there."""
    for _look in range(PATIENCE):
        said = face_of(app)
        if all(text in said for text in texts):
            return said
        await asyncio.sleep(0.02)
    raise AssertionError(f"{texts} not on the display:\n{face_of(app)}")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
async def test_a_running_talk(site, keeper, clock, same_screen, size):
    keeper.add("Opening of the harbour", "Ships and what they carry")
    keeper.start("opening")
    clock.advance(seconds=241)
    app = app_of(site)
    async with app.run_test(size=size) as pilot:
        await until(app, "RUNNING" if size[1] < 36 else "Opening")
        await same_screen(app, f"running-{size[0]}x{size[1]}")
        clock.advance(minutes=5)
        keeper.say("Wrap up", asks_seen=True)
        await until(app, "Seen?")
        await settled(pilot)
        await same_screen(app, f"message-{size[0]}x{size[1]}")


async def test_what_is_recorded_is_shown_and_the_digits_go_on(site, keeper, clock):
    keeper.add("Opening", "Ships")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "Next 09:30  Opening")
        keeper.arm("opening")
        await until(app, "STAND BY")
        keeper.start("opening")
        await until(app, "RUNNING")
        assert app.screen.shown.digits == "10:00"
        clock.advance(seconds=61)
        app.screen.tick()
        assert app.screen.shown.digits == "08:59"
        keeper.pause("opening")
        await until(app, "PAUSED")
        clock.advance(minutes=3)
        app.screen.tick()
        assert (app.screen.shown.digits, app.screen.query_one(Painted).has_class("-paused")) == (
            "08:59",
            True,
        )
        await pilot.pause()


async def test_only_what_changed_is_drawn_again(site, keeper, clock):
    keeper.add("Opening", minutes=20)
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(200, 50)) as pilot:
        await until(app, "Opening")
        await settled(pilot)
        face = app.screen.query_one(Painted)
        clock.advance(seconds=1)
        app.screen.tick()
        before = face.drawn
        for _second in range(5):
            clock.advance(seconds=1)
            app.screen.tick()
            await pilot.pause()
        one_digit = 200 * 50 // 5
        assert 0 < face.drawn - before < 5 * one_digit


async def test_space_says_that_it_was_seen(site, keeper):
    keeper.add("Opening")
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "RUNNING")
        await pilot.press("space")
        keeper.say("Wrap up", asks_seen=True)
        await until(app, "Seen? Press the space bar.")
        await pilot.press("space", "space")
        await until(app, "✓ Seen at 09:30")
    told = site.read_now(service.told, "main").message
    assert (told.seen_operator, told.seen_ms) == ("Maria", keeper.now_ms)


async def test_black_flash_and_back(site, keeper, clock):
    keeper.add("Opening")
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "RUNNING")
        face = app.screen.query_one(Painted)
        await pilot.press("f")
        assert face.has_class("-flash")
        clock.advance(milliseconds=500)
        app.screen.tick()
        assert not face.has_class("-flash")
        site.write_now(service.set_blackout, keeper.plan, "main", "Maria", on=True)
        for _look in range(PATIENCE):
            if face.has_class("-blackout"):
                break
            await asyncio.sleep(0.02)
        assert face_of(app).strip() == "·"
        site.write_now(service.set_blackout, keeper.plan, "main", "Maria", on=False)
        await until(app, "RUNNING")
        assert not face.has_class("-blackout")


class Lost:
    """A link that stands as it is told."""

    def __init__(self, phase: Phase, state: LinkState) -> None:
        self.state, self._phase = state, phase

    def phase(self) -> Phase:
        return self._phase


@pytest.fixture
def elsewhere(site, keeper, clock, tmp_path):
    """A timekeeper at another laptop, all of whose entries come over."""
    other = open_site(tmp_path / "other", operator="Tom", clock=clock)
    other.write_now(publish, PLAN, "Tom")
    there = Keeper(other)
    there.add("Opening")
    there.start("opening")
    told = other.read_now(entries_of, other.journal.station)
    site.write_now(lambda journal, rows: journal.receive(rows, told))
    yield there
    other.close()


async def test_it_counts_on_while_its_source_is_lost(site, elsewhere, clock):
    app, heard = app_of(site), elsewhere.now_ms
    async with app.run_test(size=(80, 24)):
        await until(app, "RUNNING")
        own, screen = app.link, app.screen
        clock.advance(seconds=65)
        app.link = Lost(Phase.SEARCHING, LinkState(since_ms=heard))
        screen.tick()
        said = face_of(app)
        assert "✗ Cut off since 09:30 – it counts on" in said
        assert screen.shown.digits == "08:55"
        clock.advance(seconds=10)
        screen.tick()
        assert (screen.shown.digits, screen.shown.cut_off) == ("08:45", "09:30")
        app.link = own
        screen.tick()
        assert "Cut off" not in face_of(app)


class Broken:
    """A rundown of which nothing can be worked out."""

    acts = ()


async def test_it_counts_on_and_says_it_once_where_something_is_wrong(site, keeper, clock):
    keeper.add("Opening")
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(80, 24)):
        await until(app, "RUNNING")
        screen = app.screen
        broken = replace(screen.found.scene, kept=Broken())
        screen.found = replace(screen.found, scene=broken)
        screen.found_other()
        for _minute in range(3):
            clock.advance(minutes=1)
            screen.tick()
        assert screen.shown.digits == "07:00"
        assert len(app.reported) == 1


async def test_it_fits_whatever_size_its_window_gets(site, keeper):
    keeper.add("Opening of the harbour", minutes=20)
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(app, "Opening of the harbour")
        for size in ((40, 10), (20, 6), (200, 50)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            rows = app.screen.query_one(Painted).rows
            assert (len("".join(text for text, _look in rows[0])), len(rows)) == size
            assert screen_text(app) == face_of(app) + "\n"


async def test_nobody_signs_in_at_a_display(site, keeper):
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "Nothing is planned")
        display = app.screen
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is display
        await pilot.press("f1")
        await settled(pilot)
        said = screen_text(app)
        assert "Try the flash" in said
        assert "Switch operator" not in said


async def test_of_several_stages_one_is_asked_for(site):
    site.write_now(publish, PLAN + ANNEX, "Maria")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        for _look in range(PATIENCE):
            if isinstance(app.screen, Choose):
                break
            await pilot.pause(0.02)
        await pilot.press("down", "enter")
        await until(app, "Annex", "Nothing is planned on this stage today.")
        assert app.screen.draft() == {"stage": "annex", "view": "speaker"}
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press("escape")


async def test_an_empty_store_teaches(site):
    app = app_of(site)
    async with app.run_test(size=(40, 10)):
        await until(app, "There is no plan yet.", "onsite stations join")


async def test_a_plan_without_a_stage_teaches(site):
    site.write_now(publish, PLAN.partition("[stages.main]")[0], "Maria")
    app = app_of(site)
    async with app.run_test(size=(80, 24)):
        await until(app, "The plan has no stage.", "[stages.main]")


async def test_it_ends_only_on_purpose(site, keeper):
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "Nothing is planned")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, Confirm)
        assert app.leaving is None
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert app.leaving == 0


async def test_the_view_behind_the_stage_says_what_comes(site, keeper, clock, same_screen):
    keeper.add("Opening", "Ships", "Coffee", "Harbours")
    keeper.start("opening")
    clock.advance(minutes=13)
    app = app_of(site, view="backstage")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(app, "OVER TIME", "Expected to come")
        await settled(pilot)
        await same_screen(app, "backstage-80x24")
        await pilot.press("v")
        assert "Expected to come" not in face_of(app)


async def test_the_language_is_switched_while_it_counts(site, keeper, clock):
    keeper.add("Opening")
    keeper.start("opening")
    app = app_of(site)
    async with app.run_test(size=(80, 24)):
        await until(app, "RUNNING")
        for code in ("zh_CN", "zh_TW", "en"):
            app.use_language(code)
            assert language.current() == code
            assert language._(WORDS["normal"]) in face_of(app)
            clock.advance(seconds=1)
            app.screen.tick()
        assert app.screen.shown.digits == "09:57"


async def test_a_day_that_runs_over_midnight_is_still_shown(site, keeper, clock):
    keeper.add("Opening", minutes=1500)
    keeper.start("opening")
    clock.advance(hours=20)
    app = app_of(site)
    async with app.run_test(size=(80, 24)):
        await until(app, "RUNNING")
        assert app.screen.shown.digits == "5:00:00"


@pytest.mark.parametrize("theme", NAMES)
async def test_every_tone_is_read_in_every_theme(site, keeper, clock, theme):
    keeper.add("Opening", warn_ms=5 * MIN, danger_ms=MIN)
    app = app_of(site)
    weak = set()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(app, "Next")
        app.theme = theme
        keeper.arm("opening")
        await until(app, "STAND BY")
        await pilot.pause()
        weak |= weak_pairs(app)
        keeper.start("opening")
        keeper.say("Hi", asks_seen=True)
        await until(app, "RUNNING")
        for minutes in (0, 5, 4, 2):
            clock.advance(minutes=minutes)
            app.screen.tick()
            await pilot.pause()
            weak |= weak_pairs(app)
        await pilot.press("f")
        await pilot.pause()
        weak |= weak_pairs(app)
    assert weak == set()
