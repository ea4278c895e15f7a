"""Badges on the desk's screen: below the answer, by one key, and never in the way of a scan."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.badges.codes.making import badge_code
from onsite.badges.jobs.reading import job, job_of, jobs
from onsite.badges.jobs.states import State
from onsite.badges.temporary import card_codes
from onsite.checkin.badges.desk import BadgeLine
from onsite.checkin.facts import Outcome
from onsite.plan.service import current, publish
from onsite.staff.access import hashed, set_pin
from onsite.staff.pin_dialog import PinDialog
from tests.badges.conftest import PRINTERS, Press
from tests.checkin.conftest import PLAN, Roll
from tests.checkin.desk_stage import NARROW, WIDE, Hands, desk_app
from tests.snapshots import screen_text, settled

LEAD = """
[operators.ana]
name = "Ana Lima"
roles = ["lead"]
"""
ADMISSION = PRINTERS.replace("on_request", "on_admission")


class Stage:
    """A desk with two guests: Jane Doe and Bob."""

    def __init__(self, site, printers: str) -> None:
        site.write_now(publish, PLAN + printers, "Maria")
        self.site, self.plan = site, site.read_now(current)
        roll = Roll(site)
        self.jane, self.bob = roll.add("Jane Doe", "JANE001"), roll.add("Bob", "BOB0001")
        self.press = Press(site, self.plan)

    def job_of(self, attendee: str):
        return self.site.read_now(job_of, attendee)

    async def open(self, app, pilot) -> Hands:
        await app.site_ready()
        hands = Hands(pilot)
        await hands.settle()
        return hands


async def told(hands: Hands, *parts: str) -> list[str]:
    """The lines of badges, once they say all of that."""
    lines: list[str] = []
    for _look in range(200):
        shown = [each for each in hands.desk.query(BadgeLine) if each.display]
        lines = [" ".join(str(each.render()).split()) for each in shown]
        if len(lines) == len(parts) and all(p in s for p, s in zip(parts, lines, strict=True)):
            return lines
        await hands.pilot.pause(0.02)
    raise AssertionError(lines)


@pytest.mark.parametrize("size", [pytest.param(NARROW, id="80"), pytest.param(WIDE, id="120")])
async def test_the_badges_of_the_last_guests_stand_below_the_answer(
    site, size, same_screen
) -> None:
    stage = Stage(site, ADMISSION)
    app = desk_app(site)
    async with app.run_test(size=size) as pilot:
        hands = await stage.open(app, pilot)
        await stage.press.says(app, left="ready", right="jam")
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: · badge waits for the printer")
        stage.press.held(stage.job_of(stage.jane).job, "out_of_paper")
        await hands.scan("BOB0001")
        stage.press.done(stage.job_of(stage.bob).job)
        await told(
            hands,
            "Bob: ✓ badge printed (Left printer). Scan the badge, and hand it over.",
            "Jane Doe: ! badge printing: out of paper (Left printer). See to the printer",
        )
        assert hands.desk.answer.verdict.outcome is Outcome.ADMIT
        await same_screen(app, f"badges-{size[0]}x{size[1]}")


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
async def test_what_to_do_is_read_whole_while_no_printer_works(site, language, same_screen) -> None:
    stage = Stage(site, ADMISSION)
    Roll(site).add("Maximiliane-Alexandra von Hohenstein-Oberndorfer", "LONG001")
    app = desk_app(site, language)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await stage.press.says(app, left="offline", right="jam")
        await hands.scan("JANE001")
        await hands.scan("LONG001")
        assert await wait_for(
            hands, lambda: sum(each.display for each in hands.desk.query(BadgeLine)) == 2
        )
        await settled(pilot)
        await same_screen(app, f"no-printer-80x24-{language}")


async def test_the_scan_of_the_fresh_badge_hands_it_over(site, same_screen) -> None:
    stage = Stage(site, ADMISSION)
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        stage.press.done(stage.job_of(stage.jane).job)
        text = site.write_now(badge_code, stage.plan, stage.jane, 1, "Maria").text
        hands.desk.show_waiting()  # as on a slow laptop, where the scan itself brings it
        await hands.scan(text)
        assert stage.job_of(stage.jane).state is State.HANDED_OVER
        await told(hands, "Jane Doe: ✓ has the badge")
        await same_screen(app, "badge-handed-over-80x24")


async def test_a_key_prints_and_then_offers_what_else_there_is(site) -> None:
    stage = Stage(site, PRINTERS)
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.press("ctrl+k")
        assert site.read_now(jobs) == (), "nobody stands before the desk"
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: no badge yet: Ctrl+K prints it")
        await hands.press("ctrl+k")
        await told(hands, "Jane Doe: · badge waits for the printer")
        first = stage.job_of(stage.jane)
        assert (first.why, first.checkpoint) == ("request", "door")
        stage.press.done(first.job)
        await told(hands, "Jane Doe: ✓ badge printed")
        await hands.press("ctrl+k")
        await hands.press("down", "down", "enter")
        await hands.press("down", "enter")
        again = await wait_for(hands, lambda: stage.job_of(stage.jane).generation == 2)
        assert again
        assert site.read_now(job, first.job).state is State.VOID


async def test_another_badge_is_issued_by_somebody_who_may(site) -> None:
    stage = Stage(site, ADMISSION + LEAD)
    site.write_now(set_pin, stage.plan, "ana", hashed("4711"), "Maria")
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        stage.press.done(stage.job_of(stage.jane).job)
        await told(hands, "Jane Doe: ✓ badge printed")
        await hands.press("ctrl+k")
        await hands.press("down", "down", "enter")
        await hands.press("enter")
        assert await wait_for(hands, lambda: isinstance(app.screen, PinDialog))
        assert stage.job_of(stage.jane).generation == 1, "nothing before the PIN"
        app.screen.query_one("#pin", Input).value = "4711"
        await hands.press("enter")
        assert await wait_for(hands, lambda: stage.job_of(stage.jane).generation == 2)
        assert stage.job_of(stage.jane).by == "ana"


async def test_a_scan_closes_the_question_and_is_answered(site) -> None:
    stage = Stage(site, ADMISSION)
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: · badge waits")
        await hands.press("ctrl+k")
        assert app.screen.is_modal
        await hands.scan("BOB0001")
        assert await wait_for(hands, lambda: hands.desk.answer.guest.attendee == stage.bob)
        assert not app.screen.is_modal


@pytest.mark.parametrize("size", [NARROW, (60, 20)], ids="{0[0]}x{0[1]}".format)
async def test_a_temporary_badge_is_a_card_with_a_number(site, size, same_screen) -> None:
    stage = Stage(site, ADMISSION)
    app = desk_app(site)
    async with app.run_test(size=size) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: · badge waits")
        await hands.press("ctrl+k")
        await hands.press("end", "enter")
        app.screen.query_one(Input).value = "CARD-7"
        await hands.press("enter")
        await wait_for(hands, lambda: "TEMP-CARD-7" in screen_text(app))
        await same_screen(app, f"temporary-{size[0]}x{size[1]}")
        await hands.press("enter")
        assert site.read_now(card_codes, stage.jane) == {"TEMP-CARD-7": stage.jane}
        await told(hands, "Goes with the card TEMP-CARD-7.")
        await hands.scan("TEMP-CARD-7")
        assert hands.desk.answer.verdict.reason.value == "already_in"
        await hands.press("f4")
        await wait_for(hands, lambda: "Codes: JANE001, TEMP-CARD-7" in screen_text(app))
        assert "the list says" not in screen_text(app)


async def wait_for(hands: Hands, so) -> bool:
    for _look in range(200):
        if so():
            return True
        await hands.pilot.pause(0.02)
    return False
