"""Handing things out at the desk: with the scan, by size, and when there is nothing left."""

from __future__ import annotations

import pytest

from onsite.checkin import service as desk_service
from onsite.goods.holding import held_by
from onsite.goods.stock import stock
from onsite.ui.banner import Banner
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.goods.conftest import plan, roll, scan

__all__ = ["plan", "roll", "scan"]


@pytest.fixture
def desk(site):
    return desk_app(site, checkpoint="gifts")


@pytest.fixture
def held(site):
    return lambda attendee: [
        (each.goods, each.size) for each in site.read_now(held_by, attendee) if not each.returned
    ]


def banner(hands: Hands):
    return hands.desk.query_one(Banner).content


async def choose(hands: Hands, digit: str) -> None:
    await hands.type(digit)
    workers = hands.pilot.app.workers
    mine = [each for each in workers if each.group == "goods"]
    if mine:
        await workers.wait_for_complete(mine)
    await hands.settle()


async def test_a_number_says_the_size_and_the_next_scan_waits_for_none(
    site, plan, roll, desk, held, same_screen
):
    ada = roll.add("Ada Byron", "ADA001", category="Crew", company="Analytical AG")
    bob = roll.add("Bob", "1BOB23", category="Crew")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await same_screen(desk, "sizes-80x24-en")
        await choose(hands, "2")
        assert held(ada) == [("pack", ""), ("shirt", "M")]
        assert banner(hands).card[0] == "Hand over: Pack, T-shirt M"
        await choose(hands, "1")
        assert held(ada) == [("pack", ""), ("shirt", "S")]
        assert hands.desk.line.value == ""

        await hands.scan("1BOB23")
        assert held(bob) == [("pack", ""), ("shirt", "")]
        assert "which size?" in banner(hands).card[0]
        await hands.scan("ADA001")
        assert banner(hands).outcome == "refuse"
        assert banner(hands).lines[0] == ("No size was chosen: T-shirt of Bob. It stands open.")
        await hands.type("2")
        assert hands.desk.line.value == "2"
        assert held(bob) == [("pack", ""), ("shirt", "")]


async def test_nothing_is_left_and_a_number_hands_it_over_all_the_same(
    site, plan, roll, scan, desk, held, same_screen
):
    for number in range(3):
        roll.add(f"Guest {number}", f"G-{number}")
        scan(f"G-{number}")
    ada = roll.add("Ada Byron", "ADA001")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        await pilot.pause(0.3)
        await same_screen(desk, "out_of_stock-80x24-en")
        assert held(ada) == []
        await choose(hands, "1")

        assert held(ada) == [("pack", "")]
        assert banner(hands).lines[0] == "! Few left: Pack −1"
        assert site.read_now(stock, plan, "pack").left == -1


async def test_facing_the_exit_a_scan_takes_back(site, plan, roll, held):
    ada = roll.add("Ada Byron", "ADA001")
    desk = desk_app(site, checkpoint="headsets")
    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        assert held(ada) == [("headset", "")]
        await hands.press("f5")
        await hands.scan("ADA001")

        assert banner(hands).card == ("Taken back: Headset",)
        assert held(ada) == []


async def test_a_size_that_could_not_be_kept_is_said(site, plan, roll, desk, held, monkeypatch):
    ada = roll.add("Ada Byron", "ADA001", category="Crew")

    def broken(*_args, **_more):
        raise OSError("disk")

    async with desk.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.scan("ADA001")
        monkeypatch.setattr(desk_service, "choose", broken)
        monkeypatch.setattr(desk, "report_error", lambda _error: None)
        await choose(hands, "2")

        assert banner(hands).word == "NOT SAVED"
        assert held(ada) == [("pack", ""), ("shirt", "")]
