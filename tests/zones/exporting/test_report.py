"""A day of the zones on paper."""

from __future__ import annotations

import pytest

from onsite.paper import typesetting
from onsite.paper.readback import bare, pages
from onsite.paper.sheet import Chart, Grid, Words
from onsite.zones.counting import service
from onsite.zones.exporting.charting import chart
from onsite.zones.exporting.report import sheet
from onsite.zones.levels.facts import LevelPassed


def grids(made) -> list[Grid]:
    return [each for each in made.blocks if isinstance(each, Grid)]


def test_what_stands_first(counted):
    made = sheet(counted.given())

    assert made.title == "Zones, 2026-11-24"
    assert made.subtitle == (
        "Summit · 2026-11-24 04:00 to 2026-11-25 04:00 · as of 2026-11-24 10:16:00"
        " · times in Europe/Berlin"
    )
    rows = [each.cells for each in grids(made)[0].rows]
    assert rows[0] == ("Main hall", "195", "10:16", "200", "220", "30", "1", "+5", "195")
    assert rows[1][:3] == ("Front of stage (in Main hall)", "0", "10:15")
    assert rows[1][5:] == ("3", "0", "0", "−3")
    assert [each.text for each in made.blocks if isinstance(each, Words)] == [
        "Not counted: =Foyer."
    ]


def test_the_same_day_is_the_same_bytes_whenever_it_is_set(counted):
    first = typesetting.pdf(sheet(counted.given()))
    counted.clock.advance(hours=7)

    assert typesetting.pdf(sheet(counted.given())) == first
    said = bare("".join(pages(first)))
    for each in ("Fixedlimit:200people·Permit12/2026", "195at10:16·97%", "2rowsofseats"):
        assert each in said


def test_what_came_too_late_levels_and_the_end_of_the_day(counted, later):
    passed = LevelPassed(
        zone="hall", turn=0, level=90, people=195, capacity=200, cause="people", at_ms=0
    )
    at_ms = counted.given("hall").as_of_ms
    counted.site.write_now(
        lambda journal, rows: journal.append(
            rows, passed.model_copy(update={"at_ms": at_ms}), operator=""
        )
    )
    counted.act(service.close_day, "hall", "other", 3, "doors 6", "2026-11-24")
    counted.clock.advance(minutes=1)
    later(counted, "hall", people=7)

    levels, bases, late = grids(sheet(counted.given("hall")))[1:]

    assert [each.cells for each in levels.rows] == [("10:16", "90 %", "195", "200", "people")]
    assert [each.cells[:4] for each in bases.rows] == [
        ("10:00", "95", "90", "+5"),
        ("11:15", "3", "195", "−192"),
    ]
    assert bases.rows[1].cells[5] == ("2026-11-24 closed, 195 left over: something else\ndoors 6")
    assert [each.cells[:2] for each in late.rows] == [("2026-11-24 09:35:00", "+7")]


def test_nothing_is_set_where_nothing_was_counted(morning):
    made = sheet(morning.given())

    assert [type(each) for each in made.blocks] == [Words]
    assert typesetting.pdf(made)


def test_a_chart_stands_on_whole_hours_and_shows_the_capacity_and_the_recount(counted):
    made = chart(counted.plan, counted.given("hall").zones[0])

    assert [text for _at, text in made.across] == [
        f"{hour:02}:{minute:02}" for hour in (9, 10) for minute in range(0, 60, 10)
    ] + ["11:00"]
    assert [text for _at, text in made.up] == ["200", "150", "100", "50", "0"]
    people, capacity = made.curves
    assert capacity.points == ((0, 1.0), (1, 1.0))
    assert capacity.dashed
    assert made.marks == (pytest.approx(60.08 / 120, abs=0.001),)
    assert people.points[0] == (0.25, 0.0)
    assert people.points[-1][1] == 195 / 200
    assert made.told == (
        "People in Main hall from 09:30 to 10:16: 0 at first, 195 at most at 10:16, 195 at last."
    )


def test_how_many_it_held_is_drawn_as_it_was_then(counted):
    from onsite.zones.capacity import service as capacity

    counted.act(capacity.set_limit, "hall", 100, "rain")
    counted.clock.advance(minutes=20)
    counted.count("hall", 1)
    counted.act(capacity.set_limit, "hall", None)
    counted.clock.advance(minutes=20)
    counted.count("hall", 1)

    given = counted.given("hall")
    made = chart(counted.plan, given.zones[0])
    assert [each.name for each in made.curves] == ["People in it", "Holds 100 to 200"]
    assert sorted({round(y, 2) for _x, y in made.curves[1].points}) == [0.5, 1.0]
    holds = [each.holds for each in given.zones[0].steps(60 * 60_000)]
    assert holds == [200, 200, 200]
    assert [each.holds for each in given.zones[0].steps(15 * 60_000)][-4:] == [200, 100, 200, 200]


def test_whole_hours_are_those_of_the_event(site, clock):
    from tests.zones.exporting.conftest import PLAN, Morning

    morning = Morning(site, clock, PLAN.replace("Europe/Berlin", "Asia/Kolkata"))
    morning.count("hall", 9)
    made = chart(morning.plan, morning.given("hall").zones[0])

    assert (made.across[0], made.across[-1]) == ((0, "14:00"), (1, "15:00"))


def test_a_deficit_is_drawn_below_nobody(counted):
    made = chart(counted.plan, counted.given("front").zones[0])

    assert made.up == ((1, "1"), (0.75, "0"), (0.5, "−1"), (0.25, "−2"), (0, "−3"))
    assert min(y for _x, y in made.curves[0].points) == 0


def test_a_capacity_that_would_flatten_the_line_is_not_drawn(morning):
    morning.count("hall", 20)
    made = chart(morning.plan, morning.given("hall").zones[0])

    assert [each.name for each in made.curves] == ["People in it"]
    assert isinstance(made, Chart)
