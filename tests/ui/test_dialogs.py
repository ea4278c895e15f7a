"""Dialogs: what is answered, that Esc cancels, and that the focus goes back."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.ui.dialogs import AskReason, Choose, Confirm
from tests.snapshots import settled
from tests.ui.stage import LINES, stage_app

CASES = [
    (lambda: Confirm("Take it back?"), ["y"], True),
    (lambda: Confirm("Take it back?"), ["enter"], True),
    (lambda: Confirm("Take it back?"), ["right", "enter"], False),
    (lambda: Confirm("Take it back?"), ["n"], False),
    (lambda: Confirm("Take it back?"), ["escape"], False),
    (lambda: AskReason("Why?"), [*"oops", "enter"], "oops"),
    (lambda: AskReason("Why?"), ["enter", "space", "enter", "x", "enter"], "x"),
    (lambda: AskReason("Why?"), [*"oops", "escape"], None),
    (lambda: Choose("Which?", LINES), ["down", "enter"], "1"),
    (lambda: Choose("Which?", LINES, at="3"), ["enter"], "3"),
    (lambda: Choose("Which?", LINES), ["escape"], None),
]


@pytest.mark.parametrize(("dialog", "keys", "answer"), CASES)
async def test_answers(site, dialog, keys, answer):
    app = stage_app(site)
    answers = []
    async with app.run_test() as pilot:
        await app.site_ready()
        field = app.screen.query_one(Input)
        await app.push_screen(dialog(), answers.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert (answers, app.focused) == ([answer], field)


@pytest.mark.parametrize(
    ("name", "dialog"),
    [
        ("confirm", lambda: Confirm("Take back that 王小明 came in?", yes="Take it back")),
        ("reason", lambda: AskReason("Why is it taken back?", placeholder="wrong person")),
        ("choice", lambda: Choose("Which one?", LINES)),
    ],
)
async def test_on_a_screen(site, same_screen, name, dialog):
    app = stage_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await app.push_screen(dialog())
        if name == "reason":
            await pilot.press("enter")
        await settled(pilot)
        await same_screen(app, f"dialog-{name}-80x24")
