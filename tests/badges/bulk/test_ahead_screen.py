"""The screen of badges ahead: boxes, names, printing, stopping, emptying."""

from __future__ import annotations

import asyncio

import pytest

from onsite.app import OnsiteApp
from onsite.badges.bulk.ahead import Ahead
from onsite.badges.bulk.screen import AheadScreen
from onsite.plan.service import publish
from onsite.ui.line_list import LineList
from tests.badges.bulk.conftest import MORE
from tests.checkin.conftest import PLAN
from tests.snapshots import screen_text, settled


@pytest.fixture
def full(roll):
    for name in ("Ada Lovelace", "BO LI", "Maria Nowak", "王小明", "Zoë Quist"):
        roll.add(name, f"T-{name[:3]}")
    return roll


async def until(pilot, holds):
    for _look in range(300):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


def app_of(site, language="en") -> OnsiteApp:
    return OnsiteApp(lambda: site, start_mode="ahead", language_code=language, clock=site.clock)


async def opened(pilot):
    await pilot.app.site_ready()
    ahead = pilot.app.screen.ahead
    await until(pilot, lambda: ahead.prepared is not None or ahead.why_not is not None)
    await settled(pilot)
    return ahead


def boxes_shown(app):
    return [" ".join(each.cells) for each in app.screen.query_one("#boxes", LineList).lines]


async def test_from_the_names_to_the_boxes(site, full, box, same_screen) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        ahead = await opened(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: ahead.findings is not None and ahead.progress is None)

        await pilot.press("escape", "f7", "f6")
        await until(pilot, lambda: ahead.sort == "alphabet" and len(ahead.prepared.boxes) == 1)
        await settled(pilot)
        assert screen_text(app).splitlines()[0] == (
            " 5 badges to print · 0 in boxes · sorted by alphabet · on A3"
        )
        await pilot.press("f6", "f6")
        await until(pilot, lambda: ahead.sort == "desk" and len(ahead.prepared.boxes) == 2)
        assert boxes_shown(app) == [
            f"· {box(1)} Desk 1 Li – Lov 2 to be made, design a7",
            f"· {box(2)} Desk 2 Now – Wan 3 to be made, design a7",
        ]

        await pilot.press("f8")
        await settled(pilot)
        assert "Print 5 badges into 2 boxes, sorted by desk, on A3?" in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: len(ahead.made) == 2 and ahead.progress is None)
        await settled(pilot)
        assert boxes_shown(app) == [
            f"✓ {box(1)} Desk 1 Li – Lov 2 printed 2026-11-24 09:30",
            f"✓ {box(2)} Desk 2 Now – Wan 3 printed 2026-11-24 09:30",
        ]
        assert sorted(path.name for path in ahead.folder.iterdir()) == [
            f"box-{box('01')}.pdf",
            f"box-{box('02')}.pdf",
            "labels.pdf",
        ]

        await pilot.press("e")
        await settled(pilot)
        assert f"Were the badges of box {box(1)} thrown away" in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: len(ahead.boxes) == 1)
        await settled(pilot)
        assert boxes_shown(app)[-1] == f"· {box(3)} Desk 1 Li – Lov 2 to be made, design a7"


async def test_what_does_not_fit_is_said_before_anything_is_asked(site, roll) -> None:
    text = PLAN + MORE.replace('template = "a7"', 'template = "a6-butterfly"')
    site.write_now(publish, text, "Maria")
    roll.add("Ada Lovelace", "T-1")
    app = app_of(site)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("f8")
        await settled(pilot)
        (said,) = [each.message for each in app._notifications]
        assert said.endswith("on A4. F7 takes another paper. What fits: on A3, a page each.")
        assert not app.screen.is_modal
        await pilot.press("f7", "f8")
        await settled(pilot)
        assert "Print 1 badge into 1 box, sorted by desk, on A3?" in screen_text(app)


async def test_it_stops_after_the_box_at_hand(site, full, box) -> None:
    ahead = Ahead()
    ahead.open(site)
    await ahead.look()
    run = asyncio.create_task(ahead.make())
    await asyncio.sleep(0)  # until it has begun
    ahead.stopping = True
    await run
    assert [each.packed.box for each in ahead.made] == [box(1)]
    assert [each.box for each in ahead.boxes] == [box(1)]
    assert [each.desk for each in ahead.prepared.boxes] == ["two"]
    assert (ahead.folder / "labels.pdf").is_file()


async def test_nobody_who_gets_a_badge(site, roll) -> None:
    roll.add("Cy Crew", "T-1", category="Crew")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "There is nobody whose badge could be printed." in screen_text(app)
        assert "F8" not in screen_text(app).splitlines()[-1]


def test_no_key_is_offered_before_the_list_was_read() -> None:
    screen = AheadScreen()
    offered = [each for each in ("names", "sort", "paper", "make") if screen.check_action(each, ())]
    assert offered == []
