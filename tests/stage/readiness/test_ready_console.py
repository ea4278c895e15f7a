"""The speakers in the timekeeper's console: as they look, and what the keys leave on the disk."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.stage import editing
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.readiness.dialog import SpeakersDialog
from onsite.ui.line_list import LineList
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened
from tests.stage.keeping import Keeper
from tests.stage.readiness.backstage import Backstage, list_ada

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
TEXTS = ItemFields(
    introduction="Ada wrote the first program, for a machine that was never built.",
    moderator="Grace Hopper",
    agreed="10 and 5 minutes, nothing else",
    qa_form="from the room, no microphone runs",
)


@pytest.fixture
def stage(site, clock) -> Backstage:
    keeper = Keeper(site, clock)
    keeper.program()
    list_ada(site)
    guest = Speaker(id="bo", name="王小明", email="bo@example.org")
    keeper.edit(
        lambda press: editing.changed(press, "talk", TEXTS),
        lambda press: editing.changed(press, "closing", ItemFields(speakers=(guest,))),
    )
    keeper.at(0)
    keeper.do("go")
    return Backstage(keeper)


async def asked(pilot) -> SpeakersDialog:
    """The dialog, once the contact cards stand there."""
    await pilot.press("v")
    await settled(pilot)
    assert isinstance(pilot.app.screen, SpeakersDialog), screen_text(pilot.app)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(stage, size, same_screen) -> None:
    stage.scan()
    stage.keeper.at(5)
    stage.say("mic")
    app = app_of(stage.site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, f"console-{size[0]}x{size[1]}")
        await asked(pilot)
        await same_screen(app, f"speakers-{size[0]}x{size[1]}")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(stage, language, same_screen) -> None:
    app = app_of(stage.site, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await asked(pilot)
        await same_screen(app, f"speakers-80x24-{language}")


async def test_who_is_not_here_is_told_until_a_desk_lets_them_in(stage) -> None:
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        told = "! Ada is not here: “Talk” is expected in 10 min. v: call, hold, fill."
        assert told in screen_text(app)
        assert "to come     !–··· Talk – Ada" in screen_text(app)
        stage.scan()
        await screen.read()
        await settled(pilot)
        assert "Ada is" not in screen_text(app)
        assert "to come      A··· Talk – Ada" in screen_text(app)
        stage.keeper.at(6)
        screen.tick()
        await settled(pilot)
        told = "! Ada is not beside the stage: “Talk” is expected in 4 min. v"
        assert told in screen_text(app)


async def test_a_key_says_so_and_takes_it_back(stage) -> None:
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await asked(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "Ada: fetched." in screen_text(app)
        await pilot.press("5", "down")
        await settled(pilot)
        assert stage.states == {"fetched", "side"}
        await pilot.press("2")
        await settled(pilot)
        assert "Ada: “fetched” is taken back." in screen_text(app)
        await pilot.press("home", "down", "down", "down", "space")
        await settled(pilot)
        assert stage.states == {"side", "mic"}
        assert "Ada: microphone on." in screen_text(app)


async def test_the_arrows_lead_to_the_next_item_with_speakers(stage) -> None:
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        dialog = await asked(pilot)
        assert "+44 20 7946 0000" in screen_text(app)
        await pilot.press("right", "right")
        await settled(pilot)
        shown = screen_text(app)
        assert "Closing · expected at 10:00, in 60 min" in shown
        assert "王小明 is not on the list." in shown
        await pilot.press("1")
        await settled(pilot)
        assert {*stage.ready["closing"][0].marks} == {"arrived"}
        await pilot.press("left")
        await settled(pilot)
        assert dialog.query_one(LineList).lines[0].cells[2] == "Ada"


async def test_an_item_without_speakers_says_so_and_how_it_gets_some(stage) -> None:
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for lets_in in (False, True):
            screen.query_one("#rundown", LineList).cursor = 2
            await pilot.press("v")
            await settled(pilot)
            assert app.screen is screen
            assert screen.said == "“Break” has no speakers. e names some."
            screen.tell("")
            if not lets_in:
                stage.scan()
                await screen.read()
        screen.query_one("#rundown", LineList).cursor = 0
        await pilot.press("v")
        await settled(pilot)
        assert screen.said == "“Opening” has no speakers. e names some."


async def test_the_slot_is_held_filled_and_swapped(stage) -> None:
    keeper = stage.keeper
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await asked(pilot)
        await pilot.press("h")
        await settled(pilot)
        assert keeper.kept.fields["talk"].held
        assert screen.said == "The slot of “Talk – Ada” is held: it begins by hand only."
        await asked(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert "Which item takes the slot of “Talk – Ada”" in screen_text(app)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert keeper.order == ["opening", "closing", "talk", "break"]
        assert keeper.kept.fields["talk"].skipped
        assert screen.said.startswith("“Closing – 王小明” takes the slot of “Talk – Ada”, which is")
        await pilot.press("u")
        await settled(pilot)
        assert keeper.order == ["opening", "talk", "break", "closing"]
        await asked(pilot)
        await pilot.press("s")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert keeper.order == ["opening", "closing", "break", "talk"]
        assert screen.is_current


async def test_what_was_agreed_is_noted(stage) -> None:
    app = app_of(stage.site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await asked(pilot)
        await pilot.press("e")
        await settled(pilot)
        app.screen.query_one("#act-moderator", Input).value = "Mary"
        await pilot.press("enter")
        await settled(pilot)
        assert "Moderator: Mary" in screen_text(app)
        said = stage.keeper.kept.fields["talk"]
        assert (said.moderator, said.agreed) == ("Mary", TEXTS.agreed)
