"""The join screen: what is typed, what is waited for, what goes wrong, and where it leads."""

from __future__ import annotations

import asyncio
from inspect import getfile
from pathlib import Path

import pytest
from textual.widgets import Input

from onsite.areas import AREAS, Area
from onsite.errors import NotPossibleError
from onsite.sync.facts import StationAdmitted
from onsite.sync.joining.invitation import JoinCode
from onsite.sync.joining.joining import Going
from onsite.sync.joining.screen import JoinScreen
from onsite.sync.link.state import Phase
from onsite.sync.service import Community, remember
from onsite.ui.themes import NAMES
from onsite.ui.welcome import WelcomeScreen
from tests.snapshots import screen_text, settled
from tests.sync.station_stage import news, station_app, until
from tests.ui.stage import prepare
from tests.ui.test_contrast import contrast, weak_pairs

CODE = JoinCode(b"\x11" * 10, b"\x22" * 10, "desk", ("192.168.1.10:4222",))


class FakeHub:
    """What a hub would answer, each step let go by the test."""

    def __init__(self):
        self.asked = []
        self.goes_on = asyncio.Event()
        self.error = None


hub = FakeHub()


class JoinsFakeHub(JoinScreen):
    """The join screen, with the network cut off at its edge."""

    CSS_PATH = Path(getfile(JoinScreen)).with_name("screen.tcss")

    def computer_name(self):
        return "door-laptop"

    async def carry_out(self, site, code, address, name, progress):
        hub.asked.append((code, address, name))
        progress(Going.LOOKING)
        progress(Going.CONNECTING, "192.168.1.10:4222")
        progress(Going.WAITING, "192.168.1.10:4222")
        await hub.goes_on.wait()
        if hub.error is not None:
            raise hub.error
        asked = StationAdmitted(
            station=site.journal.station, name="Desk 3", role="lead", link="U", box="ab" * 32
        )
        await site.write(remember, Community("cd" * 32, "PEM"), asked, ())


FAKED = Area("join", "", "Join", "tests.sync.joining.test_screen:JoinsFakeHub", works_bare=True)
WITH_FAKE = (*(area for area in AREAS if area.mode != "join"), FAKED)


@pytest.fixture
def fake():
    hub.__init__()
    return hub


def join_app(site, **options):
    import tests.sync.joining.test_screen as this

    this.hub = hub
    return station_app(site, **{"start_mode": "join", "areas": WITH_FAKE, **options})


async def opened(pilot):
    await pilot.app.site_ready()
    await until(pilot, lambda: pilot.app.link is not None and pilot.app.standing is not None)
    await settled(pilot)
    return pilot.app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
async def test_from_the_welcome_to_the_desk(site, fake, same_screen, size):
    app = join_app(site, start_mode="desk")
    named = "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("j")
        screen = await opened(pilot)
        await same_screen(app, f"join-{named}")
        await pilot.press(*CODE.text, "down", *"Desk", "space", "3", "enter")
        await until(pilot, lambda: screen.step == "waiting")
        await settled(pilot)
        await same_screen(app, f"join-waiting-{named}")
        assert fake.asked == [(CODE, "", "Desk 3")]
        fake.goes_on.set()
        await fetching(pilot, site)
        await same_screen(app, f"join-fetching-{named}")
        prepare(site)
        news(site)
        app.store_written()
        await until(pilot, lambda: app.current_mode == "desk")
    assert app.reported == []


