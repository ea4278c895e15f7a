"""The timekeeper's console: as it looks, and what its keys leave on the disk."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.stage.display.service import told
from onsite.stage.fields import ItemFields, Speaker
from onsite.ui.line_list import LineList
from onsite.ui.workers import is_busy
from tests.snapshots import screen_text, settled
from tests.stage.keeping import MINUTE_MS, NINE_MS, Keeper

SIZES = [
    pytest.param((80, 24), id="80x24"),
    pytest.param((120, 40), id="120x40"),
    pytest.param((200, 50), id="200x50"),
]


@pytest.fixture
def keeper(site, clock) -> Keeper:
    found = Keeper(site, clock)
    found.program()
    found.at(0)
    return found


def app_of(site, language="en") -> OnsiteApp:
    return OnsiteApp(lambda: site, start_mode="stage", language_code=language, clock=site.clock)


async def opened(pilot):
    await pilot.app.site_ready()
    screen = pilot.app.screen
    for _look in range(250):
        if screen.opened:
            break
        await pilot.pause(0.02)
    assert screen.opened, pilot.app.reported
    await settled(pilot)
    return screen


async def pressed(pilot, *keys: str) -> None:
    """Each key's act is told before the next one is pressed; sooner it would count once."""
    for key in keys:
        pilot.app.clock.advance(milliseconds=600)
        await pilot.press(key)
        for _look in range(250):
            if not is_busy(pilot.app.workers, "stage-act"):
                break
            await pilot.pause(0.02)
        await pilot.pause()


async def until(pilot, holds) -> None:
    """Wait until something holds, at most 5 s."""
    for _look in range(250):
        if holds():
            return
        await pilot.pause(0.02)
    assert holds(), screen_text(pilot.app)


