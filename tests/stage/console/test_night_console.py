"""A rundown that goes beyond midnight: each hour says of which day it is."""

from __future__ import annotations

from onsite.stage import editing
from onsite.stage.fields import ItemFields
from tests.snapshots import screen_text
from tests.stage.console.test_console import app_of, opened, until
from tests.stage.keeping import EARLY, MINUTE_MS, Keeper

HOUR_MS = 60 * MINUTE_MS


def test_hours_of_other_days_are_told_in_the_shell(site, clock) -> None:
    from onsite.stage.shell.telling import rundown_lines

    keeper = night(site, clock)
    lines = rundown_lines(keeper.kept, keeper.plan, keeper.now_ms)
    assert [line.split("  ")[1:3] for line in lines[-2:]] == [
        ["00:10 +1", "00:12 +1"],
        ["07:40 +7", "07:40 +7"],
    ]
    assert any(line.startswith("Ends at 03:40 +8, must end at 18:00") for line in lines)


async def test_hours_of_other_days_are_told_whole_in_the_table(site, clock) -> None:
    night(site, clock)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: screen.moment is not None)
        rows = [line.split() for line in screen_text(app).splitlines()]
    assert ["00:10", "+1", "00:12", "+1", "+2", "20:00"] in [row[:6] for row in rows]
    assert ["07:40", "+7", "07:40", "+7", "20:00:00"] in [row[:5] for row in rows]


def night(site, clock) -> Keeper:
    """A talk that ends after midnight, two minutes late; one at ten past, one in a week."""
    clock.set(EARLY)
    keeper = Keeper(site, clock)
    starts = {"Evening": 14.5, "Night": 15 + 1 / 6, "Week": 24 * 7 - 80 / 60}
    for title, hours in starts.items():
        start_ms = keeper.nine_ms + round(hours * HOUR_MS)
        length_ms = 20 * HOUR_MS if title == "Week" else 20 * MINUTE_MS
        fields = ItemFields(title=title, start_ms=start_ms, length_ms=length_ms)
        last = keeper.order[-1] if keeper.order else ""
        keeper.edit(
            lambda press, fields=fields, last=last: editing.added(press, fields, after=last)
        )
    keeper.at(14.5 * 60)
    keeper.do("go")
    keeper.clock.advance(seconds=1)
    keeper.do("add", 22 * MINUTE_MS)
    return keeper
