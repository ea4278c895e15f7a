"""What the app says above whatever is shown, once a zone has come to a level."""

from __future__ import annotations

from tests.checkin.desk_stage import desk_app


async def until(pilot, true) -> None:
    for _look in range(200):
        if true():
            return
        await pilot.pause(0.05)
    assert true()


def said(app) -> list[tuple[str, str]]:
    return [(each.message, each.severity) for each in app._notifications]


async def test_it_says_once_that_a_zone_fills_and_that_it_is_full(site, venue):
    venue.count(100)
    app = desk_app(site)
    async with app.run_test() as pilot:
        rung: list[int] = []
        app.bell = lambda: rung.append(1)
        await until(pilot, lambda: app._levels is not None)
        await pilot.pause(0.3)
        venue.count(81)
        warned = ("Hall A: 90 % of its capacity is reached, 181 of 200.", "warning")
        await until(pilot, lambda: warned in said(app))
        await until(pilot, lambda: venue.levels() == [90])
        venue.count(20)
        full = ("Hall A is full: 201 of 200. Stop entry.", "error")
        await until(pilot, lambda: full in said(app))
        await until(pilot, lambda: venue.levels() == [90, 100])
        assert [each for each in said(app) if "Hall A" in each[0]] == [warned, full]
        assert len(rung) >= 2