async def fetching(pilot, site):
    """Wait until the event is fetched, and have the link tell how far that is."""
    app, screen = pilot.app, pilot.app.screen
    await until(pilot, lambda: screen.step == "fetching")
    news(site, Phase.CATCHING_UP, behind=588, total=1000)
    app.link.look()
    app._tell_link()
    screen._follow()
    await settled(pilot)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(site, fake, same_screen, language):
    app = join_app(site, start_mode="desk", language_code=language)
    named = f"80x24-{language}"
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await settled(pilot)
        await same_screen(app, f"join-welcome-{named}")
        await pilot.press("j")
        screen = await opened(pilot)
        await same_screen(app, f"join-{named}")
        await pilot.press("f1")
        await settled(pilot)
        await same_screen(app, f"join-help-{named}")
        await pilot.press("escape", *"8K3D-12", "enter")
        await settled(pilot)
        await same_screen(app, f"join-mistyped-{named}")
        screen.query_one("#code", Input).value = CODE.letters
        await pilot.press("enter")
        await until(pilot, lambda: screen.step == "waiting")
        await settled(pilot)
        await same_screen(app, f"join-waiting-{named}")
        fake.goes_on.set()
        await fetching(pilot, site)
        await same_screen(app, f"join-fetching-{named}")
    assert app.reported == []


@pytest.mark.parametrize("ending", [["enter"], ["enter", "enter"]], ids=["cr", "crlf"])
async def test_a_scanned_code_joins_without_another_key(site, fake, ending):
    app = join_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press(*CODE.text, *ending)
        await until(pilot, lambda: screen.step == "waiting")
        await settled(pilot)
        assert "Waiting for the lead, who is asked about a station on “door-laptop”" in (
            screen_text(app)
        )
    assert fake.asked == [(CODE, "", "")]


async def test_a_mistyped_code_is_told_in_place_and_stays(site, fake, same_screen):
    app = join_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press(*"8K3D-12", "enter")
        await settled(pilot)
        await same_screen(app, "join-mistyped-80x24")
        assert (app.focused.id, app.focused.value, screen.step) == ("code", "8K3D-12", "ask")
        await pilot.press("backspace")
        await settled(pilot)
        assert "✗" not in screen_text(app)
    assert fake.asked == []


async def test_what_the_hub_refuses_leaves_everything_as_typed(site, fake):
    app = join_app(site)
    fake.error = NotPossibleError("The lead has refused this station.", "Ask for a new code.")
    fake.goes_on.set()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one("#name", Input).value = "Desk 3"
        screen.query_one("#address", Input).value = "10.0.0.1"
        screen.query_one("#code", Input).value = CODE.letters
        await pilot.press("f5")
        await until(pilot, lambda: screen._trouble is not None)
        await settled(pilot)
        assert "✗ The lead has refused this station. Ask for a new code." in screen_text(app)
        assert screen.step == "ask"
        assert screen.draft() == {"code": CODE.letters, "name": "Desk 3", "address": "10.0.0.1"}
    assert [asked[1:] for asked in fake.asked] == [("10.0.0.1", "Desk 3")]


async def test_esc_stops_the_waiting(site, fake):
    app = join_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.query_one("#code", Input).value = CODE.letters
        await pilot.press("f5")
        await until(pilot, lambda: screen.step == "waiting")
        await pilot.press("escape")
        await until(pilot, lambda: screen.step == "ask")
        assert app.focused.id == "code"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "stations")
    assert app.reported == []


@pytest.mark.parametrize("theme", NAMES)
async def test_every_pair_of_colours_can_be_read(site, fake, theme):
    app = join_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        app.theme = theme
        screen = await opened(pilot)
        weak = weak_pairs(app)
        assert bar_beside_the_focus(app) >= 3  # of what is no text, by WCAG 2.2
        await pilot.press("x", "enter")
        await settled(pilot)
        weak |= weak_pairs(app)
        screen.query_one("#code", Input).value = CODE.letters
        await pilot.press("f5")
        await until(pilot, lambda: screen.step == "waiting")
        await settled(pilot)
        assert weak | weak_pairs(app) == set()


def bar_beside_the_focus(app):
    """The contrast of the bar with the shade that it stands on."""
    strips = app.screen._compositor.render_strips(app.size)
    (style,) = [style for strip in strips for text, style, _control in strip if text == "▌"]
    return contrast(style.color, style.bgcolor)
