"""Several badges on a paper: how many, where, in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.drawing.imposing import PAPERS, Imposition, grid, order

A6, A7, CARD = (105.0, 148.0), (74.0, 105.0), (85.6, 53.98)


@pytest.mark.parametrize(
    ("paper", "marks", "size", "bleed", "fits"),
    [
        ("a4", False, A6, 0, (2, 2)),
        ("a4", True, A6, 0, (2, 1)),
        ("a3", False, A6, 0, (4, 2)),
        ("a3", True, A6, 3, (2, 2)),
        ("a4", True, A7, 0, (2, 2)),
        ("a4", True, CARD, 2, (2, 5)),
        ("letter", True, (101.6, 76.2), 0, (2, 3)),
    ],
)
def test_as_many_as_fit(paper, marks, size, bleed, fits):
    laid = grid(Imposition(paper=paper, marks=marks), *size, bleed)
    assert sorted((laid.columns, laid.rows)) == sorted(fits)


@given(
    st.sampled_from(sorted(PAPERS)),
    st.floats(20, 140),
    st.floats(20, 140),
    st.floats(0, 5),
    st.booleans(),
    st.sampled_from(["long", "short"]),
)
@settings(max_examples=60)
def test_badges_lie_on_the_paper_and_apart(paper, width, height, bleed, marks, flip):
    laid = grid(Imposition(paper=paper, marks=marks), width, height, bleed)
    fronts = [laid.front(place) for place in range(laid.many)]
    backs = [laid.back(place, flip) for place in range(laid.many)]
    for side in (fronts, backs):
        for spot in side:
            assert spot.x >= bleed - 1e-6
            assert spot.y >= bleed - 1e-6
            assert spot.x + width + bleed <= laid.width + 1e-6
            assert spot.y + height + bleed <= laid.height + 1e-6
    ends = {(round(spot.x, 4), round(spot.y, 4)) for spot in fronts}
    assert len(ends) == laid.many
    # The backs are in the same places of the grid, only in another order.
    assert {(round(spot.x, 3), round(spot.y, 3)) for spot in backs} == {
        (round(spot.x, 3), round(spot.y, 3)) for spot in fronts
    }


@given(st.integers(0, 60), st.integers(1, 10))
@settings(max_examples=60)
def test_piles_laid_on_each_other_are_in_order(many, on_a_sheet):
    places = list(order(many, on_a_sheet, "stack"))
    sheets = [places[at : at + on_a_sheet] for at in range(0, len(places), on_a_sheet)]
    piles = [[sheet[place] for sheet in sheets] for place in range(on_a_sheet)]
    stacked = [each for pile in piles for each in pile if each is not None]
    assert stacked == list(range(many))


@given(st.integers(0, 60), st.integers(1, 10))
@settings(max_examples=30)
def test_rows_are_in_order(many, on_a_sheet):
    places = [each for each in order(many, on_a_sheet, "rows") if each is not None]
    assert places == list(range(many))


def test_no_mark_lies_on_a_badge():
    laid = grid(Imposition(), *A7, 3)
    for left, top, right, bottom in laid.marks():
        for place in range(laid.many):
            spot = laid.front(place)
            beside = right <= spot.x - 1 or left >= spot.x + laid.badge_width + 1
            above = bottom <= spot.y - 1 or top >= spot.y + laid.badge_height + 1
            assert beside or above
    one = grid(replace(Imposition(), marks=False), *A6)
    assert {(x, y) for x, y, _right, _bottom in one.marks() if x == 0} != set()
