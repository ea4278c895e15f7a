"""The camera's screen: choosing, testing, undoing, and giving the camera back to the desk."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import qrcode
from textual import events
from textual.widgets import Input, Select

from onsite.app import OnsiteApp
from onsite.areas import AREAS as REAL_AREAS
from onsite.errors import NotPossibleError
from onsite.language import use
from onsite.scanner import settings
from onsite.scanner.camera import CameraState, Crowd, Figures, Playing, Sighting, View
from onsite.scanner.capture import CameraTrouble, Trouble
from onsite.scanner.hand_page import HandPage
from onsite.scanner.preview_pace import RATES
from onsite.scanner.preview_view import CameraView
from onsite.scanner.screen_words import Found
from onsite.scanner.settings import HandSettings, ScannerSettings
from onsite.ui.line_list import LineList
from tests.conftest import START
from tests.scanner.camera_stage import (
    BRIO,
    C270,
    FakeSource,
    StagedScreen,
    camera_app,
    newest,
    scene,
    until,
)
from tests.snapshots import screen_text, settled

NARROW, WIDE = (80, 24), (120, 40)
SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]
DENIED = CameraTrouble(
    Trouble.DENIED, "You may not use Logitech BRIO.", 'Run: sudo usermod -aG video "$USER".'
)
BOTH = (Found(C270), Found(BRIO, DENIED))
BUSY = CameraTrouble(Trouble.BUSY, "Another program uses HD Webcam C270.", "Close it.")


@pytest.fixture(autouse=True)
def _on_linux(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kept(site):
    """What is kept in the data folder now."""
    return lambda: settings.load(site.data)


async def shown(pilot):
    """The screen, once it has looked for cameras and read what was chosen."""
    screen = pilot.app.screen
    await until(pilot, lambda: screen.found is not None)
    await settled(pilot)
    return screen


async def test_where_cameras_cannot_be_listed_that_is_told_and_an_address_can_be_typed(
    site, monkeypatch
):
    def broken(screen):
        raise ImportError("libGL.so.1")

    monkeypatch.setattr(StagedScreen, "find_cameras", broken)
    app = camera_app(site)
    async with app.run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        said = screen_text(app)
        screen.choose("rtsp://10.0.0.7/door")
        await until(pilot, lambda: StagedScreen.cameras)

    assert "Cameras cannot be listed here" in said
    assert app.crashed is None


async def choose(pilot, *keys):
    """Choose another camera, and have it opened."""
    many = len(StagedScreen.cameras)
    await pilot.press(*keys)
    await until(pilot, lambda: len(StagedScreen.cameras) > many)
    await settled(pilot)


async def play(pilot, view=None):
    """The camera that was opened last gives pictures."""
    newest().play(view)
    await pilot.pause()
    pilot.app.screen.show_figures()
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_camera_it_teaches(site, same_screen, size):
    async with camera_app(site).run_test(size=size) as pilot:
        await shown(pilot)
        await same_screen(pilot.app, f"camera-none-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_camera_is_chosen_kept_and_tested_at_once(site, kept, same_screen, size):
    app = camera_app(site, *BOTH)
    async with app.run_test(size=size) as pilot:
        await shown(pilot)
        await same_screen(app, f"camera-choose-{size[0]}x{size[1]}")
        await choose(pilot, "home", "enter")
        assert kept() == ScannerSettings(camera=C270.id)
        newest().audience.code_sighted(Sighting("https://luma.com/check-in/evt-1?pk=g-77", START))
        newest().audience.code_sighted(Sighting("JANE001", START))
        await play(pilot)
        await same_screen(app, f"camera-tested-{size[0]}x{size[1]}")


async def test_bad_light_and_blur_are_said_with_what_helps(site, same_screen):
    settings.save(site.data, ScannerSettings(camera=C270.id))
    dark = View(scene(-170), (), Figures(4.2, 61.0, 9, 6.0, 22))
    app = camera_app(site, *BOTH)
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot)
        await play(pilot, dark)
        newest().audience.located(SimpleNamespace(hint=SimpleNamespace(value="closer")))
        await settled(pilot)
        await same_screen(app, "camera-dark-80x24")


async def test_in_chinese(site, same_screen):
    settings.save(site.data, ScannerSettings(camera=C270.id))
    app = camera_app(site, *BOTH)
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot)
        await play(pilot)
        app.use_language("zh_CN")
        await settled(pilot)
        use("en")
        await same_screen(app, "camera-chinese-80x24")


async def test_what_is_set_and_the_help_are_chinese_too(site):
    app = camera_app(site)
    async with app.run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        screen.query_one(HandPage).look_for_ports = no_ports
        await pilot.press("f7")
        app.use_language("zh_CN")
        await settled(pilot)
        on_page = screen_text(app)
        await pilot.press("f1")
        await settled(pilot)
        explained = screen_text(app)
        use("en")

    assert "自动判断" in on_page
    assert "┃  F8：撤销最近一次选择；Esc：撤销无法使用的选择。" in explained


async def test_a_camera_that_does_not_work_is_taken_back_by_escape(site, kept):
    app = camera_app(site, Found(C270), Found(BRIO))
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot)
        await choose(pilot, "home", "enter")
        await play(pilot)
        await choose(pilot, "down", "enter")
        failed = CameraState(Playing.RETRYING, "BRIO", BUSY, 2.0)
        newest().audience.camera_changed(failed)
        await settled(pilot)
        assert "✗ Another program uses HD Webcam C270. Close it." in screen_text(app)
        assert "esc Undo" in screen_text(app)

        await choose(pilot, "escape")

        assert kept().camera == C270.id
        assert newest().source.name == C270.id
        await play(pilot)
        assert "esc Back" in screen_text(app)


async def test_whatever_was_chosen_is_taken_back_one_after_the_other(site, kept):
    app = camera_app(site, Found(C270))
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot)
        await choose(pilot, "home", "enter")
        await play(pilot)
        await pilot.press("f5", "f6", "f6")
        await settled(pilot)
        assert kept() == ScannerSettings(camera=C270.id, mirrored=True, preview=False)
        assert "F5 Mirrored: yes" in screen_text(app)
        assert "F6 Picture: no" in screen_text(app)

        seen = []
        for _time in range(4):
            await pilot.press("f8")
            await settled(pilot)
            seen.append(kept())

        chosen = ScannerSettings(camera=C270.id)
        over_ssh = {"mirrored": True, "preview_over_ssh": True}
        assert seen == [
            chosen.model_copy(update=over_ssh),
            chosen.model_copy(update={"mirrored": True}),
            chosen,
            ScannerSettings(),
        ]
        assert "F8" not in screen_text(app)
        assert StagedScreen.told == [f"{C270.id} starts", f"{C270.id} stops"]


async def test_a_path_is_typed_and_kept_so_that_it_is_found_from_everywhere(
    site, kept, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "phones.mp4").write_bytes(b"")
    async with camera_app(site).run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        screen.query_one("#address", Input).value = "'phones.mp4'"
        await choose(pilot, "tab", "enter")

        assert kept().camera == str(tmp_path / "phones.mp4")
        assert screen.query_one("#address", Input).value == ""
        assert screen.query_one("#cameras", LineList).line.cells[1:] == ("phones.mp4", "file")


async def test_what_cannot_be_watched_is_not_kept(site, kept):
    async with camera_app(site).run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        screen.query_one("#address", Input).value = "gone.mp4"
        await pilot.press("tab", "enter")
        await settled(pilot)

        assert "✗ There is no file gone.mp4. Give another." in screen_text(pilot.app)
        assert screen.query_one("#address", Input).value == "gone.mp4"
        assert kept() == ScannerSettings()


async def test_a_camera_that_is_plugged_in_appears(site):
    app = camera_app(site)
    async with app.run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        StagedScreen.plugged.append(Found(C270))
        screen.look()
        await until(pilot, lambda: screen.found)
        await settled(pilot)
        assert "HD Webcam C270" in screen_text(app)


async def test_why_a_camera_cannot_be_used_stands_below_the_cursor(site):
    settings.save(site.data, ScannerSettings(camera="rtsp://door:secret@10.0.0.7/1"))
    app = camera_app(site, *BOTH)
    async with app.run_test(size=NARROW) as pilot:
        await shown(pilot)
        await pilot.press("home", "down")
        newest().audience.question_raised(Crowd("A", ("B",), START))
        await settled(pilot)
        assert "▲ You may not use Logitech BRIO. Run: sudo usermod" in screen_text(app)
        assert "Several codes are in view" in screen_text(app)
        assert "secret" not in screen_text(app)


async def test_one_camera_has_one_user(site):
    settings.save(site.data, ScannerSettings(camera=C270.id))
    app = camera_app(site, Found(C270), start="desk")
    async with app.run_test(size=NARROW) as pilot:
        await app.site_ready()
        await pilot.press("f10")
        await until(pilot, lambda: StagedScreen.cameras)
        await play(pilot)
        assert StagedScreen.told == ["desk lets go", f"{C270.id} starts"]
        assert "Camera: " in screen_text(app).splitlines()[-2]

        await pilot.press("f1")
        await settled(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: StagedScreen.told[-1] == "desk again")

        assert StagedScreen.told[2:] == [f"{C270.id} stops", "desk again"]
        assert "Camera: " not in screen_text(app).splitlines()[-2]


async def test_the_camera_that_the_desk_was_started_with_goes_before(site):
    source = FakeSource("phones.mp4", live=False)
    async with camera_app(site, Found(C270), camera=source).run_test(size=NARROW) as pilot:
        await shown(pilot)
        assert newest().source == source
        await choose(pilot, "home", "enter")
        assert "started with --camera phones.mp4" in screen_text(pilot.app)


async def test_a_damaged_file_is_said_and_replaced(site, kept):
    (site.data / "scanner.json").write_text("{")
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        assert "Choose again, with F10 in the app; that replaces it." in " ".join(
            screen_text(pilot.app).split()
        )
        await choose(pilot, "home", "enter")
        assert kept().camera == C270.id
        assert "damaged" not in screen_text(pilot.app)


async def test_what_cannot_be_kept_is_said_and_not_used(site, monkeypatch):
    def full(_data, _settings):
        raise NotPossibleError("The disk is full.", "Make room.")

    monkeypatch.setattr(settings, "save", full)
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert "✗ The disk is full. Make room." in screen_text(pilot.app)
        assert StagedScreen.cameras == []


async def test_over_ssh_there_is_a_picture_only_where_it_was_asked_for(site, monkeypatch):
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    settings.save(site.data, ScannerSettings(camera=C270.id))
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        await play(pilot)
        assert "No picture over SSH" in screen_text(pilot.app)
        await pilot.press("f6")
        await settled(pilot)
        assert "▀▀▀▀▀" in screen_text(pilot.app)


async def test_the_picture_rests_while_nothing_new_comes_and_goes_with_the_camera(site):
    settings.save(site.data, ScannerSettings(camera=C270.id))
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        await play(pilot)
        picture = pilot.app.screen.query_one(CameraView)
        drawn = []
        picture.refresh = lambda *regions, **_options: drawn.append(regions)
        await pilot.pause(0.25)
        assert drawn == []
        del picture.refresh
        newest().shown = None
        await until(pilot, lambda: "▀▀▀" not in screen_text(pilot.app))


async def test_a_busy_computer_has_no_picture_and_says_so(site):
    settings.save(site.data, ScannerSettings(camera=C270.id))
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        pilot.app.screen.query_one(CameraView)._pace._place = len(RATES) - 1
        await play(pilot)
        assert "No picture for now: the computer" in screen_text(pilot.app)
        assert "▀▀▀" not in screen_text(pilot.app)


async def test_what_can_be_chosen_can_be_clicked(site, kept):
    async with camera_app(site, Found(C270)).run_test(size=NARROW) as pilot:
        await shown(pilot)
        await pilot.click("#options", offset=(4, 0))
        await settled(pilot)
        assert kept().mirrored
        await pilot.click("#cameras", offset=(4, 0))
        await until(pilot, lambda: StagedScreen.cameras)
        assert kept().camera == C270.id


async def scan(pilot, text):
    """A hand scanner's burst into the field that has the focus, and its line end."""
    for at, sign in enumerate(text):
        event = events.Key(sign, sign)
        event.time = 100 + at * 0.004
        pilot.app.post_message(event)
    await pilot.pause()
    await pilot.press("enter")
    await settled(pilot)


