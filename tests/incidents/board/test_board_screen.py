"""The board on the screen: the list, one incident, people, zones, and what its keys do."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.incidents import service
from onsite.incidents.paging import alarm
from onsite.staff import access
from tests.snapshots import screen_text, settled

SIZES = [(80, 24), (120, 40)]
sized = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)


def board_app(site, operator: str = "Maria", code: str = "en") -> OnsiteApp:
    site.operator = operator
    return OnsiteApp(lambda: site, language_code=code, clock=site.clock, start_mode="incidents")


async def opened(pilot):
    """The board, once what was due when it was opened has been carried out."""
    screen = pilot.app.screen
    await pilot.app.site_ready()
    for _round in range(250):
        await pilot.pause(0.02)
        if screen.opened and all(line.left_ms(screen.now_ms) != 0 for line in screen.lines):
            break
    await settled(pilot)
    return screen


async def pressed(pilot, *keys: str) -> None:
    for key in keys:
        if key.startswith("="):
            await pilot.press(*("space" if each == " " else each for each in key[1:]))
        else:
            await pilot.press(key)
        await settled(pilot)


@sized
async def test_how_it_looks(site, evening, same_screen, size):
    app, name = board_app(site, "lin"), "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await same_screen(app, f"list-{name}")
        await pressed(pilot, "enter", "h")
        await same_screen(app, f"one-{name}")
        await pressed(pilot, "escape", "o")
        await same_screen(app, f"call-{name}")
        await pressed(pilot, "escape", "f6")
        await same_screen(app, f"people-{name}")
        await pressed(pilot, "f7")
        await same_screen(app, f"zones-{name}")
    assert app.reported == []


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(site, evening, same_screen, code):
    app = board_app(site, "lin", code)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for key, name in (("enter", "one"), ("escape", "list"), ("f6", "people"), ("f7", "zones")):
            await pressed(pilot, key)
            await same_screen(app, f"{name}-80x24-{code}")
    assert app.reported == []


async def test_it_can_be_used_on_sixty_columns_and_says_how_soon_it_reaches_you(site, evening):
    app = board_app(site, "ana")
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        reached = [line.incident for line in screen.lines if line.reaches_me]
        # At the same time, the graver one first, and an exercise after what is real.
        assert reached == ["c3", "b2", "d4"]
        await pressed(pilot, "f5")
        shown = screen_text(app)
        # What stands there already is not drawn again.
        drawn = []
        for where in ("#figures", "#about", "#said", "#teach"):
            screen.query_one(where).update = lambda text, **_more: drawn.append(text)
        screen.tick()
        assert drawn == []
        evening.clock.advance(seconds=1)
        screen.tick()
        assert len(drawn) == 2
    assert "reaches you in" in shown
    assert [line for line in shown.splitlines() if "you 0" in line]
    assert "KRT-1 " not in shown
    assert app.reported == []


async def test_every_act_has_a_key(site, evening, tmp_path, monkeypatch):
    (tmp_path / "photo.jpg").write_bytes(b"a picture")
    monkeypatch.chdir(tmp_path)
    fall, app = "a1", board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        assert evening.one(fall).acked_by == "Maria"
        await pressed(pilot, "home")
        while screen.at_cursor != fall:
            await pressed(pilot, "down")
        await pressed(pilot, "enter", "a", "=ambulance is here", "enter")
        await pressed(pilot, "s", "enter")
        await pressed(pilot, "v", "down", "enter")
        await pressed(pilot, "t", "home", "down", "enter")
        await pressed(pilot, "p", "down", "=row 14", "enter")
        await pressed(pilot, "u", "=Ambulance 2", "enter", "enter")
        await pressed(pilot, "r", "enter")
        await pressed(pilot, "d", "=Clear the aisle", "down", "down", "=10", "enter")
        await pressed(pilot, "f", "enter")
        await pressed(pilot, "k", "enter", "enter")
        await pressed(pilot, "w", "=stop the talk", "down", "down", "=the aisle", "enter")
        await pressed(pilot, "end", "enter")
        # All of the decision can be read, and what was known then.
        assert app.screen is not screen
        shown = screen_text(app)
        assert "stop the talk" in shown
        assert "Ana Lima" in shown
        await pressed(pilot, "escape", "l", "=K7Q2P", "enter", "enter")
        await pressed(pilot, "i", "=photo.jpg", "enter")
        await pressed(pilot, "q", "=declared", *["enter"] * 7)
        await pressed(pilot, "y")
        assert screen.said.endswith("the plan has no playbook for its types.")
        await pressed(pilot, "z", "n", "z", "y")
        assert screen.said.endswith(": only Incident coordinator, Lead may open it now.")
        await pressed(pilot, "z", "=the family agrees", "enter")
        assert screen.said.endswith(": everybody may see it now.")
        await pressed(pilot, "e", "down", "enter")
        await pressed(pilot, "c", "=went home", "enter", "enter", "enter")
        assert "is serious. Before it is closed: say who answers for it" in screen.said
        # The cursor is in the line that is missing.
        await pressed(pilot, "=Dr. Lin", "enter", "=no time left", "enter")
        assert screen.said.endswith("is closed.")
    whole = evening.one(fall)
    assert (whole.state, whole.outcome, whole.responsible, whole.forced) == (
        *("closed", "went home", "Dr. Lin"),
        True,
    )
    assert [(task.text, task.done) for task in whole.tasks] == [
        ("Fetch the AED", True),
        ("Clear the aisle", False),
    ]
    assert [each.name for each in whole.attachments] == ["photo.jpg"]
    assert (whole.severity, whole.place, whole.restricted) == ("critical", "row 14", False)
    said = evening.kinds(fall)
    assert {"struck", "merged"}.isdisjoint(said)
    assert {
        *("entry", "state", "severity", "types", "place", "unit_assigned", "unit_released"),
        *("task_added", "task_done", "acked", "decision", "link", "attachment", "restricted"),
        *("escalated", "methane"),
    } <= {*said}
    assert app.reported == []


async def test_what_stands_in_a_line_is_replaced_and_what_is_wrong_is_where_the_cursor_goes(
    site, evening
):
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        while screen.at_cursor != "a1":
            await pressed(pilot, "down")
        await pressed(pilot, "p", "=Hall 9", "enter", "=row 2", "enter")
        form = app.screen
        assert form.written == {"zone": "Hall 9", "place": "row 2"}
        assert form.focused.id == "act-zone"
        await pressed(pilot, "=fo", "enter", "enter")
        assert (evening.one("a1").zone, evening.one("a1").place) == ("foyer", "row 2")
        # Of a decision it is the reason that is missing, not what else there was.
        await pressed(pilot, "w", "=evacuate", "enter", "enter", "enter")
        assert app.screen.focused.id == "act-why"
        # What is known of METHANE goes on behind what is there.
        await pressed(pilot, "escape", "q")
        assert app.screen.query("Input").last().select_on_focus is False
    assert app.reported == []


async def test_a_struck_entry_stays_readable_and_a_duplicate_goes_on_in_another_one(site, evening):
    app = board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "enter", "x", "=it was the other hall", "enter")
        assert screen.said.endswith("struck. It stays readable.")
        assert "STRUCK by Maria: it was the other hall" in screen_text(app)
        await pressed(pilot, "escape", "end")
        assert screen.at_cursor == "d4"
        await pressed(pilot, "x")
        assert screen.said.startswith("Enter shows its entries")
        await pressed(pilot, "m")
        assert screen.said == "No other one is open."
        await pressed(pilot, "home", "m", "enter")
        assert "goes on in" in screen.said
        assert len(screen.survey.incidents) == 3
        while not screen.chosen.members:
            await pressed(pilot, "down")
        await pressed(pilot, "b", "enter")
        assert len(screen.survey.incidents) == 4
    assert app.reported == []


async def test_what_was_said_goes_away_with_the_next_key_or_after_half_a_minute(site, evening):
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "x")
        told = screen.said
        assert told in screen_text(app)
        await pressed(pilot, "down")
        assert screen.still_said == ""
        assert told not in screen_text(app)
        await pressed(pilot, "x")
        evening.clock.advance(seconds=29)
        screen.tick()
        assert screen.still_said == told
        evening.clock.advance(seconds=1)
        screen.tick()
        await settled(pilot)
        assert told not in screen_text(app)
        # Within an incident one may look around; the next page is another one.
        await pressed(pilot, "enter", "r", "up")
        assert screen.still_said
        await pressed(pilot, "f7")
        assert not screen.still_said
    assert app.reported == []


async def test_words_are_looked_for_and_the_closed_ones_are_shown(site, evening):
    evening.close("b2", "lamp changed", "Bo")
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "slash", "=foyer par")
        assert [each.id for each in screen.listed] == ["c3"]
        await pressed(pilot, "enter", "escape")
        assert len(screen.listed) == 3
        await pressed(pilot, "f5", "f5")
        assert [each.id for each in screen.listed] == ["b2"]
        await pressed(pilot, "f7", "end", "enter")
        assert screen.query_one("#words", Input).value
    assert app.reported == []


async def test_a_restricted_one_is_veiled_and_opens_with_the_pin_of_who_may(site, evening):
    site.write_now(access.set_pin, evening.plan, "ana", access.hashed("4071"), "ana")
    app = board_app(site, "bo")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        while screen.at_cursor != "c3":
            await pressed(pilot, "down")
        assert "restricted" in screen_text(app)
        assert "parents" not in screen_text(app)
        await pressed(pilot, "enter", "escape")
        assert screen.said.endswith("may open it.")
        await pressed(pilot, "enter", "=4071", "enter")
        for _round in range(150):
            if screen.page == "incident":
                break
            await pilot.pause(0.02)
        await settled(pilot)
        assert "looks for its parents" in screen_text(app)
    assert "opened" in evening.kinds("c3")
    assert app.reported == []


async def test_what_nobody_has_stands_above_every_screen_until_somebody_does(
    site, evening, monkeypatch
):
    rung = []
    monkeypatch.setattr(alarm, "player", lambda _file: None)
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock, start_mode="stage")
    app.bell = lambda: rung.append("bell")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        for _round in range(150):
            # Each step waits for some minutes; nobody sits through them here.
            evening.clock.advance(minutes=1)
            await pilot.pause(0.05)
            if app.notice.text:
                break
        assert app.notice.text.startswith("Nobody has ")
        await pressed(pilot, "shift+f4")
        screen = await opened(pilot)
        assert "ALARM" in screen_text(app)
        assert screen.lines[0].alarm
        assert rung
        app.sounds.kind = "none"
        rung.clear()
        # The alarm would sound again by now: it is seen, not heard.
        evening.clock.advance(minutes=1)
        await app._paging.round()
        screen.tick()
        await settled(pilot)
        assert screen_text(app).splitlines()[1].startswith(" No sound  ·  ALARM: nobody has")
        assert rung == []
        called = screen.at_cursor
        await pressed(pilot, "space")
        assert not screen.line_of(called).alarm
    assert app.reported == []


async def test_nothing_is_open_and_there_is_no_plan(site):
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "There is no plan yet." in screen_text(app)
        await pressed(pilot, "n", "space", "f6")
        assert screen.survey is None
    assert app.reported == []


async def test_the_cursor_is_on_what_calls_first_and_then_on_what_was_just_reported(site, evening):
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.at_cursor == screen.lines[0].incident
        evening.clock.advance(minutes=2)
        await app._paging.round()
        evening.do(service.acknowledge, screen.at_cursor, "lin")
        screen.read()
        await settled(pilot)
        assert screen.at_cursor == screen.lines[0].incident
        evening.clock.advance(seconds=10)
        await pressed(pilot, "n", "=tech foyer screen is dark", "enter")
        for _round in range(150):
            if len(screen.survey.incidents) == 5:
                break
            await pilot.pause(0.02)
        await settled(pilot)
        assert screen.chosen.text == "screen is dark"
        # Who has moved it stays where they are.
        await pressed(pilot, "end")
        at = screen.at_cursor
        screen.tick()
        assert screen.at_cursor == at
    assert app.reported == []


async def test_the_coordinator_says_who_has_a_role(site, evening):
    app = board_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(
            pilot, "f6", "end", "enter", "=Bo Stern; lin", "enter", "=90", "enter", "enter"
        )
        assert screen.survey.people_of("spokesperson") == ("bo", "lin")
    assert app.reported == []


async def test_the_board_is_handed_over_and_taken(site, evening):
    app = board_app(site, "ana")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "g", "=Bo Stern", "down", "=a call back to the press", "enter")
        assert screen.said.startswith("Offered.")
        site.operator = "bo"
        screen.read()
        while screen.survey.operator != "bo":
            await pilot.pause(0.02)
        await pressed(pilot, "g")
        assert "a call back to the press" in screen_text(app)
        await pressed(pilot, "home", "enter")
        assert screen.said == "It is yours: from now on you are told."
        assert screen.survey.people_of("coordinator") == ("bo",)
    assert app.reported == []
