"""Hand scanners at the desk: garbled codes are mended, damaged ones scanned again, and told."""

from __future__ import annotations

import os
import sys

import pytest

from onsite.checkin.roll import last_scans
from onsite.scanner.hand.layouts import Pair, typed
from onsite.scanner.settings import HandSettings, ScannerSettings, save
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import screen_text, settled

GERMAN = Pair("us", "de")


@pytest.fixture
def people(roll):
    roll.add("Jane Doe", "WS-JANE1", company="Acme Ltd.")
    roll.add("John Smith", "ROWY1", company="Eins AG")
    roll.add("Joan Smithers", "ROWZ1", company="Zwei AG")


@pytest.fixture
def desk(site, people):
    """Opens the desk: `async with desk() as hands`."""
    return lambda **hand: _Desk(site, HandSettings(**hand))


class _Desk:
    def __init__(self, site, hand) -> None:
        if hand != HandSettings():
            save(site.data, ScannerSettings(hand=hand))
        self._running = desk_app(site).run_test(size=NARROW, notifications=True)

    async def __aenter__(self) -> Hands:
        hands = Hands(await self._running.__aenter__())
        await hands.settle()
        return hands

    async def __aexit__(self, *raised) -> None:
        await self._running.__aexit__(*raised)


def scans(site):
    logged = site.read_now(last_scans, None, 50)
    return [(scan.code or scan.name, scan.verdict.reason.value) for scan in reversed(logged)]


def told(hands):
    return [each.message for each in hands.desk.app._notifications]


async def test_a_scanner_on_the_wrong_keyboard_lets_in_and_says_it_once(site, desk, same_screen):
    async with desk() as hands:
        await hands.scan(typed("WS-JANE1", GERMAN))
        assert scans(site) == [("WS-JANE1", "admitted")]
        (advice,) = told(hands)
        assert "Set the scanner's keyboard to German" in advice
        await settled(hands.pilot)
        await same_screen(hands.desk.app, "wrong_keyboard-80x24")
        await hands.scan(typed("WS-JANE1", GERMAN))
        assert [reason for _code, reason in scans(site)] == ["admitted", "already_in"]
        assert len(told(hands)) == 1


async def test_a_damaged_scan_lets_nobody_in_and_keeps_the_name(site, desk, same_screen):
    async with desk() as hands:
        await hands.type("smi")
        await hands.scan("WS-JAE1")
        assert scans(site) == []
        assert hands.desk.line.value == "smi"
        assert told(hands) == []
        await settled(hands.pilot)
        await same_screen(hands.desk.app, "scan_again-80x24")
        await hands.scan("WS-JANE1")
        assert scans(site) == [("WS-JANE1", "admitted")]


async def test_what_may_be_two_people_is_asked_and_chosen(site, desk, same_screen):
    async with desk() as hands:
        await hands.scan("ROWY1")
        assert scans(site) == []
        await settled(hands.pilot)
        await same_screen(hands.desk.app, "who_is_it-80x24")
        await hands.press("alt+1")
        assert scans(site) == [("Joan Smithers", "admitted")]


async def test_the_settings_of_the_laptop_are_gone_by(site, desk):
    async with desk(layout="us", prefix="~") as hands:
        await hands.scan("~ROWY1")
        await hands.scan("WS-JANE1")
        assert scans(site) == [("ROWY1", "admitted")]
        assert "The code did not arrive whole" in screen_text(hands.desk.app)


async def test_a_slow_scanner_is_one_once_it_is_set(site, desk):
    async with desk(fast_ms=200, stall_ms=400) as hands:
        await hands.type("WS-JANE1\r")
        assert scans(site) == [("WS-JANE1", "admitted")]
        assert hands.desk.line.value == ""


async def test_settings_that_change_while_it_runs_are_taken_up(site, desk):
    async with desk() as hands:
        save(site.data, ScannerSettings(hand=HandSettings(layout="de")))
        await hands.press("f3", "f2")
        await hands.scan("ROWY1")
        assert scans(site) == [("ROWZ1", "admitted")]


async def test_a_name_that_comes_quickly_is_typing(site, desk):
    async with desk() as hands:
        await hands.type("jo")
        await hands.scan("hn smith")
        assert scans(site) == []
        assert hands.desk.line.value == "john smith"
        assert hands.desk.choices.choice.why == "search"


async def test_who_types_on_while_a_scan_comes_loses_no_letter(site, desk):
    async with desk() as hands:
        await hands.type("smi")
        hands._keys("W", 0.100)
        hands._keys("S-tJAN", 0.004)
        hands._keys("E1\r", 0.004)
        hands._keys("h", 0.100)
        await hands.settle()
        assert scans(site) == [("WS-JANE1", "admitted")]
        assert sorted(hands.desk.line.value) == sorted("smith")


async def test_a_scanner_without_enter_is_told_how_to_send_it(site, desk):
    async with desk() as hands:
        await hands.scan("WS-JANE1", suffix="")
        await hands.pilot.pause(0.8)
        await hands.settle()
        assert scans(site) == []
        assert any("sends no Enter" in each for each in told(hands))


async def test_a_code_sent_twice_is_said(site, desk):
    async with desk() as hands:
        await hands.scan("WS-JANE1\rWS-JANE1")
        assert scans(site) == [("WS-JANE1", "admitted")]
        assert any("twice" in each for each in told(hands))


async def test_the_beginning_of_a_broken_scan_does_not_stay_in_the_line(site, desk):
    async with desk() as hands:
        await hands.type("smi")
        for piece, outcome in (("WS", []), ("WS-", [("WS-JANE1", "admitted")])):
            hands._at += 1.0
            hands._keys(piece, 0.008)
            hands._at += 0.5
            hands._keys(f"{'WS-JANE1'.removeprefix(piece)}\r", 0.008)
            await hands.settle()
            assert scans(site) == outcome
            assert hands.desk.line.value == "smi"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
async def test_a_serial_scanner_is_heard_lost_and_told(site, desk, same_screen):
    ours, theirs = os.openpty()
    try:
        async with desk(serial=os.ttyname(theirs)) as hands:
            await _shown(hands, "Scanner: ready")
            os.write(ours, b"WS-JANE1\r\n")
            await _until(hands, lambda: scans(site) == [("WS-JANE1", "admitted")])
            os.close(ours)
            os.close(theirs)
            theirs = -1
            await _shown(hands, "Scanner: not plugged in")
            assert any("Plug it in" in each for each in told(hands))
    finally:
        if theirs >= 0:
            os.close(ours)
            os.close(theirs)


async def _shown(hands, text):
    await _until(hands, lambda: text in screen_text(hands.desk.app))


async def _until(hands, is_so):
    for _look in range(400):
        if is_so():
            return
        await hands.pilot.pause(0.05)
    raise AssertionError(screen_text(hands.desk.app))
