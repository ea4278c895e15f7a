"""The PDF of badges, as a reader of PDFs shows it."""

from __future__ import annotations

import io
import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from onsite.badges.drawing.imposing import Imposition
from onsite.badges.drawing.pdf_file import PdfFile, number
from onsite.badges.drawing.pdf_fonts import Fonts
from onsite.badges.drawing.pdf_items import Pen
from onsite.badges.drawing.raster import draw
from onsite.badges.fonts.faces import FaceId, Faces
from onsite.badges.layout.page import GlyphRun, Page, Pattern, Picture, Shape, Turned
from onsite.badges.layout.placing import lay_out
from onsite.badges.templates.finding import find
from onsite.errors import BadInputError
from onsite.scanner.decoding import read
from tests.badges.drawing.pages import (
    CODE,
    filled,
    line,
    made,
    modules,
    opened,
    pictures,
    sheet,
    texts,
)
from tests.badges.layout.hard_names import NAMES, holder

SCRIPTS = (
    "Åse Ødegård",
    "Nguyễn Thị Minh",
    "Юрий Жуков",
    "Όμηρος",
    "שלום כהן",
    "مريم العلي",
    "अदिति क्षत्रिय",
    "สุชาติ ที่นี่",
    "王小明",
    "田中太郎",
    "김철수",
    "Zoë 😀",
)


def noisy_png(width=40, height=30, mode="RGB"):
    image = Image.effect_noise((width, height), 80).convert(mode)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_equal_badges_give_equal_bytes():
    badge = sheet(*line(5, 20, "Ada Lovelace", 20), modules(30, 10), filled("#ffcc00"))
    assert made(badge, badge) == made(badge, badge)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_of_any_script_can_be_searched_for(name):
    said = texts(made(sheet(*line(5, 20, name))))[0]
    # PDFium gives the letters as they are drawn; those that are read from the right come turned.
    letters = sorted("".join(name.split()))
    assert sorted("".join(said.split()).replace("\u200f", "")) == letters or name in said


def test_every_code_is_read_by_the_scanner():
    badges = [sheet(modules(20, 8, text=f"{CODE}{place}")) for place in range(3)]
    found = []
    for picture in pictures(made(*badges), dpi=150):
        grey = np.asarray(picture.convert("L"))
        found.append([each.text for each in read(grey)])
    assert found == [[f"{CODE}{place}"] for place in range(3)]


def test_letters_stand_where_the_dots_have_them():
    badge = sheet(
        *line(5, 12, "Ada Lovelace", 18, "bold"),
        *line(5, 24, "مريم العلي", 16),
        *line(5, 34, "Kern: AVATAR Te", 14, colour="#aa0000"),
    )
    vector = np.asarray(pictures(made(badge), dpi=200)[0].convert("L")) < 128
    dots = np.asarray(draw(badge.pages[0], 200, mono=False).convert("L")) < 128
    height, width = (min(each) for each in zip(vector.shape, dots.shape, strict=True))
    both = vector[:height, :width] & dots[:height, :width]
    # The two round differently at the edges of letters; a shift would part them wholly.
    assert both.sum() > 0.85 * max(vector.sum(), dots.sum())


def grown(ink):
    """With the dots around: the two ways round differently."""
    found = ink.copy()
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            found |= np.roll(np.roll(ink, down, 0), right, 1)
    return found


def test_hard_names_look_as_their_dots_do():
    template = find("a6", None)
    sheets = [lay_out(template, holder(key), Faces.load(), dpi=150) for key in NAMES]
    unlike = []
    for name, badge, page in zip(NAMES, sheets, pictures(made(*sheets), dpi=150), strict=True):
        vector = np.asarray(page.convert("L")) < 128
        dots = np.asarray(draw(badge.pages[0], 150, mono=False).convert("L")) < 128
        height, width = (min(each) for each in zip(vector.shape, dots.shape, strict=True))
        vector, dots = vector[:height, :width], dots[:height, :width]
        apart = (vector & ~grown(dots)).sum() + (dots & ~grown(vector)).sum()
        if apart > 0.01 * dots.sum():
            unlike.append(name)
    assert unlike == []


