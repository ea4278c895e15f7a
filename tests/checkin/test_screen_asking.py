"""What the desk asks in place, and a supervisor's word; the next scan gets past both."""

from __future__ import annotations

import pytest

from onsite.checkin.asking.answered import given
from onsite.checkin.asking.form import AskForm
from onsite.checkin.facts import UNPAID
from onsite.checkin.history import history
from onsite.checkin.roll import last_scans
from onsite.staff.pin_dialog import PinDialog
from onsite.ui.banner import Banner
from tests.checkin.asking_stage import PIN, asking
from tests.checkin.desk_stage import NARROW, Hands, desk_app

__all__ = ["asking"]


@pytest.fixture
def desk(site):
    return desk_app(site)


def banner(hands: Hands):
    return hands.desk.query_one(Banner).content


def logged(site) -> list[tuple[str, str]]:
    return [
        (each.name or each.code, each.verdict.reason.value) for each in site.read_now(last_scans)
    ]


async def test_enter_puts_the_questions_and_lets_in(site, asking, desk, same_screen):
    ada = asking.add("Ada Byron", "ADA001", company="Analytical AG")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await same_screen(desk, "asked-80x24-en")
        await hands.press("enter")
        assert isinstance(desk.screen, AskForm)
        await hands.press("down")
        await same_screen(desk, "question_form-80x24-en")
        await hands.press("enter")
        await hands.type("many\r")
        assert "Write a number" in str(desk.screen.query_one(".missing").render())
        await hands.press("ctrl+b")
        await hands.press("enter")
        desk.screen.query_one("#ask-answer").value = "0172"
        await hands.press("enter")

        assert banner(hands).outcome == "admit"
        assert desk.screen is hands.desk
        assert site.read_now(given, [ada]) == {ada: (("phone", "172"), ("shirt", "M"))}
        scans = site.read_now(last_scans)
        assert [each.verdict.outcome.value for each in scans] == ["admit", "ask"]
        await hands.press("f4")
        await hands.settle()
        assert "Which size of shirt? M" in str(desk.screen.query_one("#known").render())
        newest = desk.screen.query_one("#history").line
        assert "Come in – Which size of shirt? M · " in newest.cells[1]


async def test_a_scan_closes_the_form_is_answered_and_names_who_was_left(site, asking, desk):
    asking.add("Ada Byron", "ADA001")
    asking.add("Bob", "BOB001", category="Crew")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await hands.press("enter")
        assert isinstance(desk.screen, AskForm)
        await hands.scan("BOB001")

        assert desk.screen is hands.desk
        assert (banner(hands).outcome, banner(hands).name) == ("admit", "Bob")
        assert banner(hands).lines[0] == ("Not let in: Ada Byron. Something was still to be asked.")
        assert logged(site) == [("Bob", "admitted"), ("Ada Byron", "questions")]


async def test_leaving_the_form_lets_nobody_in_and_it_can_be_asked_again(site, asking, desk):
    asking.add("Ada Byron", "ADA001")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await hands.press("enter")
        await hands.press("escape")

        assert "questions are open" in banner(hands).sentence
        assert logged(site) == [("Ada Byron", "questions")]
        await hands.press("enter")
        assert isinstance(desk.screen, AskForm)


async def test_one_key_lets_in_unpaid_and_only_once(site, asking, desk, same_screen):
    asking.add("Ursula Unpaid", "URSU001", category="Crew", payment="unpaid")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("URSU001")
        await same_screen(desk, "unpaid_confirm-80x24-en")
        await hands.press("enter")
        await hands.press("enter")

        assert banner(hands).outcome == "admit"
        assert logged(site) == [("Ursula Unpaid", "admitted"), ("Ursula Unpaid", "confirm_unpaid")]
        (admitted, _asked) = site.read_now(last_scans)
        assert admitted.verdict.details == {"confirmed": UNPAID}


async def test_an_attempt_that_asked_both_is_confirmed_and_answered_in_one_form(site, asking, desk):
    asking.add("Uwe", "UWE001", payment="unpaid")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("UWE001")
        for key in ("enter", "down", "enter"):
            await hands.press(key)
        assert desk.screen is hands.desk  # "do not let in"
        for _step in ("open", "let in unpaid", "S", "left open"):
            await hands.press("enter")

        assert banner(hands).outcome == "admit"
        assert site.read_now(last_scans)[0].verdict.details == {"confirmed": UNPAID}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
async def test_how_it_asks_in_chinese(asking, desk, same_screen, language):
    asking.add("Ada Byron", "ADA001", company="Analytical AG")
    asking.add("Cyrus", "CYRU001", category="Crew", status="cancelled")
    async with desk.run_test(size=NARROW) as pilot:
        desk.use_language(language)
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await same_screen(desk, f"asked-80x24-{language}")
        await hands.scan("CYRU001")
        await hands.press("ctrl+r")
        while not desk.screen.people:
            await pilot.pause(0.02)
        await hands.settle()
        await same_screen(desk, f"pin-80x24-{language}")


async def test_a_supervisor_overrules_in_place(site, asking, desk, same_screen):
    cyrus = asking.add("Cyrus", "CYRU001", category="Crew", status="cancelled")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("CYRU001")
        await hands.press("ctrl+r")
        assert isinstance(desk.screen, PinDialog)
        await hands.settle()
        desk.screen.query_one("#pin").value = PIN
        desk.screen.query_one("#pin-reason").value = "Booked again at the counter"
        await hands.press("enter")
        while isinstance(desk.screen, PinDialog):
            await pilot.pause(0.05)
        await hands.settle()

        assert desk.screen is hands.desk
        await same_screen(desk, "overruled-80x24-en")
        last = [line for line in site.read_now(history, cyrus) if line.verdict is not None][-1]
        assert last.verdict.details == {
            "was": "cancelled",
            "by": "lena",
            "why": "Booked again at the counter",
        }


async def test_a_scan_gets_past_the_supervisors_dialog(site, asking, desk):
    asking.add("Cyrus", "CYRU001", category="Crew", status="cancelled")
    asking.add("Bob", "BOB001", category="Crew")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("CYRU001")
        await hands.press("ctrl+r")
        assert isinstance(desk.screen, PinDialog)
        await hands.scan("BOB001")

        assert desk.screen is hands.desk
        assert logged(site) == [("Bob", "admitted"), ("Cyrus", "cancelled")]


async def test_the_key_stands_in_the_footer_only_while_there_is_something_to_overrule(asking, desk):
    asking.add("Ada Byron", "ADA001")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)

        def offered() -> bool:
            return "ctrl+r" in hands.desk.active_bindings

        assert not offered()
        await hands.scan("NOPE001")
        assert not offered()
        await hands.scan("ADA001")
        assert offered()
        await hands.press("escape")
        assert not offered()
