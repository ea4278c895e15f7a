"""What is said in public, from the board: written, read once more, released."""

from __future__ import annotations

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
