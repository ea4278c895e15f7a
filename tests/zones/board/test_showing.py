"""The list of zones, from values."""

from __future__ import annotations

import pytest

from onsite.zones.board import columns, showing
from onsite.zones.evacuation.views import Evacuation
from onsite.zones.forecast.views import Forecast
from onsite.zones.presence.views import Balance
from tests.zones.board.conftest import look_at, zone


def emptying(*, drill: bool = False, people: int = 100, gone: int = 30) -> Evacuation:
    return Evacuation("hall", "k", 0, people, gone, "ana", "", drill)


@pytest.mark.parametrize(
    ("is_so", "said", "tone"),
    [
        ({"people": 10}, "", ""),
        ({"people": 85, "level": 80}, "80 %", "warning"),
        ({"people": 100, "level": 100}, "STOP", "bad"),
        ({"people": 120, "level": 110}, "STOP", "bad"),
        ({"people": 50, "too_dense": True}, "STOP", "bad"),
        ({"people": 50, "danger": True}, "DANGER", "bad"),
        ({"people": 100, "level": 100, "danger": True}, "DANGER", "bad"),
        ({"people": 100, "level": 100, "evacuation": emptying()}, "EVACUATE", "bad"),
        ({"people": 9, "evacuation": emptying(drill=True)}, "EXERCISE", "warning"),
        ({"counted": False, "last_ms": None}, "not yet", "muted"),
        ({"people": -3}, "deficit", "warning"),
        ({"people": 3, "stale_ms": 400_000}, "stale", "warning"),
        ({"people": 85, "level": 80, "stale_ms": 400_000}, "80 %", "warning"),
    ],
)
def test_what_calls_first_about_a_zone(is_so, said, tone):
    assert showing.state(zone(**is_so)) == (said, tone)


@pytest.mark.parametrize("cells", [80, 120])
def test_a_line_has_a_text_for_each_column(cells):
    found = look_at(zone("hall", 85, per_m2=1.25, service="C"), zone("front", within="hall"))
    for line in showing.lines(found, 5_000, cells):
        assert len(line.cells) == len(columns.of_zones(cells))


def test_a_line_of_eighty_columns():
    filling = Forecast("filling", 2.5, ((90, 2 * 60_000), (100, 6 * 60_000)))
    found = look_at(zone("hall", 85, level=80, forecast=filling))
    (line,) = showing.lines(found, 5_000, 80)
    assert line.key == "hall"
    assert line.cells[:6] == ("80 %", "Hall", "██████▊░", "85", "100", "85 %")
    assert line.cells[6:] == ("100 % in 6 min", "5 s")


def test_nobody_reads_of_an_empty_zone_where_nobody_has_counted():
    never = zone("front", 0, counted=False, last_ms=None, evacuation=emptying(people=0, gone=0))
    assert showing.coming(never) == "–"
    assert showing.coming(zone("front", 4, evacuation=emptying(people=4, gone=0))) == "4 left"


def test_what_nobody_has_counted_is_no_number():
    found = look_at(zone("hall", 0, counted=False, last_ms=None, trend=()))
    (line,) = showing.lines(found, 5_000, 120)
    assert line.cells == (
        *("not yet", "Hall", "", "–", "100", "–", "–", "", "", "–", "Ana Lima", "–"),
    )


def test_a_zone_within_another_one_stands_below_it_and_is_set_in():
    nested = (zone("a"), zone("b", within="a"), zone("c", within="b"), zone("d"))
    names = [line.cells[1] for line in showing.lines(look_at(*nested), 0, 80)]
    assert names == ["A", "└ B", "  └ C", "D"]


def test_the_figures_name_what_is_grave_first_and_alarm():
    zones = (
        zone("hall", 100, level=100),
        zone("foyer", 10, danger=True),
        zone("west", 5, evacuation=emptying()),
        zone("east", 0, counted=False, last_ms=None),
        zone("yard", 5, stale_ms=400_000),
    )
    balance = Balance(120, 90, 20, incomplete=True)
    assert showing.figures(look_at(*zones, incomplete=True, balance=balance)) == (
        "EVACUATE West  ·  DANGER Foyer  ·  STOP ENTRY Hall  ·  GATES DIFFER by +30",
        # Once more, and short: above, it stands behind names that may be long.
        "120 people in 5 zones  ·  INCOMPLETE: 1 not counted, 1 stale  ·  gates 90, difference +30",
    )


def test_the_total_lacks_only_zones_of_which_it_is_made():
    zones = (
        zone("hall", 100, stale_ms=400_000),
        zone("front", 0, within="hall", counted=False, last_ms=None),
        zone("yard", 0, None, counted=False, last_ms=None),
    )
    _alarms, total = showing.figures(look_at(*zones, incomplete=True))
    assert total == "100 people in 2 zones  ·  INCOMPLETE: 1 stale"


def test_where_all_is_well_nothing_alarms():
    balance = Balance(110, 112, 20, incomplete=False)
    found = look_at(zone("hall", 110), balance=balance)
    assert showing.figures(found) == ("", "110 people in 1 zone  ·  gates 112, difference −2")


def test_of_what_nobody_has_counted_nothing_is_drawn():
    never = zone("hall", 0, counted=False, last_ms=None, trend=(0,) * 10)
    found = look_at(never)
    (line,) = showing.lines(found, 0, 120)
    assert line.cells[8] == ""
    assert "▁" not in "".join(showing.about(found, never, 0, {}))


def test_a_deficit_is_shown_as_one():
    (line,) = showing.lines(look_at(zone("hall", -12)), 0, 80)
    assert line.cells[:6] == ("deficit", "Hall", "░░░░░░░░", "−12", "100", "−12 %")


@pytest.mark.parametrize(
    ("ago_s", "stale", "said"),
    [(0, None, "0 s"), (59, None, "59 s"), (3599, 1, "! 59 min"), (7300, 1, "! 2 h")],
)
def test_how_old_a_count_is_in_a_few_cells(ago_s, stale, said):
    assert showing.age_of(zone(stale_ms=stale), ago_s * 1000) == said
    assert len(said) <= 8


def test_a_clock_that_was_set_back_makes_no_age_below_zero():
    assert showing.age_of(zone(last_ms=5_000), 0) == "0 s"
