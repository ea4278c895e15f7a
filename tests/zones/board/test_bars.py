"""Bars and trends in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from onsite.zones.board.bars import bar, trend


@pytest.mark.parametrize(
    ("percent", "drawn"),
    [
        (None, ""),
        (-3.0, "░░░░░░░░"),
        (0.0, "░░░░░░░░"),
        (50.0, "████░░░░"),
        (53.2, "████▎░░░"),
        (99.9, "███████▉"),
        (100.0, "████████"),
        (100.1, "███████▶"),
        (700.0, "███████▶"),
    ],
)
def test_a_bar_says_how_full_it_is(percent, drawn):
    assert bar(percent, 8) == drawn


@given(st.floats(-1000, 1000), st.integers(1, 40))
def test_a_bar_is_as_wide_as_it_is_to_be_and_never_full_before_it_is(percent, cells):
    drawn = bar(percent, cells)
    assert cell_len(drawn) == cells
    assert drawn.endswith(("█", "▶")) == (percent >= 100)


@pytest.mark.parametrize(
    ("people", "drawn"),
    [
        ((), ""),
        ((7,), "▁"),
        ((100, 101, 100, 101), "▁▁▁▁"),
        ((0, 50, 100), "▁▄█"),
        ((-20, 0, 20), "▁▄█"),
    ],
)
def test_a_trend_goes_from_its_lowest_to_its_highest(people, drawn):
    assert trend(people, 10) == drawn


def test_a_trend_that_is_longer_than_its_cells_keeps_the_newest_value_at_its_end():
    drawn = trend([0] * 29 + [500], 10)
    assert drawn == "▁▁▁▁▁▁▁▁▁█"
    assert trend(list(range(0, 3000, 100)), 10) == "▁▁▂▃▄▄▅▆▇█"
