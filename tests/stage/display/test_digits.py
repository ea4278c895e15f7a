"""The digits as a widget of their own."""

from __future__ import annotations

from textual.app import App, ComposeResult

from onsite.stage.display.digits import BigDigits
from tests.snapshots import screen_text, settled
from tests.stage.display.readback import read
from tests.stage.display.scenes import SIZES


class Alone(App[None]):
    """Nothing but digits."""

    def compose(self) -> ComposeResult:
        yield BigDigits("09:59")


async def test_they_fill_every_size_and_only_what_changed_is_drawn_again():
    app = Alone()
    async with app.run_test(size=SIZES[0]) as pilot:
        digits = app.query_one(BigDigits)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            digits.show("09:59")
            await settled(pilot)
            assert read(screen_text(app).splitlines()[: size[1]]) == "09:59", size
            before = digits.drawn
            digits.show("09:58")
            await settled(pilot)
            assert read(screen_text(app).splitlines()[: size[1]]) == "09:58", size
            assert 0 < digits.drawn - before <= size[0] * size[1] // 4
            digits.show("09:58")
            assert digits.drawn - before <= size[0] * size[1] // 4


async def test_without_room_for_a_drawing_they_are_plain():
    app = Alone()
    async with app.run_test(size=(20, 2)) as pilot:
        app.query_one(BigDigits).show("−1:09:58")
        await settled(pilot)
        assert screen_text(app).split() == ["−1:09:58"]