def blue(keeper: Keeper) -> Keeper:
    """A second stage, on which Ada is expected while she still speaks on the first."""
    other = Keeper(keeper.site, keeper.clock, stage="blue")
    ada = (Speaker(id="ada", name="Ada"),)
    fields = ItemFields(
        title="Panel", start_ms=NINE_MS + 30 * MINUTE_MS, length_ms=30 * MINUTE_MS, speakers=ada
    )
    from onsite.stage import editing

    other.edit(lambda press: editing.added(press, fields, item="panel"))
    return other


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks_while_a_talk_runs_late(site, keeper, size, same_screen) -> None:
    blue(keeper)
    keeper.at(3)
    keeper.do("go")
    keeper.at(14)
    keeper.do("go")
    keeper.do("add", 2 * MINUTE_MS)
    keeper.at(42)
    app = app_of(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, f"console-{size[0]}x{size[1]}")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(site, keeper, language, same_screen) -> None:
    blue(keeper)
    keeper.do("go")
    keeper.at(12)
    app = app_of(site, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await same_screen(app, f"console-80x24-{language}")


async def test_go_starts_what_is_next_and_a_double_press_counts_once(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        keeper.clock.advance(milliseconds=-300)
        await pressed(pilot, "space")
        assert keeper.kept.show(keeper.now_ms).running == "opening"
        assert screen.said.startswith("Pressed twice: it counts once.")
        keeper.clock.advance(seconds=2)
        await pressed(pilot, "space")
        assert keeper.kept.show(keeper.now_ms).running == "talk"
        assert screen.said == "“Talk” runs. “Opening” is over."


async def test_the_keys_of_the_timer(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        keeper.at(2)
        await pressed(pilot, "p")
        run = keeper.kept.show(keeper.now_ms).run("opening")
        assert run.paused
        keeper.at(3)
        await pressed(pilot, "p", "f8", "f6", "f7", "f5", "plus", "minus", "f8")
        run = keeper.kept.show(keeper.now_ms).run("opening")
        assert not run.paused
        assert run.added_ms == 5 * MINUTE_MS
        await pressed(pilot, "u")
        assert keeper.kept.show(keeper.now_ms).run("opening").added_ms == 0
        await pressed(pilot, "r")
        assert keeper.kept.show(keeper.now_ms).run("opening").added_ms == 5 * MINUTE_MS
        await pressed(pilot, "x")
        assert keeper.kept.show(keeper.now_ms).running == ""
        assert screen.said == "“Opening” is over."


async def test_standby_skipping_and_order(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "down", "enter")
        assert keeper.kept.show(keeper.now_ms).armed == "talk"
        await pressed(pilot, "enter")
        assert keeper.kept.show(keeper.now_ms).armed == ""
        await pressed(pilot, "k")
        assert keeper.kept.show(keeper.now_ms).skipped == {"talk"}
        await pressed(pilot, "K", "alt+down")
        assert keeper.kept.show(keeper.now_ms).skipped == frozenset()
        assert keeper.order == ["opening", "break", "talk", "closing"]
        await pressed(pilot, "delete")
        assert keeper.order == ["opening", "break", "closing"]
        await pressed(pilot, "u")
        assert keeper.order == ["opening", "break", "talk", "closing"]


async def test_what_another_laptop_does_is_shown_at_once(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        keeper.do("go")
        for _look in range(100):
            if screen.moment.show.running:
                break
            await pilot.pause(0.02)
        await settled(pilot)
        assert "RUNNING" in screen_text(app)


async def test_a_message_is_shown_and_its_seen_awaited(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("m")
        await settled(pilot)
        app.screen.query(Input).first().value = "Louder please"
        await pilot.press("enter")
        await settled(pilot)
        message = site.read_now(told, "main").message
        assert (message.text, message.asks_seen) == ("Louder please", True)
        keeper.clock.advance(seconds=21)
        screen.tick()
        await settled(pilot)
        assert "! Not seen for 0:21: “Louder please”. Send somebody." in screen_text(app)
        await pressed(pilot, "c", "b")
        after = site.read_now(told, "main")
        assert (after.message, after.blackout) == (None, True)
        assert "The display is black: b shows it again." in screen_text(app)
        await pressed(pilot, "f")
        assert screen.said == "The display is black: nobody sees it flash. b shows it again."
        await pressed(pilot, "b", "f")
        assert screen.said == "The display flashes."


async def test_an_item_is_changed_and_only_what_was_changed_is_recorded(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "e")
        await settled(pilot)
        app.screen.query_one("#act-length_ms", Input).value = "nonsense"
        await pilot.press("enter")
        await settled(pilot)
        assert "“nonsense” is not a length of time." in screen_text(app)
        app.screen.query_one("#act-length_ms", Input).value = "25"
        app.screen.query_one("#act-speakers", Input).value = "Ada; Grace Hopper"
        await pilot.press("enter")
        await settled(pilot)
        said = keeper.kept.fields["talk"]
        assert said.length_ms == 25 * MINUTE_MS
        assert [each.name for each in said.speakers] == ["Ada", "Grace Hopper"]
        assert said.speakers[0].id == "ada"
        changed = keeper.kept.fields["talk"].model_dump()
        assert changed["title"] == "Talk"


async def test_cuts_are_shown_before_they_are_made_and_undone_together(site, keeper) -> None:
    before = {item.id: item.length_ms for item in keeper.kept.rundown.items}
    keeper.do("go")
    keeper.at(5)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("t")
        await settled(pilot)
        app.screen.query(Input).first().value = "10:05"
        await pilot.press("enter")
        await settled(pilot)
        shown = screen_text(app)
        assert "Enter cuts it so; Esc leaves it." in shown
        assert {item.id: item.length_ms for item in keeper.kept.rundown.items} == before
        await pilot.press("enter")
        await settled(pilot)
        after = {item.id: item.length_ms for item in keeper.kept.rundown.items}
        assert sum(after.values()) < sum(before.values())
        assert "changes." in screen.said
        await pressed(pilot, "u")
        assert {item.id: item.length_ms for item in keeper.kept.rundown.items} == before


async def test_a_start_that_was_pressed_late_is_corrected(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "space")
        started = keeper.now_ms
        await pilot.press("l")
        await settled(pilot)
        app.screen.query(Input).first().value = "90s"
        await pilot.press("enter")
        await settled(pilot)
        run = keeper.kept.show(keeper.now_ms).run("opening")
        assert run.started_ms == started - 90_000


async def test_another_stage_is_chosen_among_all(site, keeper) -> None:
    blue(keeper)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f9")
        await settled(pilot)
        stages = screen.query_one("#stages", LineList)
        assert [line.cells[1] for line in stages.lines] == ["Main stage", "Blue stage"]
        await pilot.press("down", "enter")
        await settled(pilot)
        assert screen.board.stage == "blue"
        assert "Panel – Ada" in screen_text(app)


async def test_an_empty_stage_teaches(site, clock) -> None:
    Keeper(site, clock)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        shown = " ".join(screen_text(app).split())
        assert "Nothing is planned on Main stage on 2026-11-24." in shown
        assert "onsite stage import schedule.json" in shown


async def test_each_phase_is_told_once_and_the_timer_goes_on_behind_a_dialog(site, keeper) -> None:
    keeper.do("go")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for minutes, told in (
            (6, "“Opening”: 5:00 left."),
            (9.5, "“Opening”: 1:00 left, wrap up."),
            (11, "“Opening” is over time."),
        ):
            keeper.at(minutes)
            screen.tick()
            assert screen.said == told
            screen.said = ""
            screen.tick()
            assert screen.said == ""
        await pilot.press("m")
        await settled(pilot)
        before = screen.moment.now_ms
        keeper.at(12)
        for _look in range(100):
            if screen.moment.now_ms != before:
                break
            await pilot.pause(0.02)
        assert screen.moment.now_ms == keeper.now_ms


async def test_what_runs_stays_and_what_has_run_is_asked_about(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        keeper.clock.advance(seconds=5)
        await pilot.press("delete")
        told = "“Opening” runs. Stop it first, or let it be over; then take it out."
        await until(pilot, lambda: screen.said == told)
        keeper.clock.advance(seconds=5)
        await pressed(pilot, "space")
        screen.query_one("#rundown", LineList).cursor = 0
        keeper.clock.advance(seconds=5)
        await pilot.press("delete")
        asked = "“Opening” has run. Take it out all the same?"
        await until(pilot, lambda: asked in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: asked not in screen_text(app))
        assert keeper.order == ["opening", "talk", "break", "closing"]
        screen.query_one("#rundown", LineList).cursor = 2
        keeper.clock.advance(seconds=5)
        await pilot.press("delete")
        await until(pilot, lambda: keeper.order == ["opening", "talk", "closing"])
        await until(pilot, lambda: screen.item_at == "closing")


def footer(app) -> str:
    """The last line of the screen: the keys that are offered."""
    return screen_text(app).splitlines()[-1]


async def test_why_an_item_was_late_is_noted_and_undone(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("z")
        await settled(pilot)
        assert "Why was “Opening” late?" in screen_text(app)
        app.screen.query_one("#act-reason", Input).value = "The bus was late"
        await pilot.press("enter")
        await settled(pilot)
        assert keeper.kept.fields["opening"].late_reason == "The bus was late"
        await pressed(pilot, "j")
        await settled(pilot)
        assert "Item changed reason for its" in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        await pressed(pilot, "u")
        assert not keeper.kept.fields["opening"].late_reason
        assert screen.said == "Undone: Item changed. “Opening”"


async def test_what_does_not_work_is_not_offered(site, clock) -> None:
    keeper = Keeper(site, clock)
    app = app_of(site)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.board, screen.opened = None, False
        screen.show_all()
        await settled(pilot)
        assert "Opening the store…" in screen_text(app)
        assert footer(app).startswith("F1 Help")
        await screen.read()
        await settled(pilot)
        assert footer(app).startswith("m Message u Undo b Black F4 Other stage F9 All stages")
        await pressed(pilot, "k")
        assert screen.said == "The rundown is empty."
        await pressed(pilot, "t")
        assert screen.said == "The rundown is empty."
        keeper.program()
        await screen.read()
        await settled(pilot)
        assert footer(app).startswith("⏎ Standby Space GO p Pause F5 −5 F6 −1 F7 +1 F8 +5")


async def test_a_plan_without_stages_offers_no_key_of_a_stage(site, clock) -> None:
    from onsite.plan.service import publish
    from tests.stage.keeping import PLAN

    site.write_now(publish, PLAN.partition("[stages.main]")[0], "Maria")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Write one down, as [stages.main]" in screen_text(app)
        assert footer(app).startswith("F1 Help")


async def test_no_key_does_nothing_in_silence(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "alt+up")
        assert screen.said == "No item is before it."
        screen.query_one("#rundown", LineList).cursor = 3
        await pressed(pilot, "alt+down")
        assert screen.said == "No item is after it."
        await pilot.press("f9")
        await settled(pilot)
        for key in ("k", "d", "e", "s", "h", "v", "w", "delete", "alt+up"):
            screen.tell("")
            await pressed(pilot, key)
            assert (key, screen.said) == (key, "Choose an item in the rundown first.")
