"""The other pages of the board: checklists, what was sent; and what is given away from it."""

from __future__ import annotations

import json
import threading

import pytest

from onsite.incidents.paging.reach import Reach
from onsite.incidents.shell import giving
from onsite.plan.service import publish
from onsite.staff import access
from tests.incidents.board.test_board_screen import board_app, opened, pressed, sized
from tests.incidents.conftest import Log
from tests.incidents.paging.conftest import PLAN as PAGING
from tests.snapshots import screen_text


async def until(pilot, holds) -> None:
    """Wait for something, a few seconds at most."""
    for _round in range(300):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


@sized
async def test_how_the_checklists_look(site, equipment, same_screen, size):
    equipment.look_at("Monitors", note="the left one hums")
    equipment.look_at("Follow spot", "failed", "no lamp", checklist="light")
    app = board_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pressed(pilot, "1")
        await same_screen(app, "checks-{}x{}".format(*size))
    assert app.reported == []


async def test_something_works_fails_and_is_on_its_backup(site, equipment):
    app = board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "1", "home", "enter")
        # The line of a checklist itself is nothing to look at.
        assert app.screen is screen
        await until(pilot, lambda: len(screen.query_one("#checks").lines) == 5)
        await pressed(pilot, "down")
        assert "Hand-held" in screen.query_one("#checks").line.cells[0]
        await pressed(pilot, "enter", "down", "enter", "=no signal", "enter")
        assert screen.said.startswith("Hand-held microphones has failed: ")
        assert "no signal · backup: Lectern mic" in screen_text(app)
        # Its backup is what comes next; only a person says so.
        await pressed(pilot, "enter", "enter")
        assert screen.said.endswith("Lectern microphone is in use.")
        await pressed(pilot, "down", "enter", "enter")
        assert screen.said == "Monitors: it works."
        mics, monitors = equipment.sheet().items
        assert (mics.result, mics.note, mics.on_backup) == ("failed", "no signal", True)
        assert (monitors.result, monitors.operator) == ("ok", "Maria")
        shown = screen_text(app)
        assert "no signal · on backup: Lectern " in shown
        assert "1 failed · all looked at" in shown
        await pressed(pilot, "escape")
        assert [each.state for each in screen.survey.incidents.values()] == ["on-backup"]
        equipment.clock.advance(minutes=40)
        await pressed(pilot, "1")
        assert "late since 07:30 · 1 to look at" in screen_text(app)
    assert app.reported == []


async def test_what_was_sent_and_what_has_failed_is_tried_again(
    site, clock, same_screen, monkeypatch
):
    answers = {"sms": "timeout"}

    async def tell(_reach, _plan, _person, channel, *_more) -> str:
        return answers.get(channel, "")

    monkeypatch.setattr(Reach, "tell", tell)
    site.write_now(publish, PAGING, "Maria")
    log = Log(site, clock)
    fall = log.reported("fall", types=("medical",), zone="h2")
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "2")
        assert "Nothing was sent" not in screen_text(app)
        await until(pilot, lambda: [each.state for each in screen.sendings] == ["failed", "sent"])
        await same_screen(app, "sent-80x24")
        answers.clear()
        await pressed(pilot, "enter")
        assert screen.said == "It is tried again now."
        await until(pilot, lambda: [each.state for each in screen.sendings] == ["sent", "sent"])
        await pressed(pilot, "enter")
        assert screen.said.startswith("It was sent.")
    assert log.kinds(fall).count("page_begun") == 3
    assert app.reported == []


async def test_incidents_are_given_away_and_the_file_is_named(site, evening, tmp_path):
    site.write_now(access.set_pin, evening.plan, "ana", access.hashed("4071"), "ana")
    file = tmp_path / "away.json"
    app = board_app(site)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "f9")
        assert "KRT-1: METHANE, PDF" in screen_text(app)
        await pressed(pilot, "down", "down", "down", "down", "down", "enter", "enter")
        written = app.screen.query("Input").first()
        assert written.value.endswith(".json")
        written.value = str(tmp_path / "away.txt")
        await pressed(pilot, "enter")
        assert "is no file for the form log" in screen_text(app)
        written.value = str(file)
        await pressed(pilot, "enter")
        assert screen.said.startswith(f"3 incidents: {file}")
        # Who they are about is told by those who may see it alone.
        assert "Restricted, only number and zone: " in screen.said
    assert {each["id"] for each in json.loads(file.read_text())["incidents"]} == {"a1", "b2", "c3"}
    assert app.reported == []


async def test_what_is_restricted_is_given_away_by_who_may_open_it(site, evening, tmp_path):
    site.write_now(access.set_pin, evening.plan, "ana", access.hashed("4071"), "ana")
    file = tmp_path / "all.json"
    app = board_app(site, "bo")
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(pilot)
        asks = ["f9", *["down"] * 5, "enter", "down", "enter"]
        await pressed(pilot, *asks)
        assert "What is restricted is for" in screen_text(app)
        # Without a PIN nothing is given away.
        await pressed(pilot, "escape")
        assert app.screen is screen
        await pressed(pilot, *asks, "=4071", "enter")
        await until(pilot, lambda: app.screen.query("#act-file"))
        app.screen.query("Input").first().value = str(file)
        await pressed(pilot, "enter")
        await until(pilot, lambda: screen.said)
    texts = {each["id"]: each["text"] for each in json.loads(file.read_text())["incidents"]}
    assert texts["c3"] == "looks for its parents"
    opened_by = [each.operator for each in evening.timeline("c3") if "opened" in each.kind]
    assert opened_by == ["ana"]
    assert app.reported == []


@pytest.mark.parametrize("fails", [False, True])
async def test_what_takes_long_is_told_while_everything_else_goes_on(
    site, evening, monkeypatch, fails
):
    waits = threading.Event()

    def slow(*_given, **_more):
        assert waits.wait(20)
        if fails:
            giving.format_of("shift", tmp)
        return {"incidents": 3, "veiled": [], "replaced": [], "files": [], "form": "log"}

    tmp = site.data / "sheet.csv"
    monkeypatch.setattr(giving, "give", slow)
    monkeypatch.setattr("onsite.incidents.board.giving._TOLD_AFTER_S", 0.05)
    app = board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "f9", "enter")
        await pilot.press("enter")
        await until(pilot, lambda: screen.said.startswith("The file is being written: "))
        await pilot.press("f7")
        await until(pilot, lambda: screen.page == "zones")
        waits.set()
        await until(
            pilot, lambda: app.reported or not screen.said.startswith("The file is being written: ")
        )
        assert app.reported == []
        assert ("is no file" in screen.said) is fails
