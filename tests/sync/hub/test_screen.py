"""The hub's screen: what it shows, who asks, and how it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from onsite.errors import NotPossibleError
from onsite.sync.hub import words
from onsite.sync.hub.board import changes, head, requests
from onsite.sync.hub.events import HubEvent, What
from onsite.sync.hub.overview import HubOverview, HubPhase, StationSeen
from onsite.sync.hub.screen import HubApp, HubScreen
from onsite.sync.hub.serving import told_of
from onsite.sync.hub.thread import HubThread
from onsite.sync.joining import invited
from onsite.sync.joining.invited import Invitation, Step
from onsite.sync.link.state import Phase
from onsite.sync.stations import acts as station_acts
from onsite.sync.stations.code import CodeShown
from onsite.ui.dialogs import Confirm
from onsite.ui.themes import NAMES
from tests.conftest import START
from tests.snapshots import screen_text, settled
from tests.sync.station_stage import HUB, found, news, station, until
from tests.ui.test_contrast import weak_pairs

SIZES = [(80, 24), (120, 40)]


def overview(site, phase=HubPhase.OPEN, **more):
    """Three stations, one of them here and one that was."""
    here, _newer, gone = news(site, Phase.LIVE).peers
    stations = (
        StationSeen(here.station, "Desk 2", "desk", False, True, here, 4, 12.34),
        StationSeen(gone.station, "Screen at the stage", "display", False, False, gone, 0, 0.0),
        StationSeen(station("Old laptop"), "Old laptop", "desk", True, False, None, 0, 0.0),
    )
    given = {
        "event": "0123456789ab",
        "addresses": (*HUB, "[fd00::2]:4222"),
        "epoch": 1,
        "since": START - timedelta(hours=1),
        "stations": stations,
        "invited": 2,
        "per_second": 12.34,
        "messages": 1234,
        "stream_bytes": 12_345_678,
        "stream_limit": 10_000_000_000,
        "disk_free": 52_000_000_000,
        "memory": 36_000_000,
        "connections": 3,
        "restarts": 0,
    }
    return HubOverview(phase=phase, **{**given, **more})


class FakeHub:
    """A hub without a server."""

    def __init__(self, site):
        self.site = site
        self.now = overview(site)
        self.events = [HubEvent(START - timedelta(hours=1), What.OPENED)]
        self.calls = []
        self.error = None

    async def start(self):
        self.calls.append("start")
        if self.error is not None:
            raise self.error

    async def stop(self):
        self.calls.append("stop")

    async def ended(self):
        if self.error is not None:
            raise self.error

    def overview(self):
        return self.now


@pytest.fixture
def hub(site):
    found(site)
    return FakeHub(site)


@pytest.fixture
def running(hub):
    thread = HubThread(hub)
    thread.open()
    yield thread
    thread.close()


def hub_app(running, language="en"):
    return HubApp(running, clock=running.site.clock, language_code=language)


async def opened(pilot):
    app = pilot.app
    await app.site_ready()
    await until(pilot, lambda: app.screen._overview is not None and app.screen.known is not None)
    await until(pilot, lambda: app.link is not None)
    app._tell_link()
    await settled(pilot)
    return app.screen


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_all_of_the_hub_at_a_glance(hub, running, same_screen, size):
    app = hub_app(running)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, "hub-{}x{}".format(*size))
    assert app.reported == []


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(hub, running, same_screen, language):
    hub.now = overview(hub.site, restarts=3)
    site = hub.site
    invitation = (await station_acts.invite(site, "desk", "Desk 7"))[1]
    now = site.clock.now()
    more = {"station": "ab" * 32, "asks": "Desk 7", "computer": "laptop-7"}
    invited.change(site.data, invitation.token, now, lambda each: each.at(Step.ASKED, now, **more))
    app = hub_app(running, language)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: screen._requests)
        await settled(pilot)
        await same_screen(app, f"hub-80x24-{language}")
        for key, name in {"f1": "help", "f5": "asked", "ctrl+q": "closing"}.items():
            await pilot.press(key)
            await until(pilot, lambda: app.screen is not screen)
            await settled(pilot)
            await same_screen(app, f"hub-{name}-80x24-{language}")
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)
    assert app.reported == []


async def test_what_happened_is_told_in_the_language_that_is_switched_to(hub, running):
    hub.events += [HubEvent(START, What.SERVER_FAILED, "The port is taken.")]
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen._news = [HubEvent(START, What.STATION_HERE, "Desk 7")]
        app.use_language("zh_CN")
        await settled(pilot)
        log = str(screen.query_one("#log").content)
    assert [each[11:] for each in log.splitlines()] == [
        "“Desk 7”已上线。",
        "The port is taken.",
        "枢纽已开启。",
    ]


@pytest.mark.parametrize("what", What)
def test_whatever_happens_is_a_sentence(what):
    assert words.happened(HubEvent(START, what, "Desk 7.")).endswith(".")


def test_a_program_is_told_codes_and_a_sentence():
    event = HubEvent(START, What.SERVER_ENDED)
    assert told_of(event) == {
        "event": "server_ended",
        "about": "",
        "said": "The hub's server ended; it is being started again.",
        "trouble": True,
    }


TROUBLES = {
    "full": {"phase": HubPhase.FULL, "disk_free": 200_000_000},
    "restarting": {"phase": HubPhase.RESTARTING, "restarts": 3, "addresses": ()},
    "waiting": {"phase": HubPhase.WAITING},
    "silent": {"phase": HubPhase.SILENT},
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_is_wrong_is_told(hub, running, name):
    hub.now = overview(hub.site, **TROUBLES[name])
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        top = screen_text(app).splitlines()[:4]
        assert app.screen.query_one("#hub").has_class("-bad")
    told = {
        "full": [" ✗ Hub: Full · since 08:30", "only 0.2 GB free"],
        "restarting": [
            " ✗ Hub: Starting again · since 08:30 · started again 3 times",
            "no network",
        ],
        "waiting": [" ✗ Hub: Waiting for the other hubs · since 08:30"],
        "silent": [" ✗ Hub: Its server does not answer · since 08:30"],
    }
    assert all(any(said in row for row in top) for said in told[name]), top


async def test_an_answer_that_comes_as_the_app_ends_is_let_go(hub, running):
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
    screen.show_all()
    assert app.reported == []


def test_a_hub_that_waits_for_the_others_has_nothing_to_measure(site):
    waits = overview(site, HubPhase.WAITING, stream_limit=0, stream_bytes=0, disk_free=0)
    said = head(waits, 0, START, UTC).plain + words.line(waits)
    assert "MB" not in said
    assert "only" not in said
    assert "10,000 MB used" in head(overview(site), 0, START, UTC).plain


async def test_who_comes_and_goes_is_in_the_log(hub, running):
    app = hub_app(running)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        desk, stage, old = hub.now.stations
        back = StationSeen(stage.station, stage.name, "display", False, True, desk.heartbeat, 0, 0)
        hub.now = overview(hub.site, stations=(gone(desk), back, old))
        screen.look()
        await until(pilot, lambda: "is not heard any more" in screen_text(app))
        text = screen_text(app)
    assert "09:30:00   “Desk 2” is not heard any more." in text
    assert "09:30:00   “Screen at the stage” is here." in text
    assert "08:30:00   The hub is open." in text


async def test_those_who_are_here_stay_in_sight_until_the_cursor_is_moved(hub, running):
    beat = hub.now.stations[0].heartbeat
    absent = [
        StationSeen(f"st-{n:02}", f"Desk {n:02}", "desk", False, False, None, 0, 0.0)
        for n in range(28)
    ]
    hub.now = overview(hub.site, stations=tuple(absent))
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        there = [replace(each, present=True, heartbeat=beat) for each in absent[14:]]
        hub.now = overview(hub.site, stations=(*absent[:14], *there))
        screen.look()
        await until(pilot, lambda: screen._overview is hub.now)
        await settled(pilot)
        text = screen_text(app)
        assert "● Desk 14" in text
        assert "○ Desk 00" not in text
        await pilot.press("down")
        hub.now = overview(hub.site, stations=(there[1], *absent[:14], *absent[16:]))
        screen.look()
        await until(pilot, lambda: screen._overview is hub.now)
        assert (screen.at_cursor, screen.query_one("#stations").cursor) == (there[1].station, 0)
    assert app.reported == []


async def test_a_copied_identity_is_marked_with_what_to_do(hub, running):
    desk, *rest = hub.now.stations
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        hub.now = overview(hub.site, stations=(replace(desk, copied=True), *rest))
        screen.look()
        await until(pilot, lambda: "used twice" in screen_text(app))
        await settled(pilot)
        text = screen_text(app)
    assert "✗ Desk 2              used twice" in text
    assert "✗ Used on two computers at once: Desk 2. Close one of the two, and let it" in text
    assert "09:30:00   “Desk 2” is used on two computers at once." in text


def gone(seen):
    return StationSeen(seen.station, seen.name, seen.role, False, False, seen.heartbeat, 0, 0.0)


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (0, ""),
        (1, "▸ Desk 7 asks to join as Desk. F5 answers."),
        (2, "▸ Desk 7 asks to join as Desk. 1 more waits. F5 answers."),
        (3, "▸ Desk 7 asks to join as Desk. 2 more wait. F5 answers."),
    ],
)
def test_all_who_ask_are_counted(many, said):
    asking = Invitation(token="t", public="U", role="desk", name="Desk 7", expires_ms=0)
    assert requests([asking] * many).plain == said


def test_a_first_look_is_no_news(site):
    assert changes(None, overview(site)) == []


def test_new_and_revoked_ones_are_news(site):
    before = overview(site)
    desk, stage, old = before.stations
    revoked = StationSeen(stage.station, stage.name, "display", True, False, None, 0, 0.0)
    new = StationSeen("ab" * 32, "Desk 9", "desk", False, False, None, 0, 0.0)
    assert changes(before, overview(site, stations=(desk, revoked, old, new))) == [
        (What.STATION_REVOKED, "Screen at the stage"),
        (What.STATION_ADMITTED, "Desk 9"),
    ]


async def test_who_asks_stands_on_the_screen_and_is_answered(hub, running):
    site = hub.site
    invitation = (await station_acts.invite(site, "desk", "Desk 7"))[1]
    now = site.clock.now()
    more = {"station": "ab" * 32, "asks": "Desk 7", "computer": "laptop-7"}
    invited.change(site.data, invitation.token, now, lambda each: each.at(Step.ASKED, now, **more))
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: screen._requests)
        assert "▸ Desk 7 on “laptop-7” asks to join as Desk. F5 answers." in screen_text(app)
        await until(pilot, app.link.asking)
        app._tell_link()
        assert list(app._notifications) == []
        await pilot.press("f5")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("a")
        await until(pilot, lambda: app.screen is screen)
        steps = [each.step for each in invited.every(site.data, site.clock.now())]
    assert steps == [Step.APPROVED]


async def test_a_code_is_made_here(hub, running):
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodeShown))
    assert app.reported == []


async def test_closing_asks_and_enter_says_no(hub, running, same_screen):
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("ctrl+q", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await settled(pilot)
        await same_screen(app, "hub-closing-80x24")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: app.leaving is not None)
    assert (app.leaving, hub.calls) == (0, ["start"])


async def test_a_hub_that_ends_by_a_bug_is_told(hub, running):
    app = hub_app(running)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        running.failure = RuntimeError("a bug")
        app.screen.look()
        await until(pilot, lambda: app.reported)
        said = [note.message for note in app._notifications]
    assert "The hub has stopped by a fault. Close it with Ctrl+Q and open it again." in said


def test_a_hub_that_cannot_be_opened_says_why(hub):
    hub.error = NotPossibleError("The disk is full.", "Free some space.")
    with pytest.raises(NotPossibleError):
        HubThread(hub).open()


@pytest.mark.parametrize("theme", NAMES)
async def test_every_pair_of_colours_can_be_read(hub, running, theme):
    site = hub.site
    invitation = (await station_acts.invite(site, "desk", "Desk 7"))[1]
    now = site.clock.now()
    invited.change(site.data, invitation.token, now, lambda each: each.at(Step.ASKED, now))
    app = hub_app(running)
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = theme
        screen = await opened(pilot)
        await until(pilot, lambda: screen._requests)
        await settled(pilot)
        assert isinstance(screen, HubScreen)
        assert weak_pairs(app) == set()
        hub.now = overview(site, HubPhase.SILENT)
        screen.look()
        await until(pilot, lambda: screen.query_one("#hub").has_class("-bad"))
        assert weak_pairs(app) == set()