def test_shapes_patterns_and_pictures_look_as_their_dots_do():
    out = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "PNG")
    png = out.getvalue()
    badge = sheet(
        Shape("rect", 2, 2, 10, 8, fill="#ff0000", stroke="#0000ff", stroke_mm=1),
        Shape("rect", 14, 2, 10, 8, stroke="#008800", stroke_mm=0.5, radius=3),
        Shape("ellipse", 26, 2, 12, 8, fill="#444444"),
        Shape("line", 40, 2, 15, 0, stroke="#000000", stroke_mm=1),
        Shape("line", 40, 5, 15, 5, stroke="#000000", stroke_mm=1),
        Shape("rect", 0, 0, 1, 1),
        Pattern(2, 12, 20, 8, "checks", "#aa0000"),
        Pattern(24, 12, 14, 8, "stripes", "#000000"),
        Pattern(40, 12, 14, 8, "none", "#000000"),
        Picture(2, 22, 20, 15, png),
        Picture(24, 22, 10, 15, png, crop=(0.25, 0.0, 0.75, 1.0)),
        Turned(36, 22, 20, 15, tuple(line(37, 30, "Head", 20, "bold"))),
    )
    vector = np.asarray(pictures(made(badge), dpi=100)[0], dtype=int)
    dots = np.asarray(draw(badge.pages[0], 100, mono=False), dtype=int)
    height, width = (min(each) for each in zip(vector.shape[:2], dots.shape[:2], strict=True))
    apart = np.abs(vector[:height, :width] - dots[:height, :width])
    assert apart.mean() < 8


def test_a_jpeg_stays_as_it_is_and_a_picture_is_there_once():
    out = io.BytesIO()
    Image.effect_noise((60, 60), 90).convert("RGB").save(out, "JPEG")
    photo = out.getvalue()
    pdf = made(sheet(Picture(5, 5, 20, 20, photo)), sheet(Picture(9, 9, 20, 20, photo)))
    assert pdf.count(photo) == 1
    clear = made(sheet(filled("#00ff00"), Picture(5, 5, 20, 20, noisy_png(mode="RGBA"))))
    assert b"/SMask" not in clear
    half = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    out = io.BytesIO()
    half.save(out, "PNG")
    through = made(sheet(filled("#00ff00"), Picture(5, 5, 20, 20, out.getvalue())))
    assert pictures(through)[0].getpixel((50, 50)) == (0, 255, 0)


def test_what_many_badges_share_is_there_once():
    ground = tuple(
        Shape("rect", x, x * x % 37, 0.4, 9, fill=f"#{x * 4001:06x}") for x in range(200)
    )
    many = [sheet(*ground, *line(5, 30, f"Guest {n}"), fixed=len(ground)) for n in range(40)]
    plain = [sheet(*ground, *line(5, 30, f"Guest {n}")) for n in range(40)]
    shared = made(*many)
    assert len(shared) < len(made(*plain)) * 0.3
    assert texts(shared)[39].strip() == "Guest 39"


def test_the_boxes_of_a_badge_with_bleed_and_crop_marks():
    pdf = made(sheet(filled("#ff0000", 66, 46), width=66, height=46, bleed=3), marks=True)
    with opened(pdf) as document:
        page = document[0]
        trim, bleed, size = page.get_trimbox(), page.get_bleedbox(), page.get_size()
    mm = 72 / 25.4
    assert [round(each / mm, 2) for each in trim] == [5.5, 5.5, 65.5, 45.5]
    assert [round(each / mm, 2) for each in bleed] == [2.5, 2.5, 68.5, 48.5]
    assert [round(each / mm, 2) for each in size] == [71, 51]
    picture = pictures(pdf, dpi=254)[0]
    assert min(picture.getpixel((55, 20))) < 200, "a mark in line with the cut"
    assert picture.getpixel((40, 20)) == (255, 255, 255)
    assert picture.getpixel((60, 60)) == (255, 0, 0)


def test_a_back_follows_its_front():
    badge = sheet(*line(5, 20, "front"), back=line(5, 20, "back"))
    assert [text.strip() for text in texts(made(badge, None, badge))] == ["front", "back"] * 2