async def test_a_hand_scanner_is_tried_and_set(site, kept, same_screen):
    app = camera_app(site)
    async with app.run_test(size=NARROW) as pilot:
        screen = await shown(pilot)
        screen.query_one(HandPage).look_for_ports = no_ports
        await pilot.press("f7")
        await scan(pilot, "TICKETß77;ABC")
        await same_screen(app, "camera-hand-80x24")

        await set_field(pilot, "prefix", r"\x02")
        await set_field(pilot, "stall_ms", "300")
        await set_field(pilot, "fast_ms", "0")
        assert "✗ “Next key within, in ms” takes a number, from 1 to 500." in screen_text(app)
        screen.query_one("#layout", Select).value = "de"
        await settled(pilot)

        hand = HandSettings(prefix="\x02", stall_ms=300, layout="de")
        assert kept() == ScannerSettings(hand=hand)
        await pilot.press("f8")
        await settled(pilot)
        assert kept().hand == hand.model_copy(update={"layout": ""})
        assert screen.query_one("#layout", Select).value == ""


async def no_ports(): ...


async def set_field(pilot, name, value):
    field = pilot.app.screen.query_one(f"#{name}", Input)
    field.focus()
    field.value = value
    await pilot.press("enter")
    await settled(pilot)


async def test_a_folder_of_pictures_is_read_as_the_desk_would(site, kept, tmp_path):
    folder = tmp_path / "phones"
    folder.mkdir()
    qrcode.make("https://luma.com/check-in/evt-1?pk=g-77").save(folder / "phone.png")
    areas = [area for area in REAL_AREAS if area.mode == "camera"]
    app = OnsiteApp(
        lambda: site, start_mode="camera", language_code="en", clock=site.clock, areas=areas
    )
    async with app.run_test(size=NARROW) as pilot:
        screen = app.screen
        await app.site_ready()
        screen.query_one("#address", Input).value = str(folder)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: screen.readings)
        await until(pilot, lambda: "g-77 · evt-1" in screen_text(app))
    assert kept().camera == str(folder)
