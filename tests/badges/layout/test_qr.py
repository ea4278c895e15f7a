"""Codes: their modules on the printer's dots, their corrections, their free border."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onsite.badges.drawing.raster import draw
from onsite.badges.layout import qr
from onsite.badges.layout.box import Box
from onsite.badges.layout.qr import TooSmallError
from onsite.badges.templates.model import QrLayer
from onsite.scanner.decoding import read
from tests.badges.layout.designs import CODE, codes, design, sheet_of

DPIS = (203, 300, 600)


def layer(side=25.0, ecc="M"):
    return QrLayer(id="code", width=side, height=side, ecc=ecc)


def of(text, side=25.0, dpi=300, ecc="M"):
    return qr.placed(text, layer(side, ecc), Box(0, 0, side, side), dpi)


def a_code(**where):
    return {"code": {"kind": "qr", "x": 15, "y": 5, "width": 30, "height": 30, **where}}


@pytest.mark.parametrize(
    ("length", "ecc", "side"),
    [
        (29, "M", 25),  # version 2 holds 38 characters at M and 29 at Q
        (33, "M", 29),  # Q costs one version
        (33, "L", 29),
        (60, "M", 33),  # version 3 at M; Q would be version 4
        (110, "M", 37),  # version 5 at M; Q would be version 7
        (29, "H", 29),
    ],
)
def test_the_better_correction_is_taken_where_it_costs_one_version_at_most(length, ecc, side):
    code = of((CODE * 8)[:length], side=60, ecc=ecc)

    assert len(code.rows) == side


def test_where_there_is_no_room_for_the_better_correction_it_is_not_taken():
    wide, narrow = (of((CODE * 2)[:33], side=side) for side in (22.2, 22.1))

    assert (len(wide.rows), len(narrow.rows)) == (29, 25)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(DPIS),
    st.integers(1, 120),
    st.floats(14, 60, allow_nan=False),
    st.floats(0, 40, allow_nan=False),
)
def test_modules_are_whole_dots_and_large_enough_or_it_is_refused(dpi, length, side, at):
    box, dots = Box(at, at / 3, side, side), dpi / 25.4
    try:
        code = qr.placed((CODE * 8)[:length], layer(side), box, dpi)
    except TooSmallError:
        assert side < 25 * qr.SMALLEST_MM + 25 / dots or length > 29
        return

    for mm in (code.module_mm, code.x, code.y):
        assert abs(mm * dots - round(mm * dots)) < 1e-6
    assert code.module_mm >= qr.SMALLEST_MM - 1e-9
    assert code.side <= side + 1e-6
    assert abs(code.x + code.side / 2 - at - side / 2) <= 0.51 / dots
    smaller = code.module_mm - 1 / dots
    assert smaller * (len(code.rows) + 8) <= side + 1e-6 or smaller < qr.SMALLEST_MM


def test_in_a_pdf_a_code_fills_its_box():
    code = of(CODE, side=33, dpi=None)

    assert code.module_mm == pytest.approx(1)
    assert (code.x, code.y) == (pytest.approx(4), pytest.approx(4))


@pytest.mark.parametrize(("side", "dpi"), [(13, 300), (15, 203), (14, 600), (12, None)])
def test_a_box_that_is_too_small_is_refused_with_what_it_takes(side, dpi):
    with pytest.raises(TooSmallError) as refused:
        of(CODE, side=side, dpi=dpi)

    assert f"“code” is {side}.0 mm wide" in refused.value.happened
    assert "29 characters" in refused.value.happened
    assert refused.value.advice.startswith("Make the box larger")


def test_what_no_code_can_hold_is_refused():
    with pytest.raises(TooSmallError, match="no QR code holds so many"):
        of("x" * 3000, side=400)


@pytest.mark.parametrize("dpi", DPIS)
def test_every_module_is_so_many_dots_in_the_picture(dpi):
    page = sheet_of(design(a_code()), dpi=dpi).pages[0]
    (code,) = codes(page)
    dots = round(code.module_mm * dpi / 25.4)

    picture = np.array(draw(page, dpi, mono=True))
    left, top = round(code.x * dpi / 25.4), round(code.y * dpi / 25.4)
    side = dots * len(code.rows)
    drawn = picture[top : top + side, left : left + side]

    assert np.array_equal(drawn, ~np.kron(np.array(code.rows), np.ones((dots, dots), bool)))
    assert picture.sum() == picture.size - (~drawn).sum()


@pytest.mark.parametrize("dpi", DPIS)
def test_a_code_says_what_it_should(dpi):
    page = sheet_of(design(a_code()), dpi=dpi).pages[0]

    picture = np.array(draw(page, dpi, mono=True).convert("L"))

    assert [code.text for code in read(picture)] == [CODE]


def beside(**where):
    text = {"kind": "text", "text": "Hello", "width": 14, "height": 5, **where}
    return design({**a_code(), "hello": text})


def test_rounding_up_goes_over_the_box_only_where_nothing_stands():
    alone = codes(sheet_of(design(a_code()), dpi=203).pages[0])[0]
    near = codes(sheet_of(beside(x=15, y=0), dpi=203).pages[0])[0]

    assert round(alone.module_mm / 25.4 * 203) == 8
    assert round(near.module_mm / 25.4 * 203) == 7
    assert not Box(15, 5, 30, 30).holds(qr.quiet(alone))
    assert Box(15, 5, 30, 30).holds(qr.quiet(near))


@pytest.mark.parametrize("where", [{"x": 14, "y": 10}, {"x": 20, "y": 32}, {"x": 25, "y": 15}])
def test_what_stands_in_the_free_border_is_named(where):
    with pytest.raises(TooSmallError, match=r"“hello” stands in the free border of .* “code”"):
        sheet_of(beside(**where))


def test_the_edge_of_the_badge_is_no_free_border():
    with pytest.raises(TooSmallError, match="the edge is nearer"):
        sheet_of(design(a_code(x=-2), bleed=3.0))


def test_what_is_not_shown_stands_in_no_border():
    sheet_of(beside(x=20, y=32, when="vip"))


@pytest.mark.parametrize(
    ("shape", "is_free"),
    [
        ({"fill": "#ffffff"}, True),
        ({"fill": "#fff3d0"}, True),
        ({"fill": "#1b6ca8"}, False),
        ({"stroke": "#000000"}, True),
        ({"stroke": "#000000", "x": 17, "width": 26}, False),
        ({"shape": "ellipse", "stroke": "#000000"}, False),
        ({"shape": "line", "x": 16, "width": 0}, False),
    ],
)
def test_white_paper_under_a_code_is_free(shape, is_free):
    box = {"kind": "shape", "x": 14, "y": 4, "width": 32, "height": 32, **shape}
    template = design({"panel": box, **a_code()})

    if is_free:
        sheet_of(template)
    else:
        with pytest.raises(TooSmallError, match="“panel”"):
            sheet_of(template)


def test_a_white_panel_hides_what_is_below_it():
    ground = {"kind": "shape", "width": 60, "height": 40, "fill": "#1b6ca8"}
    panel = {"kind": "shape", "x": 13, "y": 3, "width": 34, "height": 34, "fill": "#ffffff"}

    sheet_of(design({"ground": ground, "panel": panel, **a_code()}))
    with pytest.raises(TooSmallError, match="“ground”"):
        sheet_of(design({"panel": panel, "ground": ground, **a_code()}))


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
)
def test_any_text_is_read_back(text):
    assume(text.strip() == text)
    code = of(text, side=80)

    picture = np.kron(np.pad(~np.array(code.rows), 4, constant_values=True), np.ones((4, 4)))
    found = [one.text for one in read((picture * 255).astype(np.uint8))]

    assert found == [text]
