"""The list: cursor, keys, mouse, widths, and no lag with a hundred thousand lines."""

from __future__ import annotations

import time

import pytest
from textual.app import App

from onsite.ui import themes
from onsite.ui.line_list import Column, Line, LineList
from tests.snapshots import screen_text

MANY = [Line(str(n), (f"王小明 {n}", f"A{n}")) for n in range(100_000)]


class ListApp(App[None]):
    """A list, and what it told."""

    CSS_PATH = themes.STYLES

    def __init__(self):
        super().__init__()
        themes.register(self)
        self.told = []

    def compose(self):
        yield LineList(Column("Name"), Column("Order", 7, right=True), empty="Nobody yet")

    def on_line_list_highlighted(self, message):
        self.told.append(("highlighted", message.line.key))

    def on_line_list_chosen(self, message):
        assert message.control is message.line_list
        self.told.append(("chosen", message.line.key))


@pytest.fixture
async def stage():
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        yield app, app.query_one(LineList), pilot


async def test_an_empty_list_says_so(stage):
    app, people, pilot = stage
    await pilot.press("down", "enter", "end", "pagedown")
    assert screen_text(app).splitlines()[:3] == ["Name                     Order", "Nobody yet", ""]
    assert (people.cursor, people.line, app.told) == (-1, None, [])


async def test_keys_move_the_cursor(stage):
    app, people, pilot = stage
    people.show(MANY)
    await pilot.press("down", "down", "up", "pagedown", "enter", "end", "home")
    await pilot.pause()
    assert app.told == [
        ("highlighted", "0"),
        ("highlighted", "1"),
        ("highlighted", "2"),
        ("highlighted", "1"),
        ("highlighted", "7"),
        ("chosen", "7"),
        ("highlighted", "99999"),
        ("highlighted", "0"),
    ]


async def test_the_cursor_is_always_in_sight(stage):
    app, people, pilot = stage
    people.show(MANY)
    await pilot.press("end")
    await pilot.pause()
    assert screen_text(app).splitlines()[-1].split() == ["王小明", "99999", "A99999"]
    await pilot.press("home")
    await pilot.pause()
    assert screen_text(app).splitlines()[:2] == [
        "Name                    Order",
        "王小明 0                   A0",
    ]


async def test_a_click_chooses(stage):
    app, people, pilot = stage
    people.show(MANY)
    await pilot.click(LineList, offset=(3, 4))
    await pilot.click(LineList, offset=(3, 0))
    await pilot.pause()
    assert app.told[-2:] == [("highlighted", "3"), ("chosen", "3")]


async def test_other_lines_keep_the_cursor_on_its_key(stage):
    _app, people, pilot = stage
    people.show(MANY[:50])
    await pilot.press("down", "down", "down")
    people.show([Line("new", ("Ada", "A")), *MANY[:50]])
    assert (people.cursor, people.line.key) == (4, "3")
    people.show(MANY[10:20])
    assert people.line.key == "10"
    people.show(MANY[:50], keep=False)
    assert people.line.key == "0"


async def test_a_hundred_thousand_lines_cost_what_is_visible(stage):
    _app, people, pilot = stage

    async def cost(lines):
        people.show(lines, keep=False)
        began = time.process_time()
        await pilot.press(*["pagedown"] * 20, *["up"] * 20)
        return time.process_time() - began

    few = await cost(MANY[:1000])
    assert await cost(MANY) < 3 * few


async def test_titles_can_be_translated(stage):
    app, people, pilot = stage
    people.retitle(Column("姓名"), Column("订单", 7, right=True), empty="还没有人")
    await pilot.pause()
    assert screen_text(app).splitlines()[:2] == ["姓名                      订单", "还没有人"]
