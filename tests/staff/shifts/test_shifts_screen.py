"""The screen of the shifts: badges, names, and the list."""

from __future__ import annotations

from datetime import UTC, datetime

from textual import events

from onsite.roster.facts import AttendeeListed, Record
from onsite.staff.shifts.rules import Stand
from onsite.staff.shifts.service import roll
from onsite.ui.line_list import LineList
from tests.checkin.desk_stage import desk_app
from tests.snapshots import settled


def stands(site, plan):
    return {each.operator: each.stand for each in site.read_now(roll, plan, site.clock.now())}


async def until(pilot, true):
    for _look in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


async def test_badges_names_and_the_list(site, plan, clock, same_screen):
    jane = AttendeeListed(attendee="a1", source="t", source_key="1", record=Record(name="Jane"))
    site.write_now(lambda journal, rows: journal.append(rows, jane, operator="Maria"))
    clock.set(datetime(2026, 11, 25, 11, 20, tzinfo=UTC))
    app = desk_app(site, start_mode="shifts")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        people = app.screen.query_one(LineList)
        await until(pilot, lambda: len(people.lines) == 2)
        for character in "STAFF-1\r":
            name = "enter" if character == "\r" else character
            app.post_message(events.Key(name, character))
        await until(pilot, lambda: stands(site, plan).get("ana") is Stand.ON)
        await until(pilot, lambda: len(people.lines) == 3)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: stands(site, plan)["caro"] is Stand.ON)
        await pilot.press(*"nobody", "enter")
        await settled(pilot)
        await same_screen(app, "shifts-80x24")
        await pilot.press("enter")
        await until(pilot, lambda: stands(site, plan)["caro"] is Stand.LEFT)
