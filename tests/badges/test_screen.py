"""The printers' screen as it looks, and what its keys do."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.app import OnsiteApp
from onsite.badges.jobs.reading import job, jobs, labels
from onsite.badges.jobs.states import State
from onsite.clock import to_ms
from onsite.plan.service import publish
from onsite.ui.line_list import LineList
from tests.badges.conftest import Press
from tests.checkin.conftest import PLAN, Roll
from tests.snapshots import screen_text, settled

LOOKS = [
    pytest.param((80, 24), "en", id="80x24"),
    pytest.param((120, 40), "en", id="120x40"),
    pytest.param((80, 24), "zh_CN", id="80x24-zh_CN"),
]
SAID = {"left": "ready", "right": "out_of_paper"}


def app_of(site, language="en") -> OnsiteApp:
    return OnsiteApp(lambda: site, start_mode="printers", language_code=language, clock=site.clock)


async def opened(pilot, press):
    await pilot.app.site_ready()
    await press.says(pilot.app, **SAID)
    screen = pilot.app.screen
    for _look in range(250):
        if screen.survey is not None and heard(screen.survey):
            break
        await pilot.pause(0.02)
    assert screen.survey is not None, pilot.app.reported
    await settled(pilot)
    return pilot.app.screen


def heard(survey) -> bool:
    """Whether it is shown already what the printers say."""
    return all(each.kind == SAID.get(each.id, each.kind) for each in survey.printers)


@pytest.fixture
def busy(people, press, clock):
    """One job of each kind."""
    found = {}
    for name in ("Anna There", "Bert Held", "Cleo Maybe", "王小明", "Dora Given"):
        found[name] = press.ask(people.add(name, name.upper()))
        clock.advance(seconds=7)
    press.done(found["Anna There"])
    press.held(found["Bert Held"], "out_of_paper", "right")
    press.fail(found["Cleo Maybe"], "unanswered", "maybe")
    press.done(found["Dora Given"])
    from onsite.badges.jobs.handing import hand_over

    press.site.write_now(hand_over, found["Dora Given"], "Maria")
    return found


@pytest.mark.parametrize(("size", "language"), LOOKS)
async def test_jobs_that_wait_for_somebody_come_first(
    site, busy, press, size, language, same_screen
) -> None:
    app = app_of(site, language)
    suffix = "" if language == "en" else f"-{language}"
    async with app.run_test(size=size) as pilot:
        await opened(pilot, press)
        await same_screen(app, f"printers-{size[0]}x{size[1]}{suffix}")


async def test_an_empty_queue_teaches(site) -> None:
    site.write_now(publish, PLAN, "Maria")
    press = Press(site, None)
    Roll(site).add("Anna", "ANNA")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, press)
        shown = " ".join(screen_text(app).split())
        assert "No badge is in the queue." in shown
        assert "No printer in the plan: badges are written as PDF files into the folder" in shown


async def test_what_the_keys_do(site, busy, press) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, press)
        lines = screen.query_one("#jobs", LineList)

        async def at(name: str) -> str:
            keys = [line.key for line in lines.lines]
            lines.cursor = keys.index(busy[name])
            await pilot.pause()
            return busy[name]

        async def keys(*pressed: str) -> None:
            await pilot.press(*pressed)
            await settled(pilot)

        handed = await at("Anna There")
        await keys("h")
        assert state(site, handed) is State.HANDED_OVER
        unsure = await at("Cleo Maybe")
        at_the_bottom = " ".join(screen_text(app).split())
        assert "failed: the connection broke while it was sent Look into the" in at_the_bottom
        await keys("f5")
        assert state(site, unsure) is State.FAILED
        await keys("f8")
        app.screen.query_one(Input).value = "It is not in the printer"
        await keys("enter")
        assert state(site, unsure) is State.VOID
        fresh = next(each for each in site.read_now(jobs) if each.instead_of == unsure)
        assert (fresh.generation, fresh.why) == (2, "issued")
        waits = await at("王小明")
        await keys("f6")
        await keys("enter")
        assert site.read_now(job, waits).printer == "left"
        await keys("f5")
        assert state(site, waits) is State.CANCELLED
        await keys("f9")
        assert {line.key for line in lines.lines} >= {handed, waits, unsure, busy["Dora Given"]}
        lines.cursor = [line.key for line in lines.lines].index(unsure)
        await keys("enter")
        told = " ".join(screen_text(app).split())
        assert "asked for by Maria" in told
        assert "Left printer · failed" in told
        assert "the connection broke while it was sent" in told


@pytest.fixture
def in_a_row(people, press, clock):
    """Four badges that came out, the oldest first."""
    found = []
    for name in ("Anna", "Bert", "Cleo", "Dora"):
        found.append(press.ask(people.add(name, name.upper())))
        press.done(found[-1])
        clock.advance(seconds=7)
    return found


async def test_a_key_that_is_held_marks_one_badge_and_the_next_row_is_next(
    site, in_a_row, press, clock
) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, press)
        lines = screen.query_one("#jobs", LineList)
        await pilot.press("down")
        for _again in range(3):
            await pilot.press("h")
            await settled(pilot)
        assert lines.line.key == in_a_row[2]
        assert told(app) == ["Bert has the badge now."]
        assert [state(site, each).value for each in in_a_row] == [
            "done",
            "handed_over",
            "done",
            "done",
        ]
        clock.advance(seconds=1)
        await pilot.press("h")
        await settled(pilot)
        assert state(site, in_a_row[2]) is State.HANDED_OVER
        assert lines.line.key == in_a_row[3]


@pytest.mark.parametrize("key", ["f7", "f8", "v"])
async def test_it_is_said_whose_badge_is_made_void(site, in_a_row, press, key) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, press)
        await pilot.press("down", "down", key)
        await settled(pilot)
        assert "Badge of Cleo: " in " ".join(screen_text(app).split())
        app.screen.query_one(Input).value = "Smeared"
        await pilot.press("enter")
        await settled(pilot)
    states = [state(site, each) for each in in_a_row]
    assert states == [State.DONE, State.DONE, State.VOID, State.DONE]


async def test_nobody_has_a_badge_that_was_never_printed(site, people, press) -> None:
    which = press.ask(people.add("Anna", "ANNA"))
    press.fail(which, "drawing", "no")
    app = app_of(site)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, press)
        await pilot.press("h")
        await settled(pilot)
        assert told(app)[0].startswith("Nothing was printed: there is no badge to hand over.")
    assert state(site, which) is State.FAILED


async def test_a_printer_in_trouble_says_what_to_do(site, people, press, same_screen) -> None:
    press.held(press.ask(people.add("Anna", "ANNA")), "out_of_paper", "right")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, press)
        await pilot.press("tab", "down")
        await settled(pilot)
        await same_screen(app, "printer-out-of-paper-80x24")


async def test_a_printer_that_cannot_print_says_why(site, people, press) -> None:
    people.add("Anna", "ANNA")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, press)
        app.printers, app.printer_reasons = {"left": "stopped"}, {"left": ("no-such-queue",)}
        await pilot.press("tab")
        await pilot.pause(1.1)
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
        assert "Left printer stopped: there is no such… 100 labels" in shown
        assert "stopped: there is no such queue Correct the address in the plan;" in shown


async def test_a_badge_whose_printers_are_all_off_says_so(site, people, press) -> None:
    press.ask(people.add("Anna", "ANNA"))
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, press)
        app.printers = {"left": "offline", "right": "jam"}
        await pilot.pause(1.1)
        await settled(pilot)
        shown = " ".join(screen_text(app).split())
    assert "! Anna waits: no printer works any" in shown
    assert "None of its printers works: see to one, or move it to another." in shown


@pytest.mark.parametrize(("size", "rows"), [((60, 20), 5), ((80, 24), 6), ((120, 40), 10)])
async def test_as_many_printers_are_seen_as_there_is_room_for(site, size, rows) -> None:
    many = "".join(
        f'[printers.p{n}]\nname = "Printer {n}"\naddress = "folder:{n}"\n' for n in range(12)
    )
    site.write_now(publish, PLAN + many, "Maria")
    press = Press(site, None)
    Roll(site).add("Anna", "ANNA")
    app = app_of(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, press)
        shown = screen_text(app)
    assert sum(f"Printer {n} " in shown for n in range(12)) == rows


async def test_a_printer_gets_a_test_page_and_its_labels_are_counted(site, press, people) -> None:
    people.add("Anna", "ANNA")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, press)
        screen.query_one("#printers", LineList).focus()
        await pilot.press("f4", "l")
        await settled(pilot)
        await pilot.press(*"250", "enter")
        await settled(pilot)
    (test,) = site.read_now(jobs)
    assert (test.why, test.printer) == ("test", "left")
    now_ms = to_ms(site.clock.now())
    assert site.read_now(labels, press.plan, now_ms)[0].left == 250


def told(app) -> list[str]:
    return [each.message for each in app._notifications]


def state(site, which: str) -> State:
    return site.read_now(job, which).state
