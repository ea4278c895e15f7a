"""Badges at the desk's own screen: scanned, garbled by a keyboard, cut off, typed by their ids."""

from __future__ import annotations

import pytest

from onsite.badges.codes.making import badge_code
from onsite.badges.facts import BadgeIssued
from onsite.checkin.badge_codes.hand import badge_code as heard_badge
from onsite.checkin.roll import last_scans
from onsite.scanner.hand.heard import Heard
from onsite.scanner.hand.layouts import LAYOUTS, US, Pair, typed
from onsite.scanner.settings import HandSettings
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import screen_text

SETTINGS = HandSettings()


@pytest.fixture
def badge(site, plan, roll):
    """Ann's, and whose it is."""
    ann = roll.add("Ann Lee", "T-ANN", company="Acme Ltd.")
    roll.add("Ben Roth", "T-BEN")
    fact = BadgeIssued(attendee=ann, generation=1)
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))
    return site.write_now(badge_code, plan, ann, 1, "Maria")


def shown(hands):
    return " ".join(screen_text(hands.pilot.app).split())


def scans(site):
    logged = site.read_now(last_scans, None, 50)
    return [(scan.name, scan.verdict.reason.value) for scan in reversed(logged)]


def test_whatever_keyboard_it_went_through(site, badge):
    for layout in LAYOUTS.keys() - {US}:
        garbled = typed(badge.text, Pair(US, layout))
        found = site.read_now(heard_badge, site.journal.signer, Heard(garbled), SETTINGS)
        assert (layout, found.upper()) == (layout, badge.text)


def test_of_what_is_no_badge_none_is_made(site, badge):
    for text in ("T-ANN", "Mia Klein", badge.text[1:], "4006381333931", ""):
        assert site.read_now(heard_badge, site.journal.signer, Heard(text), SETTINGS) == ""


async def test_badges_are_scanned_and_their_ids_typed(site, badge):
    async with desk_app(site).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.scan(typed(badge.text, Pair(US, "fr")))
        assert scans(site) == [("Ann Lee", "admitted")]
        await hands.scan(badge.text[:-4])
        assert "The code did not arrive whole, so nobody was let in." in shown(hands)
        forged = badge.text[:-1] + ("0" if badge.text[-1] != "0" else "1")
        await hands.scan(forged)
        assert "Not a genuine badge" in shown(hands)
        wrong = badge.typed[:-1] + ("0" if badge.typed[-1] != "0" else "1")
        await hands.type(wrong.lower())
        await hands.press("enter")
        assert f"“{wrong}” was mistyped: its check character does not fit." in shown(hands)
        await hands.press("escape")
        await hands.type(badge.typed.lower().replace("-", " "))
        assert "Ann Lee" in shown(hands)
        await hands.press("enter")
        assert scans(site)[1:] == [("", "forged"), ("Ann Lee", "already_in")]
