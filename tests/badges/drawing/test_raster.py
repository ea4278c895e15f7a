"""Pages as dots: black and white without greys, the same again and again, each base drawn once."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from onsite.badges.drawing import raster
from onsite.badges.drawing.raster import draw
from onsite.badges.layout.page import Page, Pattern, Picture, Shape, Turned
from onsite.badges.templates.model import PATTERNS
from tests.badges.drawing.pages import line, modules

BLACK = "#000000"


def page(*items, width=40.0, height=20.0, fixed=0):
    return Page(width, height, 0.0, tuple(items), fixed=fixed)


def dots(*items, dpi=254, mono=True, **size):
    """What is drawn, True where it is dark; at 254 dpi, ten dots are a millimetre."""
    return np.array(draw(page(*items, **size), dpi, mono=mono).convert("L")) < 128


def picture(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("dpi", "mono", "mode", "size"),
    [(203, True, "1", (320, 160)), (300, False, "RGB", (472, 236)), (600, True, "1", (945, 472))],
)
def test_a_page_is_as_large_as_its_dots(dpi, mono, mode, size):
    image = draw(page(), dpi, mono=mono)

    assert (image.mode, image.size) == (mode, size)
    assert image.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("mono", [True, False])
def test_drawn_again_it_is_the_same_to_the_last_byte(mono):
    items = (
        *line(2, 8, "Müller กรุง علي"),
        modules(2, 10, 0.3),
        Shape("ellipse", 20, 2, 9, 9, BLACK),
    )
    first = draw(page(*items), 300, mono=mono).tobytes()
    raster._base.cache_clear()
    raster._patterned.cache_clear()

    again = [draw(page(*items, fixed=fixed), 300, mono=mono).tobytes() for fixed in (0, 2, 2)]

    assert again == [first] * 3


def test_what_badges_have_in_common_is_drawn_once():
    raster._base.cache_clear()
    common = Shape("rect", 0, 0, 40, 5, fill=BLACK)

    for name in ("Bo", "Marta", "Ada"):
        runs = line(2, 12, name)
        draw(page(common, *runs, fixed=1), 300, mono=True)

    assert raster._base.cache_info().misses == 1
    assert raster._base.cache_info().hits == 2


def test_what_is_kept_is_not_drawn_on():
    common = Shape("rect", 0, 0, 40, 5, fill=BLACK)

    full = draw(page(common, *line(2, 12, "Marta"), fixed=1), 300, mono=True)
    empty = draw(page(common, fixed=1), 300, mono=True)

    assert np.array(full)[70:].min() == False  # noqa: E712 - of numpy
    assert np.array(empty)[70:].all()


def test_a_rectangle_covers_its_dots_and_no_other():
    drawn = dots(Shape("rect", 2, 3, 10, 4, fill=BLACK))

    assert drawn[30:70, 20:120].all()
    assert drawn.sum() == 40 * 100


def test_a_stroke_lies_within_its_box():
    drawn = dots(Shape("rect", 2, 3, 10, 4, stroke=BLACK, stroke_mm=0.5))

    inner = np.zeros_like(drawn)
    inner[30:70, 20:120] = True
    inner[35:65, 25:115] = False
    assert np.array_equal(drawn, inner)


@pytest.mark.parametrize(
    ("width", "height", "rows", "columns"), [(10, 0, 3, 100), (0, 10, 100, 3), (10, 10, 100, 100)]
)
def test_a_line_goes_from_corner_to_corner(width, height, rows, columns):
    drawn = dots(Shape("line", 5, 5, width, height, stroke=BLACK, stroke_mm=0.3))

    down, across = np.nonzero(drawn)
    assert abs(down.max() - down.min() + 1 - rows) <= 4
    assert abs(across.max() - across.min() + 1 - columns) <= 4


def test_round_corners_and_ellipses_leave_their_corners_free():
    for shape in (
        Shape("rect", 2, 3, 10, 10, fill=BLACK, radius=3),
        Shape("ellipse", 2, 3, 10, 10, fill=BLACK),
    ):
        drawn = dots(shape)

        assert drawn[80, 70]
        assert not drawn[30, 20]
        assert not drawn[129, 119]


def test_turned_is_what_stands_on_its_head():
    items = (*line(4, 6, "Marta"), modules(25, 2, 0.5), Shape("rect", 1, 1, 2, 3, fill=BLACK))
    upright = dots(*items)

    turned = dots(Turned(0, 0, 40, 20, items))

    assert upright.any()
    assert np.array_equal(turned, upright[::-1, ::-1])


def test_one_half_is_turned_about_its_own_middle():
    bar = Shape("rect", 1, 1, 10, 2, fill=BLACK)

    drawn = dots(Turned(0, 0, 40, 10, (bar,)), Shape("rect", 0, 10, 5, 5, fill=BLACK))

    assert drawn[70:90, 290:390].all()
    assert drawn[100:150, 0:50].all()
    assert drawn.sum() == 20 * 100 + 50 * 50


@pytest.mark.parametrize("size", [6, 8, 16])
def test_in_black_and_white_letters_have_no_greys_and_keep_their_weight(size):
    runs = line(2, 12, "Marta Kowalska", size=size, colour="#4a5560")
    black = page(*line(2, 12, "Marta Kowalska", size=size))

    mono = dots(*runs, dpi=203)
    grey = (255 - np.array(draw(black, 203, mono=False).convert("L"))).sum() / 255

    assert 0.97 < mono.sum() / grey < 1.25


def test_white_letters_stand_on_black():
    ground = Shape("rect", 0, 0, 40, 20, fill=BLACK)

    drawn = dots(ground, *line(2, 12, "Marta", size=20, colour="#ffffff"))

    assert 0.02 < (~drawn).mean() < 0.2


def test_what_is_for_colours_only_is_not_in_black_and_white():
    one = Shape("rect", 1, 1, 5, 5, fill="#cc0000", only="colour")
    two = Pattern(10, 1, 5, 5, "solid", BLACK, only="mono")

    assert dots(one, two).sum() == 2500
    colours = draw(page(one, two), 254, mono=False)
    assert colours.getpixel((30, 30)) == (204, 0, 0)
    assert colours.getpixel((120, 30)) == (255, 255, 255)


def test_a_code_is_black_in_colours_too():
    image = draw(page(modules(5, 2, 0.5)), 254, mono=False)

    assert {colour for _count, colour in image.getcolors()} == {(0, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_patterns_are_told_from_each_other(dpi):
    """Half of a badge's dots differ at most; any two patterns by a good part of that."""
    drawn = {
        name: dots(Pattern(0, 0, 40, 10, name, BLACK), dpi=dpi, height=10.0) for name in PATTERNS
    }

    shares = {name: picture.mean() for name, picture in drawn.items()}
    assert (shares.pop("none"), shares.pop("solid")) == (0, 1)
    assert all(0.2 < share < 0.65 for share in shares.values()), shares
    for one, other in combinations(shares, 2):
        assert (drawn[one] != drawn[other]).mean() > 0.15, (one, other)


