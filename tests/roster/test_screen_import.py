"""The import screen: nothing comes in unseen, and every way leads back."""

from __future__ import annotations

import os

import pytest
from textual.widgets import Input, Select

from onsite import language
from onsite.app import OnsiteApp
from onsite.areas import Area
from onsite.plan.service import publish
from onsite.roster import service
from onsite.roster.import_parts import typed_path
from onsite.roster.import_questions import WrongFile
from onsite.ui.dialogs import AskReason
from onsite.ui.line_list import LineList
from tests.roster.lists import LISTS, PLAN, bring_in, write
from tests.snapshots import screen_text

AREA = Area("roster", "f3", "List", "onsite.roster.screen:ImportScreen", works_bare=True)
MIXED = (
    "Name,Code,Company,Type,Status\n"
    "Ann Lee,A1,Acme,VIP,\n"
    "王小明,A2,长江出版社,Conference pass,\n"
    ",,Nameless Ltd,,\n"
    "José Álvarez,A3,Órbita Móvil,Press,on hold\n"
    "José Álvarez,A3,Órbita Móvil,Press,on hold\n"
)


@pytest.fixture
def app(site):
    site.write_now(publish, PLAN, "Maria")
    return OnsiteApp(
        lambda: site, start_mode="roster", language_code="en", clock=site.clock, areas=(AREA,)
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder that the app is started in: short paths, the same on every machine."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def until(pilot, step):
    screen = pilot.app.screen_stack[0]
    for _turn in range(300):
        if screen.step == step:
            await settled(pilot)
            return screen
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def settled(pilot):
    """Wait until nothing moves on the screen any more."""
    shown = []
    for _turn in range(100):
        await pilot.pause(0.02)
        shown.append(screen_text(pilot.app))
        if len(shown) > 5 and len(set(shown[-5:])) == 1:
            return
    raise AssertionError(shown[-1])


async def read(pilot, path, step="seen"):
    pilot.app.screen.query_one("#path", Input).value = str(path)
    await pilot.press("enter")
    return await until(pilot, step)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_from_the_path_to_the_result(app, site, here, same_screen, size):
    bring_in(site, write(here, "Name,Code,Company\nAnn Lee,A1,Bell\nBea,B1,Bell\nCy,C1,Bell\n"))
    write(here, MIXED, "guests.csv")
    label = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await app.site_ready()
        await settled(pilot)
        await same_screen(app, f"import-choose-{label}")
        await read(pilot, "guests.csv")
        await same_screen(app, f"import-seen-{label}")
        assert site.read_now(service.size).listed == 3
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(app.screen, WrongFile)
        await same_screen(app, f"import-suspicious-{label}")
        await pilot.press("y")
        await until(pilot, "done")
        await settled(pilot)
        await same_screen(app, f"import-done-{label}")
    assert site.read_now(service.size) == service.Size(listed=5, withdrawn=2)


async def test_escape_leaves_everything_as_it_is(app, site, here):
    write(here, MIXED, "guests.csv")
    async with app.run_test() as pilot:
        await app.site_ready()
        await read(pilot, "guests.csv")
        await pilot.press("escape")
        screen = await until(pilot, "choose")
        assert screen.focused.id == "path"
        await pilot.press("f5", "f6")
        assert screen.step == "choose"
    assert site.read_now(service.size).listed == 0


async def test_no_is_no(app, site, here):
    bring_in(site, write(here, "Name,Code\nBea,B1\n"))
    write(here, MIXED, "guests.csv")
    async with app.run_test() as pilot:
        await app.site_ready()
        await read(pilot, "guests.csv")
        await pilot.press("f5")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.step == "seen"
    assert site.read_now(service.size) == service.Size(listed=1, withdrawn=0)


async def test_a_list_beside_the_first_gets_a_name_and_withdraws_nobody(app, site, here):
    bring_in(site, write(here, "Name,Code\nAnn,A1\nBea,B1\n"))
    write(here, "Name,Code,Type\nCy,C1,VIP\n", "speakers.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        for turn in range(2):
            await read(pilot, "speakers.csv")
            await pilot.press("f5")
            await pilot.pause()
            await pilot.press("a")
            await pilot.pause()
            assert isinstance(app.screen, AskReason)
            assert app.screen.query_one(Input).value == ("speakers", "talks")[turn]
            await pilot.press(*["talks", ""][turn], "enter")
            screen = await until(pilot, "seen")
            assert screen.seen.counts["gone"] == 0
            assert screen.seen.counts["new"] == 1 - turn
            await pilot.press("f5")
            await until(pilot, "done")
            await settled(pilot)
            await pilot.press("escape")
            await until(pilot, "choose")
    assert site.read_now(service.size) == service.Size(listed=3, withdrawn=0)


async def test_who_is_new_is_seen_before_who_is_gone(app, site, here):
    bring_in(site, write(here, "Name,Code\nAnn,A1\nBea,B1\n"))
    write(here, "Name,Code\nAnna,A1\nCy,C1\n,\n ,x\n,,Acme\n", "newer.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        screen = await read(pilot, "newer.csv")
        said = [line.cells[1] for line in screen.query_one(LineList).lines]
    assert said == ["unusable", "odd", "odd", "changed", "new", "new", "gone"]


async def test_unknown_columns_are_asked_for_once(app, site, here, same_screen):
    write(here, "Wer,Wo,Nummer\nAnn Lee,Acme,17\n王小明,Bell,18\n", "strange.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        screen = await read(pilot, "strange.csv", "map")
        await same_screen(app, "import-columns-80x24")
        screen.query_one("#map-name", Select).value = "Wer"
        screen.query_one("#map-code", Select).value = "Nummer"
        await pilot.press("f5")
        await until(pilot, "seen")
        await pilot.press("f5")
        await until(pilot, "done")
        await pilot.press("escape")
        await until(pilot, "choose")
        await read(pilot, "strange.csv")
    assert site.read_now(service.mappings) == {
        ("Wer", "Wo", "Nummer"): {"name": "Wer", "code": "Nummer"}
    }


async def test_columns_can_be_changed_after_the_dry_run(app, here):
    write(here, "Name,Nickname,Code\nAnn Lee,Annie,17\n", "guests.csv")
    async with app.run_test() as pilot:
        await app.site_ready()
        await read(pilot, "guests.csv")
        await pilot.press("f6")
        screen = await until(pilot, "map")
        assert screen.query_one("#map-code", Select).value == "Code"
        screen.query_one("#map-name", Select).value = "Nickname"
        await pilot.press("f5")
        await until(pilot, "seen")
        assert [line.cells[2] for line in screen.query_one(LineList).lines] == ["Annie"]


async def test_a_file_that_cannot_be_read_is_explained(app, here, same_screen):
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        screen = await read(pilot, "nowhere.csv", "choose")
        await settled(pilot)
        await same_screen(app, "import-missing-80x24")
        assert screen.focused.id == "path"


async def test_paths_complete_themselves(app, here):
    write(here, MIXED, "guests.csv")
    write(here, "x", "guests.pdf")
    (here / "older").mkdir()
    async with app.run_test() as pilot:
        await app.site_ready()
        path = app.screen.query_one("#path", Input)
        for typed, completed in (("gu", "guests.csv"), ("ol", f"older{os.sep}"), ("zz", "zz")):
            path.value = ""
            await pilot.press(*typed)
            await pilot.pause(0.1)
            await pilot.press("right")
            assert path.value == completed


async def test_the_language_is_switched_without_losing_the_dry_run(app, here):
    write(here, MIXED, "guests.csv")
    async with app.run_test() as pilot:
        await app.site_ready()
        screen = await read(pilot, "guests.csv")
        before = len(screen.query_one(LineList).lines)
        language.use("zh_CN")
        screen.retranslate()
        await pilot.pause()
        assert (screen.step, len(screen.query_one(LineList).lines)) == ("seen", before)


async def test_the_path_lives_on_after_a_crash(app):
    async with app.run_test() as pilot:
        await app.site_ready()
        await pilot.press(*"a.csv")
        draft = app.screen.draft()
        fresh = type(app.screen)()
        fresh.restore(draft)
        assert draft == {"path": "a.csv"}
        assert fresh.typed == "a.csv"


@pytest.mark.skipif(os.sep != "/", reason="paths of POSIX")
@pytest.mark.parametrize(
    ("text", "path"),
    [
        (" /tmp/a.csv ", "/tmp/a.csv"),
        ("'/tmp/my list.csv'", "/tmp/my list.csv"),
        ('"/tmp/my list.csv"', "/tmp/my list.csv"),
        ("/tmp/my\\ list.csv", "/tmp/my list.csv"),
        ("file:///tmp/my%20list.csv", "/tmp/my list.csv"),
    ],
)
def test_a_dropped_path_is_understood(text, path):
    assert str(typed_path(text)) == path


async def test_a_large_sample_scrolls(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        screen = await read(pilot, LISTS / "pretix_orders_positions.csv")
        await pilot.press("end")
        await pilot.pause()
        assert screen.query_one(LineList).cursor == 199
