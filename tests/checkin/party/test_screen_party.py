"""A party, a VIP and the desks of a checkpoint on the desk's screen."""

from __future__ import annotations

import asyncio

import pytest

from onsite.checkin.party.screen import PartyDialog
from onsite.checkin.queue.desks import sit_at
from onsite.checkin.queue.screen import QueueDialog
from onsite.checkin.roll import last_scans
from onsite.errors import StoreFullError
from onsite.plan.service import current, publish
from onsite.ui.banner import Banner
from onsite.ui.line_list import LineList
from tests.checkin.conftest import PLAN
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import screen_text, settled

WITH_DESKS = (
    PLAN
    + """
[operators.ana]
name = "Ana Lima"
roles = ["lead"]

[desks.a-m]
name = "Desk A to M"
checkpoint = "door"
letters = "A-M"

[desks.n-z]
name = "Desk N to Z"
checkpoint = "door"
letters = "N-Z"

[vips.lim]
name = "Rosa Lim"
level = "Gold"
liaison = "ana"
phone = "+49 170 1234567"
seat = "A12"
room = "Spree"
preferences = "Tea, no photographs"
"""
)


@pytest.fixture
def plan(site):
    site.write_now(publish, WITH_DESKS, "Maria")
    return site.read_now(current)


@pytest.fixture
def party(roll):
    roll.add("Jane Doe", "JANE001", company="Acme Ltd.", order="K7Q2P")
    roll.add("王小明", "WANG001", company="星河科技有限公司", speaker=True, order="K7Q2P")
    roll.add("José Müller", "JOSE001", company="Müller & Söhne GmbH", order="K7Q2P")
    roll.add("Ursula Unpaid", "URSU001", payment="unpaid", order="K7Q2P")
    roll.add("Bruno Barred", "BRUN001", blocked=True, order="K7Q2P")
    roll.add("Rosa Lim", "ROSA001", company="Lim & Daughters")
    roll.add("Zoe Zimmer", "ZOE0001")


@pytest.fixture
def desk(site):
    return lambda: _Desk(desk_app(site))


class _Desk:
    def __init__(self, app) -> None:
        self._running = app.run_test(size=NARROW)

    async def __aenter__(self) -> Hands:
        hands = Hands(await self._running.__aenter__())
        await hands.settle()
        return hands

    async def __aexit__(self, *raised) -> None:
        await self._running.__aexit__(*raised)


def banner(hands):
    return hands.desk.query_one(Banner).content


def over(hands):
    return hands.pilot.app.screen


async def all_in(hands):
    """Until the group is recorded."""
    workers = hands.pilot.app.workers
    passing = [each for each in workers if each.group == "party-passes"]
    if passing:
        await workers.wait_for_complete(passing)
    await hands.settle()


def told(hands):
    return [each.message for each in hands.pilot.app._notifications]


def outcomes(site):
    logged = site.read_now(last_scans, None, 50)
    return [(scan.name, scan.verdict.reason.value) for scan in logged][::-1]


async def test_some_of_a_party_come_in_and_who_may_not_is_named(site, party, desk, same_screen):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("ctrl+g")
        assert isinstance(over(hands), PartyDialog)
        await hands.type("1")
        await hands.type("3")
        await hands.press("down", "down", "down", "space")
        await settled(hands.pilot)
        await same_screen(hands.pilot.app, "party-80x24")
        await hands.press("enter")
        await all_in(hands)
        said = banner(hands)
        assert (said.outcome, said.word) == ("ask", "1 of 3")
        assert said.sentence == "1 of 3 people came in. Not: Bruno Barred, Ursula Unpaid."
        assert said.lines[0].startswith("✗ Bruno Barred: Please see the problem desk")
        assert [each.state for each in hands.desk.choices.choice.guests].count("inside") == 1
    assert outcomes(site) == [
        ("Jane Doe", "admitted"),
        ("Bruno Barred", "blocked"),
        ("José Müller", "admitted"),
        ("Ursula Unpaid", "unpaid"),
    ]