def test_what_is_for_black_and_white_alone():
    items = [
        Shape("rect", 0, 0, 60, 40, fill="#ff0000", only="colour"),
        Shape("rect", 0, 0, 60, 40, fill="#000000", only="mono"),
    ]
    assert pictures(made(sheet(*items)))[0].getpixel((50, 50)) == (255, 0, 0)
    assert pictures(made(sheet(*items), mono=True))[0].getpixel((50, 50)) == (0, 0, 0)


def test_backs_lie_behind_their_fronts():
    """Each badge has its own grey on both sides; the paper is turned as the printer does it."""
    badges = []
    for place in range(5):
        grey = f"#{(place * 40):02x}0000"
        corner = Shape("rect", 0, 0, 8, 8, fill="#00ff00")
        badges.append(sheet(filled(grey), back=[filled(grey), corner]))
    for flip in ("long", "short"):
        laid = Imposition(flip=flip, marks=False)
        front, back = pictures(made(*badges, imposition=laid), dpi=50)
        upright = (front.height >= front.width) == (flip == "long")
        way = Image.Transpose.FLIP_LEFT_RIGHT if upright else Image.Transpose.FLIP_TOP_BOTTOM
        behind = np.asarray(back.transpose(way), dtype=int)
        ahead = np.asarray(front, dtype=int)
        same = np.abs(behind - ahead).max(axis=2) < 12
        # All but the small corner that only the backs have, and edges.
        assert same.mean() > 0.93
        green = np.argwhere((behind[:, :, 1] > 200) & (behind[:, :, 0] < 60))
        top = min(row for row, _column in green)
        # Whoever turns a badge sees the corner at its own top.
        painted = np.argwhere(ahead[:, :, 1] < 100)
        assert abs(top - painted[:, 0].min()) <= 2


def test_whoever_prints_it_is_told_how():
    front, both = sheet(), sheet(back=[filled("#000000")])
    assert b"/PrintScaling/None>>" in made(front)
    assert b"/PrintScaling/None/Duplex/DuplexFlipLongEdge>>" in made(both)
    short = made(both, imposition=Imposition(flip="short"))
    assert b"/PrintScaling/None/Duplex/DuplexFlipShortEdge>>" in short


def test_a_badge_that_does_not_fit_is_refused_with_what_to_do():
    large = sheet(width=300, height=300)
    with pytest.raises(BadInputError) as refused:
        made(large, imposition=Imposition())
    assert "300 × 300 mm" in refused.value.happened
    assert "larger paper" in refused.value.advice


def test_sizes_that_change_begin_a_new_paper():
    wide = sheet(width=100, height=60)
    pages = pictures(made(sheet(), sheet(), wide, wide, imposition=Imposition()), dpi=20)
    assert len(pages) == 2


def test_letters_of_a_font_that_cannot_be_embedded_are_outlines(tmp_path):
    face = FaceId("Other", "regular")
    source = Faces.load().file(FaceId("Noto Sans", "regular"))
    held = tmp_path / "restricted.ttf"
    shutil.copy(source, held)
    _restrict(held)
    run = GlyphRun(5, 20, "Ada", face, 20, "ltr", "", "#000000", 20)
    out = io.BytesIO()
    file = PdfFile(out)
    pen = Pen(file, SimpleNamespace(file=lambda _face: held))
    drawn, _shows = pen.page(Page(60, 40, 0, (run,)))
    assert "ActualText" in drawn
    assert " Tf " not in drawn
    assert drawn.count(" c") + drawn.count(" l") > 20
    free = Fonts(SimpleNamespace(file=lambda _face: source)).of(face, file)
    assert free.embeds


def _restrict(file):
    from fontTools.ttLib import TTFont

    with TTFont(file) as font:
        font["OS/2"].fsType = 2
        font.save(file)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (-0.00001, "0"), (1.5, "1.5"), (10, "10"), (2 / 3, "0.6667")]
)
def test_numbers_as_pdf_takes_them(value, written):
    assert number(value) == written
