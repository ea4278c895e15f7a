"""The PIN dialog, the quick switch, the lock, and scans at a locked desk."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from textual import events
from textual.widgets import Input

from onsite.incidents.reading import open_ones
from onsite.incidents.report.dialog import ReportDialog
from onsite.plan.service import current as current_plan
from onsite.plan.service import publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.staff.lock_screen import CallLine, LockScreen, SwitchDialog
from onsite.staff.pin_dialog import Authorised, PinDialog, PinLine
from onsite.staff.service import limits, named
from onsite.ui.banner import Banner
from onsite.ui.line_list import LineList
from onsite.ui.told import Notice
from onsite.wiring import default_operator
from tests.checkin.desk_stage import Hands, desk_app
from tests.snapshots import screen_text, settled
from tests.staff.conftest import PLAN
from tests.ui.stage import stage_app

LOCKING = f"{PLAN}\n[staff]\nlock_after_min = 10\n"


@pytest.fixture
def listed(site, plan):
    """Somebody on the list."""
    jane = Record(name="Jane Doe", codes=("CODE-1",), email="jane@example.org")
    fact = AttendeeListed(attendee="a1", source="test", source_key="1", record=jane)
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))


@pytest.fixture
def locking(site, listed, give):
    """A plan in which desks lock, with two PINs."""
    site.write_now(publish, LOCKING, "Maria")
    give("ana", "4711")
    give("ben", "8140")
    return site.read_now(current_plan)


async def until(pilot, true):
    for _look in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


def top(app):
    return app.screen


def entries(site):
    from onsite.journal.journal import size

    return site.read_now(size)


async def test_a_supervisor_allows_something_with_a_reason(site, listed, give):
    give("ana", "4711")
    give("caro", "8140")
    app, answers = desk_app(site), []
    async with app.run_test() as pilot:
        await app.site_ready()
        dialog = PinDialog("Let them in?", ["lead", "problem-desk"], reason="Why?")
        await app.push_screen(dialog, answers.append)
        await until(pilot, lambda: len(dialog.people) == 2)
        await pilot.press(*"0815", "enter")
        assert "Please write" in str(dialog.query_one(".missing").render())
        await pilot.press(*"spoke to the lead", "enter")
        await until(pilot, lambda: "Wrong PIN" in str(dialog.query_one(".missing").render()))
        await pilot.press("c", *"8140", "enter")
        await until(pilot, lambda: answers)
    assert isinstance(answers[0], Authorised)
    assert (answers[0].operator.id, answers[0].reason) == ("caro", "spoke to the lead")


async def test_without_a_pin_the_dialog_says_how_to_set_one(site, listed, same_screen):
    app = stage_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        dialog = PinDialog("Let Jane Doe in?", ["lead"])
        await app.push_screen(dialog)
        await until(pilot, lambda: "staff pin" in str(dialog.query_one(".missing").render()))
        await settled(pilot)
        await same_screen(app, "pin-nobody-80x24")
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, PinDialog)


async def test_the_operator_is_switched_without_leaving_the_screen(site, listed, give):
    give("ana", "4711")
    give("ben", "8140")
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        hands = Hands(pilot)
        await hands.type("jan")
        assert "Shifts" in [each.title for each in app.get_system_commands(app.screen)]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, SwitchDialog) and app.screen.people)
        await hands.scan("STAFF-2")
        assert isinstance(app.screen, SwitchDialog)
        await pilot.press(*"8140", "enter")
        await until(pilot, lambda: app.status.operator == "Ben Okoro")
        assert (site.operator, app.screen.query_one("#line", Input).value) == ("ben", "jan")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, SwitchDialog))
        await hands.scan("CODE-1")
        await until(pilot, lambda: not isinstance(app.screen, SwitchDialog))
        assert hands.desk.answer is not None
        assert hands.desk.answer.guest.name == "Jane Doe"


async def test_a_locked_desk_hides_everything_and_records_no_scan(
    site, locking, clock, same_screen
):
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        hands = Hands(pilot)
        await until(pilot, lambda: isinstance(app.screen, LockScreen) and app.screen.people)
        before = entries(site)
        await hands.scan("CODE-1")
        await hands.scan("NOBODY")
        hands.desk.work.ask(code="CODE-1")
        assert isinstance(app.screen, LockScreen)
        assert entries(site) == before
        await pilot.press("escape", "ctrl+p", "f3")
        assert isinstance(app.screen, LockScreen)
        await settled(pilot)
        await same_screen(app, "locked-80x24")
        await hands.scan("STAFF-2")
        assert app.screen.query_one(LineList).line.key == "ben"
        await pilot.press(*"8140", "enter")
        await until(pilot, lambda: hands.desk.offer.why == "kept")
        assert app.status.operator == "Ben Okoro"
        assert [guest.name for guest in hands.desk.offer.guests] == ["Jane Doe"]
        assert entries(site) == before
        assert hands.desk.query_one(Banner).content.word == "SCAN AGAIN"
        await hands.press("alt+1")
        assert hands.desk.answer.guest.name == "Jane Doe"

        clock.advance(minutes=9)
        app.guard.look()
        await pilot.pause()
        assert not isinstance(app.screen, LockScreen)
        clock.advance(minutes=1)
        app.guard.look()
        await until(pilot, lambda: isinstance(app.screen, LockScreen))


async def test_on_a_locked_screen_stands_which_incident_nobody_has_and_no_name(site, locking):
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await until(pilot, lambda: isinstance(app.screen, LockScreen) and app.screen.people)
        line = app.screen.query_one(CallLine)
        assert not line.display
        app._paging = SimpleNamespace(alarms=("KRT-7",), exercises=("KRT-X1",))
        app.notice = Notice("Jane Doe waits.")
        await until(pilot, lambda: line.display)
        said = "Nobody has KRT-7: Shift+F4 shows it. EXERCISE: nobody has KRT-X1."
        assert line.notice.text == said
        assert app.notice.text == f"{said} Jane Doe waits."
        app._paging = None


async def test_without_anybody_s_pin_nothing_locks(site, listed, clock):
    site.write_now(publish, LOCKING, "Maria")
    app = desk_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        clock.advance(minutes=60)
        app.guard.look()
        await pilot.pause(0.1)
        assert not isinstance(app.screen, LockScreen)
        assert app.status.operator == "Maria"


async def test_a_volunteer_needs_letters_and_sees_no_e_mail(site, plan, listed, give):
    give("ana", "4711")
    give("ben", "8140")
    site.operator = "ben"
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        app.switch_operator(site.read_now(named, plan, "ben"))
        hands = Hands(pilot)
        await hands.type("ja")
        choices = hands.desk.choices
        assert (choices.choice.letters, choices.choice.guests) == (3, ())
        await hands.type("n")
        assert [guest.name for guest in choices.choice.guests] == ["Jane Doe"]
        assert (choices.choice.letters, choices.choice.guests[0].email) == (0, "")
        assert (await hands.desk.work.dossier("a1")).guest.email == ""
        await hands.press("escape")
        await hands.type("jane@example.org")
        assert [guest.name for guest in choices.choice.guests] == ["Jane Doe"]
        app.switch_operator(site.read_now(named, plan, "ana"))
        assert (await hands.desk.work.dossier("a1")).guest.email == "jane@example.org"


async def test_a_name_that_the_app_is_begun_with_is_no_pin(site, plan, listed, give):
    give("ana", "4711")
    site.operator = "ana"
    app = desk_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        await until(pilot, lambda: app.status.operator not in ("", "Maria"))
        assert site.operator != "ana"
        assert site.read_now(limits, plan, site.operator).search_min == 3


def keys(app, text, gap):
    for number, character in enumerate(text):
        event = events.Key("enter", "\r") if character == "\r" else events.Key(character, character)
        event.time = 1000.0 + number * gap
        app.post_message(event)


async def test_where_no_desk_listens_a_scan_is_no_pin_and_a_badge_is_its_owner(
    site, plan, listed, give
):
    give("ana", "4711")
    give("ben", "8140")
    app = stage_app(site)
    async with app.run_test() as pilot:
        await app.site_ready()
        app.guard.lock()
        await until(pilot, lambda: isinstance(app.screen, LockScreen) and app.screen.people)
        keys(app, "CODE-31337\r", 0.008)
        await until(pilot, lambda: "was a scan" in str(app.screen.query_one(".missing").render()))
        keys(app, "STAFF-2\r", 0.008)
        await until(pilot, lambda: app.screen.query_one(LineList).line.key == "ben")
        assert site.read_now(named, plan, "ana").refused == 0
        keys(app, "8140\r", 0.15)
        await until(pilot, lambda: not isinstance(app.screen, LockScreen))
        assert site.operator == "ben"


async def test_an_incident_is_reported_at_a_locked_screen_and_no_word_is_a_pin(
    site, locking, clock
):
    author = f"{default_operator()} ?"
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        await until(pilot, lambda: isinstance(app.screen, LockScreen) and app.screen.people)
        lock, hands = app.screen, Hands(pilot)
        await pilot.press("8", "1")
        await hands.press("ctrl+e")
        await hands.type("4711")
        assert app.screen.line.value == "4711"
        assert lock.query_one(PinLine).value == "81"
        await hands.scan("CODE-1")
        await pilot.press("ctrl+p", "f3", "shift+f4", "ctrl+e")
        assert [type(each) for each in app.screen_stack[-2:]] == [LockScreen, ReportDialog]
        assert app.screen.line.value == "4711"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is lock)
        assert "1 scan" in lock.question()

        # What was begun is not shown to the next one who passes, but to whoever unlocks.
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert app.screen.drafts == [None]
        await hands.type("med old man collapsed")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is lock)
        (incident,) = site.read_now(open_ones, locking)
        assert (incident.text, incident.author) == ("old man collapsed", author)
        await until(pilot, lambda: "-1 is reported." in screen_text(app))
        lock._forget(lock._told)
        assert "reported" not in lock.question()

        await pilot.press("escape", "up", "up", "down", *"8140", "enter")
        await until(pilot, lambda: not isinstance(app.screen, LockScreen))
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert [each and each.text for each in app.screen.drafts] == ["4711", None]

        # Locked while a line stands there: another one stands above the lock.
        app.guard.lock()
        await until(pilot, lambda: isinstance(app.screen, LockScreen))
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert isinstance(app.screen, ReportDialog)
        assert app.screen_stack[-2] is not lock
    assert app.reported == []