async def test_all_who_may_come_in_at_once_and_letters_show_only_some(site, party, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("ctrl+g")
        await hands.type("müll")
        assert [line.cells[2] for line in over(hands).query_one(LineList).lines] == ["José Müller"]
        await hands.press("escape", "ctrl+a", "enter")
        await all_in(hands)
        assert banner(hands).sentence == "2 of 2 people came in."
        await hands.press("f5")
        await hands.scan("JANE001")
        await hands.press("ctrl+g", "ctrl+a", "enter")
        await all_in(hands)
        assert banner(hands).sentence == "2 of 2 people have left."


async def test_a_scan_closes_the_party_and_is_answered_and_one_meanwhile_keeps_the_banner(
    site, party, desk, monkeypatch
):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("ctrl+g")
        await hands.scan("ZOE0001")
        assert banner(hands).name == "Zoe Zimmer"
        assert not isinstance(over(hands), PartyDialog)

        source, held = hands.desk.work.source, asyncio.Event()
        answer = source.answer

        async def slowly(plan, ask):
            if ask.attendee:
                await held.wait()
            return await answer(plan, ask)

        monkeypatch.setattr(source, "answer", slowly)
        await hands.scan("JANE001")
        await hands.press("ctrl+g", "ctrl+a", "enter")
        await hands.scan("ROSA001")
        assert banner(hands).name == "Rosa Lim"
        held.set()
        await all_in(hands)
        assert banner(hands).name == "Rosa Lim"
        assert told(hands) == ["2 of 2 people came in."]


async def test_of_a_group_that_could_not_be_saved_it_is_said_who_is_in(party, desk, monkeypatch):
    async with desk() as hands:
        await hands.scan("JANE001")
        source, answered = hands.desk.work.source, []
        answer = source.answer

        async def once(plan, ask):
            if answered:
                raise StoreFullError("The disk is full.")
            answered.append(ask)
            return await answer(plan, ask)

        monkeypatch.setattr(source, "answer", once)
        await hands.press("ctrl+g", "ctrl+a", "enter")
        await all_in(hands)
        assert banner(hands).word == "NOT SAVED"
        assert told(hands) == ["1 of 2 people came in. Not: 王小明."]


async def test_nobody_before_the_desk_or_nobody_else_is_said(party, desk):
    async with desk() as hands:
        await hands.press("ctrl+g")
        assert "Scan a ticket or find a name first" in told(hands)[-1]
        await hands.scan("ZOE0001")
        await hands.press("ctrl+g")
        assert "Nobody else is on this booking" in told(hands)[-1]


async def test_a_vip_s_call_card_stands_until_the_next_scan_and_in_f4(party, desk, same_screen):
    async with desk() as hands:
        await hands.scan("ROSA001")
        await settled(hands.pilot)
        await same_screen(hands.pilot.app, "vip-80x24")
        assert banner(hands).card == (
            "VIP Gold – call Ana Lima, +49 170 1234567",
            "Seat: A12 · Room: Spree",
        )
        await hands.press("f4")
        shown = screen_text(hands.pilot.app)
        assert "VIP Gold – call Ana Lima, +49 170 1234567" in shown
        assert "Preferences: Tea, no photographs" in shown
        await hands.press("escape")
        await hands.scan("ROSA001")
        assert (banner(hands).outcome, banner(hands).card) == ("refuse", ())


async def test_who_stands_at_another_desk_is_told_gently_and_only_when_let_in(
    site, plan, party, desk
):
    async with desk() as hands:
        await hands.scan("ZOE0001")
        assert "Their desk" not in screen_text(hands.pilot.app)
        await hands.press("f18")
        await hands.press("enter")
        await hands.settle()
        assert "Main door · Desk A to M" in screen_text(hands.pilot.app)
        await hands.scan("URSU001")
        assert banner(hands).outcome == "refuse"
        assert "Their desk" not in screen_text(hands.pilot.app)
        await hands.press("f8")
        await hands.press("enter")
        await hands.settle()
        await hands.scan("ZOE0001")
        assert "Their desk: Desk N to Z" in screen_text(hands.pilot.app)
        await hands.scan("JANE001")
        assert "Their desk" not in screen_text(hands.pilot.app)


async def test_the_number_of_people_who_wait_is_typed_in(
    site, plan, party, desk, clock, same_screen
):
    site.write_now(sit_at, plan, "door", "a-m")
    async with desk() as hands:
        for code in ("JANE001", "WANG001", "JOSE001", "ROSA001", "ZOE0001", "URSU001"):
            await hands.scan(code)
            clock.advance(seconds=20)
        await hands.press("ctrl+t")
        assert isinstance(over(hands), QueueDialog)
        await settled(hands.pilot)
        await hands.type("25")
        await hands.press("enter")
        await hands.type("4")
        await settled(hands.pilot)
        await same_screen(hands.pilot.app, "queue-80x24")
        assert "Send people from Desk A to M to Desk N to Z." in screen_text(hands.pilot.app)
        await hands.press("backspace")
        assert "Open 1 more desk now." in screen_text(hands.pilot.app)
        await hands.scan("JANE001")
        assert banner(hands).name == "Jane Doe"
