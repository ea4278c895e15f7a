"""The scan line and the gate: scans and typing are never confused, and no scan is lost."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from onsite.checkin.desk.choices import Choices
from onsite.checkin.desk.dialogs import UndoReason
from onsite.checkin.roll import last_scans
from tests.checkin.desk_stage import Hands, desk_app


@pytest.fixture
def people(roll):
    return {
        "jane": roll.add("Jane Doe", "JANE001", company="Acme Ltd."),
        "smith": roll.add("John Smith", "SMITH01"),
        "smythe": roll.add("Joan Smithers", "SMITH02"),
    }


@pytest.fixture
async def hands(site, people):
    app = desk_app(site)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        yield hands


def scans(site):
    """Code and outcome of every scan, oldest first."""
    logged = site.read_now(last_scans, None, 50)
    return [(scan.code or scan.name, scan.verdict.reason.value) for scan in reversed(logged)]


@pytest.mark.parametrize("suffix", ["\r", "\n", "\r\n", "\t"])
async def test_a_burst_is_one_scan_whatever_ends_it(site, hands, suffix):
    await hands.scan("JANE001", suffix)
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == ""


async def test_typing_searches_and_records_nothing(site, hands):
    await hands.type("smith")
    assert scans(site) == []
    assert hands.desk.line.value == "smith"
    assert hands.desk.query_one(Choices).choice.why == "search"
    assert {guest.name for guest in hands.desk.choices.choice.guests} == {
        "John Smith",
        "Joan Smithers",
    }


async def test_enter_lets_in_whom_the_cursor_is_on(site, hands):
    await hands.type("smith")
    await hands.press("down")
    second = hands.desk.choices.marked
    await hands.type("\r")
    assert scans(site) == [(second.name, "admitted")]
    assert hands.desk.line.value == ""


async def test_a_code_that_was_typed_is_scanned_as_that_code(site, hands):
    await hands.type("JANE001\r")
    assert scans(site) == [("JANE001", "admitted")]


async def test_enter_before_the_hits_are_seen_lets_nobody_in_by_chance(site, hands):
    await hands.type("smith\r")
    assert scans(site) == []
    assert hands.desk.choices.choice.why == "search"


async def test_enter_before_the_hits_are_seen_is_enough_for_the_only_one(site, hands):
    await hands.type("jane\r")
    assert scans(site) == [("Jane Doe", "admitted")]


async def test_enter_on_nothing_does_nothing(site, hands):
    await hands.scan("JANE001")
    await hands.type("\r")
    assert scans(site) == [("JANE001", "admitted")]


async def test_a_scan_while_a_name_is_typed_keeps_the_name(site, hands):
    await hands.type("smi")
    await hands.scan("JANE001")
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == "smi"
    assert hands.desk.choices.choice.why == "search"
    await hands.type("th")
    assert hands.desk.line.value == "smith"
    assert len(scans(site)) == 1


async def test_the_people_who_are_searched_for_are_shown_as_they_are_now(hands):
    await hands.type("smith")
    await hands.press("down")
    marked = hands.desk.choices.marked
    await hands.scan("SMITH01")
    found = {guest.name: guest.state for guest in hands.desk.choices.choice.guests}
    assert found == {"John Smith": "inside", "Joan Smithers": "expected"}
    assert hands.desk.choices.marked.attendee == marked.attendee


async def test_the_cursor_and_what_is_marked_stay_where_they_were(hands):
    await hands.type("smith")
    await hands.press("left", "left", "shift+left")
    before = hands.desk.line.selection
    await hands.scan("JANE001")
    assert (hands.desk.line.value, hands.desk.line.selection) == ("smith", before)
    assert hands.pilot.app.focused is hands.desk.line


async def test_a_scan_that_is_sent_twice_counts_once_and_keeps_the_name(site, hands):
    await hands.type("smi")
    await hands.scan("JANE001\rJANE001")
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == "smi"


@pytest.mark.parametrize("before", ["\r", "\r\n"])
async def test_a_line_end_before_the_code_lets_nobody_in(site, hands, before):
    await hands.type("smith")
    await hands.scan(f"{before}JANE001")
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == "smith"


async def test_who_must_be_chosen_is_shown_over_what_is_typed(site, hands, roll):
    roll.add("Ann", "SHARED1")
    roll.add("Bob", "SHARED1")
    await hands.type("smith")
    await hands.scan("SHARED1")
    assert hands.desk.choices.choice.why == "candidates"
    assert hands.desk.line.value == "smith"
    await hands.press("alt+1")
    assert scans(site)[1:] == [("Ann", "admitted")]


async def test_a_camera_sighting_leaves_what_is_being_typed(site, hands):
    await hands.type("smi")
    hands.desk.work.ask(code="JANE001")
    await hands.settle()
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == "smi"
    assert hands.desk.choices.choice.why == "search"


async def test_pasted_lines_are_scans_and_a_pasted_word_is_typing(site, hands):
    hands.pilot.app.post_message(events.Paste("JANE001\nSMITH01\n"))
    await hands.settle()
    assert scans(site) == [("JANE001", "admitted"), ("SMITH01", "admitted")]
    hands.pilot.app.post_message(events.Paste("smi\x1b[31mth"))
    await hands.settle()
    assert hands.desk.line.value == "smi[31mth"
    assert len(scans(site)) == 2


async def test_pasted_lines_get_past_a_dialog(site, hands):
    await hands.press("f6")
    hands.pilot.app.post_message(events.Paste("JANE001\nSMITH01\n"))
    await hands.settle()
    assert scans(site) == [("JANE001", "admitted"), ("SMITH01", "admitted")]
    assert hands.pilot.app.screen is hands.desk


async def test_many_scans_at_once_are_answered_in_their_order(site, hands):
    for code in ("JANE001", "SMITH01", "NOPE001", "SMITH02", "JANE001"):
        hands._at += 0.2
        hands._keys(code + "\r", 0.005)
    await hands.settle()
    assert scans(site) == [
        ("JANE001", "admitted"),
        ("SMITH01", "admitted"),
        ("NOPE001", "unknown"),
        ("SMITH02", "admitted"),
        ("JANE001", "already_in"),
    ]


async def test_a_scan_over_a_dialog_is_answered_and_not_typed_into_it(site, hands):
    await hands.scan("JANE001")
    await hands.press("f8")
    assert isinstance(hands.pilot.app.screen, UndoReason)
    await hands.type("wro")
    assert hands.pilot.app.screen.query_one(Input).value == "wro"
    field = hands.pilot.app.screen.query_one(Input)
    await hands.scan("SMITH01")
    assert field.value == "wro"
    assert scans(site) == [("JANE001", "admitted"), ("SMITH01", "admitted")]
    assert hands.pilot.app.screen is hands.desk
    assert hands.pilot.app.focused is hands.desk.line


async def test_a_person_can_type_into_a_dialog(site, hands):
    await hands.scan("JANE001")
    await hands.press("f8")
    await hands.type("he turned away\r")
    assert [scan.undone for scan in site.read_now(last_scans, None, 9)] == [True]
    assert hands.desk.line.value == ""


async def test_a_scan_over_a_dialog_keeps_the_name_below_it(site, hands):
    await hands.type("smith")
    await hands.press("f4")
    assert hands.pilot.app.screen is not hands.desk
    await hands.scan("JANE001")
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.line.value == "smith"
    assert hands.pilot.app.focused is hands.desk.line


async def test_a_line_end_before_a_code_chooses_nothing_in_a_dialog(site, hands):
    await hands.press("f6", "down")
    await hands.scan("\r\nJANE001")
    assert scans(site) == [("JANE001", "admitted")]
    assert hands.desk.work.checkpoint == "door"


async def test_a_stall_over_a_dialog_takes_nothing_from_the_code(site, hands):
    await hands.press("f6")
    hands._at += 1.0
    hands._keys("J", 0.0)
    await hands.pilot.pause(0.06)
    hands._keys("ANE001\r", 0.008)
    await hands.settle()
    assert scans(site) == [("JANE001", "admitted")]


async def test_alt_and_a_digit_choose_in_every_terminal(site, hands):
    await hands.type("smith")
    second = hands.desk.choices.choice.guests[1]
    await hands.type("™")
    assert scans(site) == [(second.name, "admitted")]
    await hands.type("smith")
    await hands.press("alt+1")
    assert len(scans(site)) == 2


@pytest.mark.parametrize("key", ["f1", "f6", "f9", "ctrl+p"])
async def test_a_scan_gets_past_whatever_is_open(site, hands, key):
    await hands.scan("JANE001")
    await hands.press(key)
    assert hands.pilot.app.screen is not hands.desk
    await hands.scan("SMITH01")
    assert scans(site) == [("JANE001", "admitted"), ("SMITH01", "admitted")]
    assert hands.pilot.app.screen is hands.desk


async def test_the_focus_comes_back_to_the_line(hands):
    app = hands.pilot.app
    await hands.pilot.click("#banner")
    assert app.focused is hands.desk.line
    await hands.press("f6", "escape")
    assert app.focused is hands.desk.line
    await hands.press("tab", "shift+tab")
    assert app.focused is hands.desk.line
    await hands.press("f3", "f2")
    assert app.focused is hands.desk.line


@pytest.mark.parametrize("key", ["f4", "f6", "f8", "f9", "ctrl+l"])
async def test_a_key_that_is_held_opens_one_dialog(hands, key):
    await hands.scan("JANE001")

    for _time in range(30):
        hands.desk.app.simulate_key(key)
    await hands.settle()

    assert [screen.is_modal for screen in hands.desk.app.screen_stack].count(True) == 1


@pytest.mark.parametrize("code", ["AB¡CD99", "¡ABCD99", "ABCD99¡", "£¡ABCD"])
async def test_a_sign_in_a_code_lets_nobody_in(site, hands, roll, code):
    roll.add("Ann", "ANN0001", order="O1")
    roll.add("Bob", "BOB0001", order="O1")
    await hands.scan("ANN0001")

    await hands.scan(code)

    assert scans(site) == [("ANN0001", "admitted"), (code, "unknown")]


async def test_alt_and_a_digit_as_a_mac_sends_it_lets_one_of_the_party_in(site, hands, roll):
    roll.add("Ann", "ANN0001", order="O1")
    roll.add("Bob", "BOB0001", order="O1")
    await hands.scan("ANN0001")

    await hands.type("¡")

    assert scans(site) == [("ANN0001", "admitted"), ("Bob", "admitted")]
