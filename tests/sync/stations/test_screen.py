"""The stations screen: what it shows, and each of its acts."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from textual.widgets import Input

from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.sync import membership
from onsite.sync.joining import invited
from onsite.sync.joining.invited import Step
from onsite.sync.link.state import Phase
from onsite.sync.rules import Held
from onsite.sync.stations import acts as station_acts
from onsite.sync.stations.code import CodeShown
from onsite.sync.stations.dialogs import AskInvite, AskRevoke
from onsite.sync.tables import HubRow, QuarantineRow
from onsite.ui.line_list import LineList
from onsite.ui.themes import NAMES
from onsite.ui.told import Notice
from tests.snapshots import screen_text, settled
from tests.sync.station_stage import found, news, station, station_app, until
from tests.ui.test_contrast import weak_pairs

SIZES = [(80, 24), (120, 40)]
CHINESE = pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])


async def opened(pilot):
    app = pilot.app
    await app.site_ready()
    await until(pilot, lambda: app.screen.known is not None and app.link is not None)
    app._tell_link()
    app.screen.look()
    await settled(pilot)
    return app.screen


def sized(size):
    return pytest.mark.parametrize("size", size, ids="{0[0]}x{0[1]}".format)


@sized(SIZES)
async def test_everybody_is_in_one_list(site, same_screen, size):
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, "stations-{}x{}".format(*size))
    assert app.reported == []


@sized(SIZES)
async def test_a_computer_that_works_alone_is_taught(site, same_screen, size):
    app = station_app(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, "stations-alone-{}x{}".format(*size))
    assert app.reported == []


@pytest.mark.parametrize("phase", [each for each in Phase if each is not Phase.ALONE])
async def test_the_hub_is_told_in_words(site, same_screen, phase):
    found(site)
    more = {"behind": 59, "total": 100, "unsent": 12, "detail": "no route to host"}
    news(site, Phase.LIVE if phase is Phase.SILENT else phase, **more)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        if phase in (Phase.SILENT, Phase.SEARCHING):  # no trouble yet while the link starts
            site.clock.advance(seconds=5.1)
            if phase is Phase.SEARCHING:
                news(site, phase, **more, at_ms=to_ms(site.clock.now()))
                app.link.look()
            app._tell_link()
            app.screen.look()
            await settled(pilot)
        await same_screen(app, f"stations-{phase.value}-80x24")


async def test_a_revoked_one_says_why(site):
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "f6")
        await until(pilot, lambda: isinstance(app.screen, AskRevoke))
        await pilot.press(*"desk", "enter")
        await pilot.pause()
        assert "That is not its name. Nothing was revoked." in screen_text(app)
        await pilot.press("space", "2", "tab", *"stolen", "enter")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: "Revoked 09:30: stolen." in details(screen, "Desk 2"))
        assert await site.read(revoked) == ["Desk 2"]


async def test_a_laptop_that_was_the_hub_keeps_its_data_and_the_lead_knows_it(site, same_screen):
    found(site)
    row = {"epoch": 7, "station": station("Desk 2"), "subject": "hub:", "time": 0}
    row |= {"addresses": "[]", "venue": "West", "upstream": ""}
    site.write_now(lambda _journal, rows: rows.execute(insert(table_of(HubRow)), row))
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "f6")
        await until(pilot, lambda: isinstance(app.screen, AskRevoke))
        await settled(pilot)
        await same_screen(app, "stations-revoking-hub-80x24")


def revoked(rows):
    return [each.name for each in membership.stations(rows) if each.revoked]


def details(screen, name):
    lines = screen.query_one("#stations", LineList)
    lines.cursor = [each.key for each in lines.lines].index(station(name))
    screen.show_chosen()
    return str(screen.query_one("#details").content)


async def test_esc_revokes_nobody(site):
    found(site)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "f6", "f6", "f6")
        await until(pilot, lambda: isinstance(app.screen, AskRevoke))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert await site.read(revoked) == []


@sized(SIZES)
async def test_a_code_is_shown_until_it_is_used(site, same_screen, size):
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: app.screen is not screen)
        await settled(pilot)
        await same_screen(app, "stations-invite-{}x{}".format(*size))
        await pilot.press(*"Desk", "space", "7", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeShown))
        shown = app.screen
        (open_one,) = invited.every(site.data, site.clock.now())
        assert (open_one.name, open_one.role, open_one.step) == ("Desk 7", "desk", Step.OPEN)
        code = shown._code.letters.split("-")
        text = screen_text(app)
        assert all(group in text for group in code)
        assert "Good once, for 10:00 more." in text
        asked(site, open_one)
        await shown._look()
        await settled(pilot)
        assert "“Desk 7”" not in screen_text(app)
        assert "a approves, r refuses." in " ".join(screen_text(app).split())
        await pilot.press("a", "a")
        await until(pilot, lambda: steps(site) == [Step.APPROVED])
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
    assert app.reported == []


def asked(site, invitation):
    now = site.clock.now()
    more = {"station": "ab" * 32, "asks": "Desk 7", "computer": "laptop-7"}
    invited.change(site.data, invitation.token, now, lambda each: each.at(Step.ASKED, now, **more))


def steps(site):
    return [each.step for each in invited.every(site.data, site.clock.now())]


async def test_a_code_whose_picture_has_no_room_is_shown_in_letters_alone(site):
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=(50, 15)) as pilot:
        await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AskInvite))
        await pilot.press(*"Desk", "space", "7", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeShown))
        await settled(pilot)
        text = screen_text(app)
        said = " ".join(text.split())
        assert "Join code for Desk 7 (Desk)" in said
        assert all(group in text for group in app.screen._code.letters.split("-"))
        assert "Good once, for 10:00 more." in said
        assert "The window is too small for the picture of the code; make it larger." in said
        assert not set("█▄▀") & set(text)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        text = screen_text(app)
        picture = [row.strip() for row in app.screen._picture if row.strip()]
    assert "too small" not in text
    assert all(row in text for row in picture)


async def test_the_language_is_switched_beside_a_code(site):
    """Somebody else may look at it: the volunteer whose laptop is to join."""
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AskInvite))
        await pilot.press(*"Desk", "space", "9", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeShown))
        shown = app.screen
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.screen is not shown)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is shown)
        await settled(pilot)
        text = screen_text(app)
        assert "“Desk 9”的加入码（签到台）" in text
        assert text.splitlines()[-1].strip() == "esc 关闭"
        assert all(row.strip() in text for row in shown._picture)
    assert app.reported == []


async def test_who_else_asks_is_named_beside_a_code(site):
    found(site)
    news(site)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, AskInvite))
        await pilot.press(*"Desk", "space", "9", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeShown))
        asked(site, await invite(site))
        await until(pilot, lambda: app.screen._others)
        await settled(pilot)
        said = " ".join(screen_text(app).split())
        app._tell_link()
        told = list(app._notifications)
    assert "Escape, then F5 answers." in said
    assert told == []


async def test_who_asks_is_news_on_every_screen_and_can_be_refused(site):
    found(site)
    news(site)
    app = station_app(site, start_mode="desk")
    async with app.run_test(size=(120, 40)) as pilot:
        await app.site_ready()
        await until(pilot, lambda: app.link is not None)
        invitation = await invite(site)
        assert [note.message for note in app._notifications] == []
        asked(site, invitation)
        await until(pilot, lambda: app._notifications)
        app._tell_link()
        assert [note.message for note in app._notifications] == [
            "Desk 7 on “laptop-7” asks to join as Desk. F12, then F5."
        ]
        await pilot.press("f12")
        screen = await opened(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("r")
        await until(pilot, lambda: steps(site) == [Step.REFUSED])
        await until(pilot, lambda: not app._notifications)


async def invite(site):
    return (await station_acts.invite(site, "desk", "Desk 7"))[1]


async def test_without_the_events_key_what_needs_it_is_not_offered(site):
    found(site, key=False)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "f4", "f5", "f6", "f8", "f9")
        await settled(pilot)
        assert (app.screen, list(app._notifications)) == (screen, [])
        footer = screen_text(app).splitlines()[-1]
        assert footer.split(" F")[:2] == ["F1 Help ^P Commands", "2 Check-in"]
    assert app.reported == []


async def test_a_station_is_called_something_else(site):
    found(site)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        at(screen, "Old laptop")
        await pilot.press("f8")
        await until(pilot, lambda: app.screen is not screen)
        app.screen.query_one(Input).value = "Desk 9"
        await pilot.press("enter")
        await until(pilot, lambda: app.names.get(station("Old laptop")) == "Desk 9")


def at(screen, name):
    lines = screen.query_one("#stations", LineList)
    lines.cursor = [each.key for each in lines.lines].index(station(name))


async def test_what_is_held_back_is_shown_with_the_reason(site, same_screen):
    found(site)
    site.write_now(hold)
    app = station_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f7")
        await until(pilot, lambda: app.screen is not screen)
        await settled(pilot)
        await same_screen(app, "stations-held-80x24")
    assert app.reported == []


def hold(_journal, rows):
    held = [
        (station("Desk 2"), "plan.published", Held.NOT_ALLOWED),
        ("ab" * 32, "scan.made", Held.STRANGER),
        ("ab" * 32, "scan.made", Held.STRANGER),
        ("ab" * 32, "scan.made", Held.FORGED),
    ]
    for number, (who, kind, why) in enumerate(held):
        row = {"hash": str(number), "station": who, "number": number, "kind": kind}
        more = {"detail": "", "via": "test", "at_ms": number, "entry": b""}
        rows.execute(insert(table_of(QuarantineRow)), {**row, "reason": why.value, **more})


IN_CHINESE = {
    "listed": [],
    "at_a_station": ["down", "down"],
    "inviting": ["f4"],
    "revoking": ["down", "f6"],
    "held": ["f7"],
    "helped": ["down", "down", "f1"],
}
"""By the name of the screen: the keys that lead to it."""


@CHINESE
@pytest.mark.parametrize("moment", IN_CHINESE)
async def test_how_it_looks_in_chinese(site, same_screen, moment, language):
    found(site)
    site.write_now(hold)
    news(site, unsent=12)
    app = station_app(site, language_code=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press(*IN_CHINESE[moment])
        await settled(pilot)
        await same_screen(app, f"stations-{moment}-80x24-{language}")
    assert app.reported == []


@CHINESE
async def test_a_computer_that_works_alone_is_taught_in_chinese(site, same_screen, language):
    app = station_app(site, language_code=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await same_screen(app, f"stations-alone-80x24-{language}")


@CHINESE
@pytest.mark.parametrize("phase", [Phase.CATCHING_UP, Phase.FORKED])
async def test_the_hub_is_told_in_chinese(site, same_screen, phase, language):
    found(site)
    news(site, phase, behind=59, total=100, unsent=12, detail="no route to host")
    app = station_app(site, language_code=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await same_screen(app, f"stations-{phase.value}-80x24-{language}")


@pytest.mark.parametrize("theme", NAMES)
async def test_every_pair_of_colours_can_be_read(site, theme):
    found(site)
    news(site, unsent=3)
    app = station_app(site)
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = theme
        screen = await opened(pilot)
        weak = weak_pairs(app)
        for keys in (["down"], ["f4"], ["enter"], ["escape"], ["f6"], ["enter"], ["escape"]):
            await pilot.press(*keys)
            await settled(pilot)
            weak |= weak_pairs(app)
        app.notice = Notice("This station was revoked.")
        await settled(pilot)
        weak |= weak_pairs(app)
        app.notice = Notice("Still fetching.", calm=True)
        await settled(pilot)
        assert app.screen is screen
        assert weak | weak_pairs(app) == set()
