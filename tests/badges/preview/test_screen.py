"""A badge on the screen while its file is edited: a mistake does not hide the last picture."""

from __future__ import annotations

import pytest
from PIL import Image

from onsite.app import OnsiteApp
from onsite.areas import Place
from onsite.plan.service import publish
from tests.checkin.conftest import PLAN, Roll
from tests.snapshots import screen_text, settled

DESIGN = """
size = "a7"

[layers.name]
kind = "text"
text = "{name}"
x = 5
y = 20
width = 64
height = 20
size_max = 24
size_min = 20
lines = 1
"""
BACK = """
[back.word]
kind = "text"
text = "Back"
x = 5
y = 20
width = 64
height = 20
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "badges"
    made.mkdir()
    (made / "mine.toml").write_text(DESIGN)
    return made


@pytest.fixture
def listed(site):
    site.write_now(publish, PLAN, "Maria")
    roll = Roll(site)
    for name in ("Jane Doe", "Maximiliane-Alexandra von Hohenstein-Oberndorfer", "Bo Li"):
        roll.add(name, name[:4].upper())


def preview_of(site, folder, language="en", **more) -> OnsiteApp:
    draft = {"design": "mine", "folder": str(folder), **more}
    place = Place("preview", language=language, drafts={"preview": draft})
    return OnsiteApp(lambda: site, place=place, clock=site.clock)


async def shows(pilot, *parts: str) -> str:
    """The screen, once it says all of that."""
    shown = ""
    for _look in range(400):
        shown = " ".join(screen_text(pilot.app).replace("▀", "").split())
        if all(each in shown for each in parts):
            return shown
        await pilot.pause(0.02)
    raise AssertionError(shown)


async def test_the_picture_follows_the_file_and_stays_where_it_has_a_mistake(
    site, listed, folder, same_screen
) -> None:
    app = preview_of(site, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "1 of 3: the longest names", "Maximiliane", "name does not fit")
        before = app.screen.work.seen.shot.image.tobytes()
        (folder / "mine.toml").write_text(DESIGN.replace("size_min = 20", "size_min = 5"))
        await shows(pilot, "Everything fits")
        good = app.screen.work.seen.shot.image.tobytes()
        assert good != before
        (folder / "mine.toml").write_text(DESIGN.replace("width = 64", 'width = "wide"'))
        await shows(pilot, "1 mistake in mine.toml", "line", "width")
        await settled(pilot)
        await same_screen(app, "preview-mistake-80x24")
        assert app.screen.work.seen.shot.image.tobytes() == good
        (folder / "mine.toml").write_text(DESIGN.replace("size_min = 20", "size_min = 5"))
        await shows(pilot, "Everything fits")
        await settled(pilot)
        await same_screen(app, "preview-80x24")


async def test_the_keys_go_through_people_sides_and_colours(site, listed, folder) -> None:
    (folder / "mine.toml").write_text('fold = "back"\n' + DESIGN + BACK)
    app = preview_of(site, folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await shows(pilot, "1 of 3: the longest names", "Front · colour")
        await pilot.press("n")
        await shows(pilot, "2 of 3", "Jane Doe")
        await pilot.press("n", "n")
        await shows(pilot, "1 of 3", "Maximiliane")
        await pilot.press("p")
        await shows(pilot, "3 of 3", "Bo Li")
        await pilot.press("f5")
        await shows(pilot, "those with the most faults", "Maximiliane")
        await pilot.press("f5")
        await shows(pilot, "1 of 3: the shortest names", "Bo Li")
        await pilot.press("f6", "f7")
        await shows(pilot, "Back · black and white")
        assert app.screen.work.seen.shot.image.mode == "1"
        small = app.screen.query_one("#badge").max_scroll_y
        await pilot.press("z")
        await settled(pilot)
        assert (small, app.screen.query_one("#badge").max_scroll_y > 0) == (0, True)


PHOTO = """
[layers.photo]
kind = "photo"
x = 5
y = 50
width = 20
height = 25
"""
RED = (200, 0, 0)


async def test_portraits_are_shown_where_they_are_and_a_frame_where_not(
    site, listed, folder
) -> None:
    (site.data / "photos").mkdir()
    Image.new("RGB", (40, 50), RED).save(site.data / "photos" / "MAXI.png")
    (folder / "mine.toml").write_text(DESIGN + PHOTO)
    app = preview_of(site, folder)

    def middle():
        image = app.screen.work.seen.shot.image.convert("RGB")
        return image.crop([round(mm / 25.4 * 300) for mm in (6, 51, 24, 74)]).getcolors(4096)

    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Maximiliane")
        assert [colour for _many, colour in middle()] == [RED]
        assert "No portrait" not in screen_text(app)
        await pilot.press("n")
        await shows(
            pilot, "2 of 3", "No portrait. Put a JPEG or PNG, named by the ticket code, into"
        )
        assert len(middle()) > 1, "the frame is named"
        (folder / "mine.toml").write_text(DESIGN)
        await pilot.pause(0.6)
        await settled(pilot)
        assert "No portrait" not in screen_text(app)


async def test_in_chinese(site, listed, folder, same_screen) -> None:
    twice = DESIGN.split("\n", 2)[2].replace(".name", ".other")
    (folder / "mine.toml").write_text('fold = "back"\n' + DESIGN + twice + BACK)
    app = preview_of(site, folder, "zh_CN")
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Maximiliane", "other", "mm")
        await settled(pilot)
        await same_screen(app, "preview-80x24-zh_CN")
        (folder / "mine.toml").write_text(DESIGN.replace("width = 64", 'width = "wide"'))
        await shows(pilot, "“wide”")
        await settled(pilot)
        await same_screen(app, "preview-mistake-80x24-zh_CN")


async def test_what_lies_on_each_other_is_said_beside_the_picture(site, listed, folder) -> None:
    (folder / "mine.toml").write_text(DESIGN + DESIGN.split("\n", 2)[2].replace(".name", ".other"))
    app = preview_of(site, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await shows(pilot, "“other” lies on “name” by ")
        assert "Everything fits" not in shown


async def test_without_a_list_the_guests_are_made_up(site, folder) -> None:
    app = preview_of(site, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "A made-up guest: nobody is on the list yet", "Maximiliane")
        await pilot.press("n")
        await shows(pilot, "欧阳思远")
