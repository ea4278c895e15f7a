"""A picture in half blocks: its place, its greys, what is drawn over it, what is drawn again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as pictures

from onsite.scanner.camera import Outline
from onsite.scanner.preview import GREYS, LOCATED, NOTHING, READ, SHADES, Canvas, framed

GREY = np.full((720, 1280), 119, np.uint8)
"""The eighth of the sixteen greys."""
SQUARE = ((320, 180), (960, 180), (960, 540), (320, 540))


def shades(canvas: Canvas) -> list[list[int]]:
    """Every pixel of the canvas, row after row."""
    rows: list[list[int]] = []
    for row in range(canvas.rows):
        cells = [cell for cell, many in canvas.runs(row) for _time in range(many)]
        rows.append([cell // SHADES for cell in cells])
        rows.append([cell % SHADES for cell in cells])
    return rows


def drawn(picture, *found, columns=16, rows=6, mirrored=False) -> str:
    """The canvas as text: greys as hexadecimal digits, `R` and `L` outlines, a blank nothing."""
    canvas = Canvas(columns, rows, mirrored=mirrored)
    canvas.draw(picture, found)
    signs = "0123456789abcdefRL "
    return "\n".join("".join(signs[shade] for shade in row) for row in shades(canvas))


def test_the_picture_stands_in_the_middle_with_a_cross_and_the_outline_of_a_code():
    assert drawn(GREY, Outline(SQUARE, read=True), columns=24, rows=8).splitlines() == [
        "                        ",
        *("777777777777777777777777",) * 3,
        "777777RRRRRRRRRRRRR77777",
        *("777777R77777f77777R77777",) * 2,
        "777777R777ff7ff777R77777",
        *("777777R77777f77777R77777",) * 2,
        "777777RRRRRRRRRRRRR77777",
        *("777777777777777777777777",) * 3,
        *("                        ",) * 2,
    ]


def test_one_that_is_only_located_has_an_outline_with_gaps():
    picture = drawn(GREY, Outline(SQUARE, read=False), columns=32, rows=9)

    assert "L7L7L" in picture
    assert "R" not in picture


def test_in_a_mirror_left_is_right():
    picture = GREY.copy()
    picture[:, :640] = 0
    code = Outline(((0, 0), (300, 0), (300, 700), (0, 700)), read=True)

    assert drawn(picture).splitlines()[1] == "0" * 8 + "7" * 8
    assert drawn(picture, mirrored=True).splitlines()[1] == "7" * 8 + "0" * 8
    assert drawn(picture, code).splitlines()[1].startswith("RRRR0000")
    assert drawn(picture, code, mirrored=True).splitlines()[1].endswith("0000RRRR")


def test_the_cross_is_dark_on_what_is_light():
    assert "0" in drawn(np.full((720, 1280), 255, np.uint8))


def test_only_rows_that_change_are_told():
    canvas = Canvas(32, 9)
    below = GREY.copy()
    below[600:, :] = 0

    assert canvas.draw(GREY) == tuple(range(9))
    assert canvas.draw(GREY.copy()) == ()
    assert canvas.draw(below) == (7, 8)
    assert canvas.draw(below, (Outline(SQUARE, read=True),)) == (2, 3, 4, 5, 6)


def test_noise_changes_nothing():
    canvas = Canvas(42, 12)
    canvas.draw(GREY + np.uint8(8))
    random = np.random.default_rng(1)

    noisy = (GREY + random.integers(0, 17, GREY.shape)).astype(np.uint8)
    assert canvas.draw(noisy) == ()


def test_a_picture_of_another_size_is_drawn_anew():
    canvas = Canvas(32, 9)
    canvas.draw(GREY)

    assert canvas.draw(np.full((1280, 720), 0, np.uint8)) == tuple(range(9))


def test_nothing_was_drawn_yet():
    assert list(Canvas(5, 2).runs(1)) == [(NOTHING * SHADES + NOTHING, 5)]


SIDES = st.integers(1, 90)
corners = st.lists(
    st.tuples(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000)), max_size=6
).map(tuple)


@given(
    pictures.arrays(np.uint8, st.tuples(SIDES, SIDES)),
    st.lists(st.builds(Outline, corners, st.booleans()), max_size=3),
    SIDES,
    SIDES,
    st.booleans(),
)
def test_any_picture_fills_its_place_and_nothing_else(picture, found, columns, rows, mirrored):
    canvas = Canvas(columns, rows, mirrored=mirrored)
    canvas.draw(picture, found)

    frame = framed(picture.shape, columns, rows)
    assert frame.left >= 0
    assert frame.top >= 0
    pixels = np.array(shades(canvas))
    assert pixels.shape == (rows * 2, columns)
    inside = pixels[frame.top : frame.top + frame.high, frame.left : frame.left + frame.wide]
    assert inside.shape == (frame.high, frame.wide)
    assert (inside < NOTHING).all()
    assert np.count_nonzero(pixels == NOTHING) == pixels.size - inside.size
    assert found or (inside < GREYS).all()
    assert {READ, LOCATED} >= set(pixels[(pixels >= GREYS) & (pixels < NOTHING)].tolist())


@given(pictures.arrays(np.uint8, st.tuples(SIDES, SIDES)), SIDES, SIDES)
def test_told_rows_are_all_that_changes(picture, columns, rows):
    canvas = Canvas(columns, rows)
    canvas.draw(np.full((40, 40), 90, np.uint8))
    before = shades(canvas)
    told = canvas.draw(picture)
    now = shades(canvas)

    differing = {at // 2 for at, row in enumerate(now) if row != before[at]}
    assert set(told) == differing
    assert canvas.draw(picture) == ()


@given(st.integers(0, 255))
def test_a_grey_is_the_nearest_of_sixteen(light):
    canvas = Canvas(3, 1)
    canvas.draw(np.full((20, 30), light, np.uint8))

    grey = shades(canvas)[0][0]
    assert abs(grey * 17 - light) <= 9


def test_pairs_of_shades_fit_what_keeps_them():
    assert SHADES**2 < 2**16


@pytest.mark.parametrize(
    ("shape", "columns", "rows", "place"),
    [
        ((720, 1280), 42, 12, (0, 0, 42, 23)),
        ((480, 640), 42, 12, (5, 0, 32, 24)),
        ((1280, 720), 42, 12, (14, 0, 13, 24)),
        ((1, 4000), 42, 12, (0, 11, 42, 1)),
    ],
)
def test_proportions_are_kept(shape, columns, rows, place):
    frame = framed(shape, columns, rows)

    assert (frame.left, frame.top, frame.wide, frame.high) == place