def test_a_picture_is_dithered_where_there_is_no_grey():
    grey = picture(Image.new("L", (100, 100), 128))
    whole = Picture(0, 0, 10, 10, grey)

    drawn = dots(whole)[:100, :100]

    assert 0.45 < drawn.mean() < 0.55
    colours = draw(page(whole), 254, mono=False).getcolors()
    assert {colour for _count, colour in colours} == {(128,) * 3, (255,) * 3}


def test_a_part_of_a_picture_fills_the_box():
    image = Image.new("RGB", (90, 30), "white")
    image.paste("black", (30, 0, 60, 30))

    drawn = dots(Picture(5, 5, 8, 8, picture(image), crop=(1 / 3, 0, 2 / 3, 1)))

    assert drawn[51:129, 51:129].all()
    assert drawn.sum() == pytest.approx(80 * 80, abs=400)


def test_what_is_transparent_is_paper():
    image = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 25, 50))

    drawn = dots(Picture(0, 0, 10, 10, picture(image)))

    assert drawn[20:80, 5:45].all()
    assert not drawn[:, 60:].any()


def test_a_picture_lies_as_it_was_taken():
    image = Image.new("RGB", (60, 30), "white")
    image.paste("black", (0, 0, 20, 30))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turned clockwise it is right
    image.save(out, "JPEG", exif=exif)

    drawn = dots(Picture(0, 0, 10, 20, out.getvalue()))

    assert drawn[:60, 5:95].mean() > 0.95
    assert drawn[75:, :].mean() < 0.05


def test_signs_of_all_directions_stand_where_they_were_measured():
    runs = line(2, 12, "Yael יעל Ben-Ami", size=12)

    for run in (run for run in runs if not run.text.isspace()):
        _down, across = np.nonzero(dots(run))
        assert across.min() >= run.x * 10 - 3
        assert across.max() <= (run.x + run.width) * 10 + 3
