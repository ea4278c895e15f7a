"""What is said in public, from the board: written, read once more, released."""

from __future__ import annotations

from onsite.incidents.statements import service
from onsite.incidents.statements.reading import statements
from tests.incidents.board.test_board_screen import board_app, opened, pressed
from tests.incidents.know import knowing


async def test_a_statement_is_written_and_released(site, clock):
    log = knowing(site, clock)
    dark = log.reported("dark", id="a1", zone="h2")
    app = board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "j", "enter", "enter")
        assert site.read_now(statements, dark) == ()
        await pressed(pilot, "=14:30", "enter")
        assert screen.said.endswith("is written. It is not released.")
        await pressed(pilot, "j", "enter", "=read out", "enter")
        assert screen.said.endswith("is released.")
    (one,) = site.read_now(statements, dark)
    assert (one.text, one.released_by, one.to) == (
        "We pause in Hall 2 until 14:30.\nPlease stay.",
        "Maria",
        "read out",
    )
    assert app.reported == []


async def test_what_was_released_is_corrected_and_withdrawn(site, clock):
    log = knowing(site, clock)
    dark = log.reported("dark", id="a1", zone="h2")
    for time in ("14:30", "15:00"):
        log.do(service.draft, dark, "pause", {"time": time})
    log.do(service.release, dark, "1", "hall")
    first, second = site.read_now(statements, dark)
    app = board_app(site)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "j", "enter", "enter", "=1", "enter")
        assert screen.said.endswith("is released.")
        await pressed(pilot, "j", "enter", "=the wrong hall", "enter")
        assert "is withdrawn. Say so wherever it was said." in screen.said
    now = site.read_now(statements, dark)
    assert [(each.released, each.reason) for each in now] == [
        (False, ""),
        (False, "the wrong hall"),
    ]
    assert now[0].corrected_by == second.edition
    assert first.edition != second.edition
    assert app.reported == []
