"""The acts at the desk: one key, a dialog, and what holds afterwards."""

from __future__ import annotations

import pytest

from onsite.checkin.history import history
from onsite.plan.service import current, publish
from onsite.roster.acts.form import ActForm, FormLine
from onsite.roster.acts.merge_dialog import MergeDialog
from onsite.roster.facts import Payment
from onsite.roster.search import search
from onsite.roster.service import attendee, size
from onsite.staff.access import hashed, set_pin
from onsite.staff.pin_dialog import PinDialog
from onsite.ui.dialogs import Choose
from tests.checkin.conftest import PLAN
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import screen_text, settled


@pytest.fixture
def at_desk(site, plan):
    return desk_app(site)


async def until(pilot, kind):
    """The dialog of that kind, once it stands."""
    for _turn in range(100):
        if isinstance(pilot.app.screen, kind):
            await settled(pilot)
            return pilot.app.screen
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def closed(pilot, dialog):
    for _turn in range(100):
        if dialog not in pilot.app.screen_stack:
            await settled(pilot)
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def chosen(pilot, hands, place):
    """The act at that place of the menu for the guest who was scanned."""
    await hands.press("ctrl+y")
    menu = await until(pilot, Choose)
    await pilot.press(*["down"] * place, "enter")
    await closed(pilot, menu)


async def written(pilot, *lines):
    for at, text in enumerate(lines):
        if at:
            await pilot.press("down")
        for letter in text:
            await pilot.press({" ": "space", "@": "at", ".": "full_stop"}.get(letter, letter))
    await settled(pilot)


async def test_a_walk_in_is_recorded_after_who_may_be_the_same(at_desk, site, roll, same_screen):
    roll.add("Ada Byron", "A1", company="Analytical")
    roll.add("王小明", "A2", company="长江出版社")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("ctrl+y")
        form = await until(pilot, ActForm)
        await pilot.press("enter")
        await settled(pilot)
        assert "The name is empty" in screen_text(pilot.app)
        await written(pilot, "Byron Ada", "vip")
        await pilot.press("enter")
        await settled(pilot)
        await same_screen(pilot.app, "walk-in-alike-80x24")
        assert site.read_now(size).listed == 2
        await pilot.press("enter")
        await closed(pilot, form)
        assert [hit.exact for hit in site.read_now(search, "byron")] == [True, True]


async def test_a_ticket_type_that_was_begun_is_the_one_that_is_shown(at_desk, site, roll):
    roll.add("Jane Doe", "A1")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("ctrl+y")
        form = await until(pilot, ActForm)
        await written(pilot, "Byron Ada", "wed")
        await pilot.press("enter")
        await closed(pilot, form)
        found = site.read_now(search, "byron")
        assert [site.read_now(attendee, hit.attendee).record.category for hit in found] == [
            "Wednesday only"
        ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [("", ""), ("v", "VIP Gold"), ("vip", "vip"), (" Reg", "Regular"), ("Crew", "Crew")],
)
def test_what_was_begun_means_what_is_shown(text, meant):
    line = FormLine("category", "ticket type", choices=("VIP Gold", "VIP", "Regular"))
    assert line.meant(text) == meant


async def test_who_was_there_already_is_chosen(at_desk, site, roll):
    roll.add("Ada Byron", "A1")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("ctrl+y")
        form = await until(pilot, ActForm)
        await written(pilot, "ada byron", "vip")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("alt+1")
        await closed(pilot, form)
        assert site.read_now(size).listed == 1
        assert "Ada Byron" in screen_text(pilot.app)


async def test_corrected_at_the_desk(at_desk, site, roll, same_screen):
    who = roll.add("Jon Smith", "J1", company="ACME", email="jon@acme.com")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("J1")
        await chosen(pilot, hands, 0)
        form = await until(pilot, ActForm)
        await pilot.press("down", "end", *["backspace"] * 4)
        await written(pilot, "Apex")
        await same_screen(pilot.app, "correct-80x24")
        await pilot.press("enter")
        await closed(pilot, form)
        assert site.read_now(attendee, who).record.company == "Apex"


async def test_two_are_made_one_at_the_desk(at_desk, site, roll, same_screen):
    ann = roll.add("Ann Lee", "A1", company="ACME")
    roll.add("Anne Lee", "A2", company="ACME Ltd", email="anne@acme.com")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("A1")
        await chosen(pilot, hands, 4)
        dialog = await until(pilot, MergeDialog)
        await same_screen(pilot.app, "merge-80x24")
        await pilot.press("enter")
        await closed(pilot, dialog)
        assert [hit.attendee for hit in site.read_now(search, "anne")] == [ann]
        await chosen(pilot, hands, 8)
        menu = await until(pilot, Choose)
        await pilot.press("enter")
        await closed(pilot, menu)
        assert [hit.attendee for hit in site.read_now(search, "anne")] != [ann]


async def test_money_is_taken_and_a_scan_closes_the_dialog(at_desk, site, roll):
    who = roll.add("Ann Lee", "A1", payment=Payment.UNPAID)
    roll.add("Bob", "BOB-4711")
    async with at_desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("A1")
        await chosen(pilot, hands, 2)
        form = await until(pilot, ActForm)
        await pilot.press("enter")
        await settled(pilot)
        assert "receipt number is missing" in screen_text(pilot.app)
        await written(pilot, "R17")
        await pilot.press("enter")
        await closed(pilot, form)
        assert site.read_now(attendee, who).record.payment is Payment.PAID
        await chosen(pilot, hands, 0)
        form = await until(pilot, ActForm)
        await hands.scan("BOB-4711")
        await closed(pilot, form)
        assert "Bob" in screen_text(pilot.app)


async def test_a_volunteer_asks_who_may_for_their_pin(site, plan, roll):
    site.write_now(publish, f"{PLAN}\n[operators.lee]\nname = 'Lee'\nroles = ['lead']\n", "Maria")
    site.write_now(set_pin, site.read_now(current), "lee", hashed("8402"), "Maria")
    ann = roll.add("Ann Lee", "A1", blocked=True)
    async with desk_app(site).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("A1")
        await chosen(pilot, hands, 2)
        asked = await until(pilot, PinDialog)
        await pilot.press(*"8402", "enter")
        await closed(pilot, asked)
        form = await until(pilot, ActForm)
        await pilot.press("enter")
        await closed(pilot, form)
    lifted = site.read_now(history, ann)[-1]
    assert (lifted.kind, lifted.operator, lifted.act.by) == (
        "attendee.block_lifted",
        "Maria",
        "lee",
    )
