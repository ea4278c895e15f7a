"""The problem desk on the screen: the list, one case, and everything that its keys do."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.cases import acts, listing
from onsite.cases.acts import Act, Done
from onsite.cases.dialogs import AskEnd
from tests.snapshots import screen_text, settled

SIZES = [(80, 24), (120, 40)]
sized = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)


def cases_app(site, language="en") -> OnsiteApp:
    return OnsiteApp(lambda: site, language_code=language, clock=site.clock, start_mode="cases")


async def opened(pilot):
    app = pilot.app
    await app.site_ready()
    for _round in range(200):
        await pilot.pause(0.02)
        if app.screen.survey is not None:
            break
    await settled(pilot)
    return app.screen


@pytest.fixture
def waiting(desk, roll, clock):
    """Three cases: one late, one of nobody on the list, one taken."""
    ada = roll.add("Ada Lovelace", "CODE-1", company="Analytical Engines", order="K7Q2P")
    desk.open("unpaid", ada, id="c1", note="Has a receipt", checkpoint="door")
    desk.scan("CODE-1")
    clock.advance(minutes=3)
    desk.open("not-on-list", id="c2", code="NEW-77")
    desk.step("c1", "see_receipt")
    clock.advance(minutes=2, seconds=7)
    desk.open("vip", id="c3", note="The mayor, with two guards")
    desk.take("c3")
    return desk


@pytest.fixture
def an_act(monkeypatch):
    """The only act there is; what it was called with."""
    called: list[str] = []

    async def accept(_app, case):
        called.append(case.id)
        return Done((("receipt", "R-7"),))

    monkeypatch.setattr(acts, "_ACTS", {})
    monkeypatch.setattr("onsite.reactions.register", lambda: None)
    acts.register(Act("accept-payment", "Payment was taken", accept, ("unpaid",)))
    return called


@sized
async def test_the_list(site, waiting, same_screen, size):
    app = cases_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, "list-{}x{}".format(*size))
    assert app.reported == []


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_the_list_in_chinese(site, waiting, same_screen, language):
    app = cases_app(site, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await same_screen(app, f"list-80x24-{language}")
    assert app.reported == []


@sized
async def test_one_case(site, waiting, an_act, same_screen, size):
    app = cases_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await same_screen(app, "case-{}x{}".format(*size))
    assert app.reported == []


@sized
async def test_nobody_waits(site, roll, same_screen, size):
    roll.add("Ada", "CODE-1")
    app = cases_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, "empty-{}x{}".format(*size))


async def test_the_keys_do_what_they_say(site, waiting, an_act):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert waiting.one("c1").owner == "Maria"
        await pilot.press("down", "enter")
        await settled(pilot)
        assert [bool(step.operator) for step in waiting.whole("c1").steps] == [True, True]
        await pilot.press("1")
        await pilot.pause(0.15)
        await settled(pilot)
        assert an_act == ["c1"]
        assert waiting.whole("c1").log[-1].details[-1] == ("receipt", "R-7")
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press(*"paid", "enter")
        await settled(pilot)
        assert waiting.whole("c1").log[-1].details == (("note", "paid"),)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app.screen, AskEnd)
        app.screen.query_one(Input).value = "in cash"
        await pilot.press("enter")
        await settled(pilot)
        assert waiting.one("c1").resolution_note == "in cash"
        await pilot.press("escape")
        await settled(pilot)
        assert [line.key for line in screen.lines()] == ["c2", "c3"]
        await pilot.press("f7")
        await settled(pilot)
        assert [line.key for line in screen.lines()] == ["c3"]
        await pilot.press("f7")
        await settled(pilot)
        assert [line.key for line in screen.lines()] == ["c1"]
    assert app.reported == []


def scan(app, code: str) -> None:
    """A hand scanner's burst, which ends in Enter."""
    for number, character in enumerate(f"{code}\r"):
        name = "enter" if character == "\r" else character
        event = events.Key(name, character)
        event.time = 1000 + number * 0.008
        app.post_message(event)


async def test_a_scan_shows_the_case_of_its_guest_and_does_nothing_else(site, waiting, an_act):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert screen.at == "c3"
        steps = waiting.whole("c3").steps
        scan(app, "CODE-1")
        await pilot.pause(0.3)
        await settled(pilot)
        assert screen.at == "c1"
        scan(app, "NEW-77")
        await pilot.pause(0.3)
        await settled(pilot)
        assert screen.at == "c2"
        assert waiting.whole("c3").steps == steps
        assert an_act == []
    assert app.reported == []


async def test_a_case_is_opened_here_too(site, waiting):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        await pilot.press(*"lost", "enter")
        await settled(pilot)
        assert screen.view == "case"
        newest = site.read_now(listing.of_station, site.journal.station, 1)
        assert screen.at in [case.id for case in site.read_now(listing.waiting, waiting.plan)]
        assert "lost" in [case.note for case in newest] or waiting.one(screen.at).note == "lost"
    assert app.reported == []


async def test_the_clocks_run_and_the_lead_is_told(site, waiting, clock):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "05:07 !" in screen_text(app)
        clock.advance(seconds=5)
        screen.tick()
        app._tell_link()
        await settled(pilot)
        shown = screen_text(app)
        assert "05:12 !" in shown
        assert "1 case waits longer than it should, by 1 min: Ctrl+B shows it." in shown
        assert "3 cases, 1 late" in shown


async def test_what_another_laptop_did_is_shown(site, waiting):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        waiting.resolve("c1", "paid")
        app.store_written()
        await pilot.pause(0.2)
        await settled(pilot)
        assert [line.key for line in screen.lines()] == ["c2", "c3"]


async def test_every_text_is_there_in_chinese_too(site, waiting):
    app = cases_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
        app.use_language("zh_CN")
        await settled(pilot)
    assert app.reported == []
