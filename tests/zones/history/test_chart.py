"""The chart of a zone, drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual.app import App

from onsite.clock import to_ms
from onsite.plan.reading import read
from onsite.ui import themes
from onsite.zones.counting.views import Base
from onsite.zones.history.chart import CourseChart, with_jumps
from onsite.zones.history.reading import Course
from onsite.zones.history.span import span
from tests.snapshots import screen_text, settled

NOON = to_ms(datetime(2026, 11, 24, 12, tzinfo=UTC))
PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Door"
"""


class ChartApp(App):
    """Nothing but a chart."""

    def __init__(self) -> None:
        super().__init__()
        themes.register(self)

    def compose(self):
        yield CourseChart()

    @property
    def chart(self) -> CourseChart:
        return self.query_one(CourseChart)


def base(how: str, minutes: int, people: int) -> Base:
    at = NOON - minutes * 60_000
    return Base("hall", f"{how}{minutes}", how, at, people, people, "Maria", "st", at)


def course(points, *bases) -> Course:
    """Of the last three hours; each point so many minutes before noon."""
    made = tuple((NOON - minutes * 60_000, people) for minutes, people in points)
    return Course("hall", span(NOON, 3, 0), made, bases)


@pytest.mark.parametrize("size", [(80, 20), (120, 36)], ids="{0[0]}x{0[1]}".format)
async def test_a_day_with_a_recount_and_a_capacity(same_screen, size):
    app = ChartApp()
    filling = [(each, 5 * (180 - each)) for each in range(180, 60, -2)]
    shown = course([*filling, (60, 520), (0, 480)], base("recount", 60, 520), base("day", 170, 0))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.chart.draw(read(PLAN), shown, 750)
        await settled(pilot)
        await same_screen(app, "chart-{}x{}".format(*size))


async def test_how_many_it_holds_is_a_step_wherever_that_has_changed(same_screen):
    app = ChartApp()
    holds = tuple((NOON - minutes * 60_000, most) for minutes, most in [(180, 800), (90, 300)])
    shown = replace(course([(180, 100), (0, 200)]), holds=holds)
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        app.chart.draw(read(PLAN), shown, 300)
        await settled(pilot)
        await same_screen(app, "steps-80x20")


@pytest.mark.parametrize(
    ("points", "capacity", "figures"),
    [
        ([(60, 0), (0, 0)], None, ["0", "1"]),
        ([(60, -12), (0, 3)], None, ["−15", "−10", "−5", "0", "5"]),
        ([(60, 0), (0, 900)], 1200, ["0", "500", "1000", "1500"]),
        ([(60, 0), (0, 0)], 0, ["0", "1"]),
    ],
)
async def test_the_figures_beside_it_are_round(points, capacity, figures):
    app = ChartApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        app.chart.draw(read(PLAN), course(points), capacity)
        await settled(pilot)
        rows = [row.partition("┤")[0].partition("├")[0].strip() for row in _rows(app)]
        found = [each for each in reversed(rows) if each.lstrip("−").isdecimal()]
    assert found == figures


async def test_what_it_was_asked_before_it_had_a_size_is_drawn_once_it_has_one():
    app = ChartApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        app.chart.styles.display = "none"
        await settled(pilot)
        app.chart.draw(read(PLAN), course([(60, 0), (0, 10)]), 20)
        app.chart.styles.display = "block"
        await settled(pilot)
        assert any(row.startswith("20") for row in _rows(app))


async def test_it_is_drawn_anew_only_where_something_changed():
    app, shown = ChartApp(), course([(60, 0), (0, 10)])
    async with app.run_test(size=(80, 20)) as pilot:
        await settled(pilot)
        drawn = []
        app.chart.refresh = lambda *given, **more: drawn.append(given)
        for capacity in (20, 20, 30, 30):
            app.chart.draw(read(PLAN), shown, capacity)
        assert len(drawn) == 2
        app.theme = "onsite-light"
        app.chart.draw(read(PLAN), shown, 30)
        assert len(drawn) > 2


def test_a_recount_jumps_from_what_was_expected_to_what_was_counted():
    counted = replace(base("recount", 60, 50), expected=80)
    shown = course([(120, 70), (60, 50), (0, 55)], counted)
    assert [people for _at, people in with_jumps(shown)] == [70, 80, 50, 55]


def _rows(app) -> list[str]:
    return screen_text(app).splitlines()
