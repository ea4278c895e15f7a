"""A handover that waits, on the board of who has offered it."""

from __future__ import annotations

from onsite.incidents.handover.reading import handovers
from tests.incidents.board.test_board_screen import board_app, opened, pressed
from tests.snapshots import screen_text


async def test_who_has_offered_sees_it_and_takes_it_back_or_offers_it_to_another(site, log):
    log.reported("dark", zone="foyer")
    app = board_app(site, "ana")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "g", "=Bo Stern", "enter", "enter", "g")
        assert "Ana Lima → Bo Stern" in screen_text(app)
        await pressed(pilot, "down", "enter")
        assert "To whom" in screen_text(app)
        await pressed(pilot, "escape", "g", "enter")
        assert screen.said == "Taken back: it is yours."
        await pressed(pilot, "g")
        assert "To whom" in screen_text(app)
    assert [each.state for each in site.read_now(handovers)] == ["withdrawn"]
    assert app.reported == []
