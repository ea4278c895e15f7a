"""A text in its box: how large, in which lines, and that no dot of ink is outside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageOps

from onsite.badges.drawing.raster import draw
from onsite.badges.layout.box import Box
from onsite.badges.layout.fitting import Style, fitted
from onsite.badges.layout.letters import set_in
from onsite.badges.layout.page import Page
from tests.badges.layout.hard_names import NAMES

NAME = Style(size_max=40, size_min=12, lines=3, weight="bold")
DPI = 300
DOT = 25.4 / DPI
ALPHABETS = (
    "abcdefghij ÄÖÜ-",
    "WM wm-",
    "Ệữạ ẫỷ",
    "ابتثج حخ",
    "אבגדה ",
    "กขูู่้ำ ญฏ",
    "कखगि ्रीं",
    "王小明株式会社「」、",
    "ｋあいうアイウー",
    "김이박 최",
    "a\u0301\u0323\u0302z ",
    "🚀😀 x",
    "jfyqpg, ",
)


def texts(found):
    return [line.text for line in found.lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Bo Li", ["Bo Li"]),
        ("Ø", ["Ø"]),
        ("Marta Kowalska", ["Marta", "Kowalska"]),
        ("María del Pilar Teresa Fernández", ["María del", "Pilar Teresa", "Fernández"]),
        ("Siobhán O’Shaughnessy-D’Arcy", ["Siobhán", "O’Shaughnessy-", "D’Arcy"]),
        ("王小明", ["王小明"]),
        ("株式会社国際港湾物流研究開発機構", ["株式会社国", "際港湾物流研", "究開発機構"]),
        ("สมชาย ใจดีมากมาย", ["สมชาย", "ใจดีมากมาย"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text, lines):
    found = fitted(text, NAME, 60, 40)

    assert texts(found) == lines
    assert found.outcome == ""


def test_a_short_text_is_as_large_as_it_may_be():
    found = fitted("Bo Li", NAME, 90, 40)

    assert (texts(found), found.size) == (["Bo Li"], 40)


def test_another_line_is_begun_only_where_it_gains_much():
    narrow = fitted("Marta Kowalska", NAME, 60, 40)
    wide = fitted("Marta Kowalska", NAME, 100, 40)

    assert len(narrow.lines) == 2
    assert len(wide.lines) == 1
    assert wide.size > 0.8 * NAME.size_max


def test_no_line_begins_or_ends_with_what_may_not_stand_there():
    style = Style(size_max=30, size_min=5, lines=6)

    found = fitted("「東京」、「大阪」。プログラミング・ッャー", style, 18, 60)

    assert len(found.lines) > 2
    assert not [line for line in texts(found) if line[0] in "」、。ーッャ・"]
    assert not [line for line in texts(found) if line[-1] == "「"]


@pytest.mark.parametrize(
    "text",
    [
        "Wolfeschlegelsteinhausenbergerdorff",
        "กรุงเทพมหานครอมรรัตนโกสินทร์",
        "Gesellschaft für Binnenschifffahrtsverwaltungsangelegenheiten",
    ],
)
def test_a_word_is_broken_before_anything_is_cut_off(text):
    style = Style(size_max=40, size_min=14, lines=4)

    found = fitted(text, style, 40, 40)

    assert found.outcome == "broken"
    assert "".join(texts(found)).replace("-", "").replace(" ", "") == text.replace(" ", "")
    assert any(line.endswith("-") for line in texts(found)) == (text[0] in "WG")


def test_a_long_word_begins_on_the_line_before_where_all_would_not_fit_else():
    name = "Gesellschaft für Binnenschifffahrtsverwaltungsangelegenheiten mbH & Co. KG"

    found = fitted(name, Style(size_max=14, size_min=7.5, lines=2), 72, 11)

    first, second = texts(found)
    assert found.outcome == "broken"
    assert first.startswith("Gesellschaft für Binnenschiff")
    assert first.endswith("-")
    assert second.endswith(" mbH & Co. KG")


def test_thai_vowels_stay_with_their_letters():
    name = "โมโหเกเรไพเราะแน่แท้" * 3

    found = [texts(fitted(name, Style(20, 10, lines), 24, 40)) for lines in range(3, 9)]

    ends = {line[-1] for lines in found for line in lines[:-1]}
    begins = {line[0] for lines in found for line in lines[1:]}
    assert ends.isdisjoint("โเไแ")
    assert begins.isdisjoint("ะา")


def test_what_is_left_over_is_cut_off_with_an_ellipsis():
    found = fitted("Abcdefghij" * 8, Style(size_max=40, size_min=18, lines=2), 60, 30)

    assert found.outcome == "shortened"
    assert 18 <= found.size < 19
    assert texts(found)[0].endswith("-")
    assert texts(found)[1].endswith("…")
    assert len(found.lines) == 2


def test_a_box_that_is_too_low_makes_letters_smaller_than_they_should_be():
    found = fitted("Marta", Style(size_max=20, size_min=12), 60, 2)

    assert (texts(found), found.outcome) == (["Marta"], "small")
    assert found.height <= 2.0001


def test_marks_that_pile_up_are_too_many():
    found = fitted("Ze" + "\u0301" * 30, NAME, 60, 40)

    assert found.outcome == "shortened"
    assert found.size > 20


def test_every_hard_name_is_whole_or_somebody_is_told():
    style = Style(size_max=46, size_min=18, lines=3, weight="bold")
    told = {key: fitted(name, style, 89, 34).outcome for key, (name, _land) in NAMES.items()}

    assert {key: outcome for key, outcome in told.items() if outcome} == {
        "one long word": "broken",
        "80 letters without a space": "shortened",
        "combining marks": "shortened",
    }


@st.composite
def boxed(draw_):
    alphabet = draw_(st.sampled_from(ALPHABETS))
    text = draw_(st.text(alphabet, min_size=1, max_size=40)).strip() or "x"
    least = draw_(st.sampled_from([5.0, 9.0, 16.0]))
    style = Style(
        size_max=least * draw_(st.sampled_from([1.0, 2.5])),
        size_min=least,
        lines=draw_(st.integers(1, 4)),
        weight=draw_(st.sampled_from(["regular", "bold"])),
        leading=draw_(st.sampled_from([0.8, 1.15])),
    )
    box = Box(12, 12, draw_(st.sampled_from([8, 21.3, 60])), draw_(st.sampled_from([3, 9.7, 25])))
    align = draw_(st.sampled_from(["left", "centre", "right"]))
    return text, style, box, align, draw_(st.sampled_from(["top", "middle", "bottom"]))


def test_letters_that_stand_over_are_inside_with_all_their_ink():
    box = Box(20, 5, 12, 40)
    found = fitted("jf", Style(size_max=100, size_min=10), box.width, box.height)
    page = Page(60, 50, 0, set_in(found, box, "left", "top", "#000000"))

    left, _top, right, _bottom = ImageOps.invert(draw(page, DPI, mono=False).convert("L")).getbbox()

    assert left * DOT == pytest.approx(20, abs=0.2)
    assert right * DOT == pytest.approx(32, abs=0.2)


@settings(max_examples=60, deadline=None)
@given(boxed())
def test_no_ink_is_outside_the_box(case):
    text, style, box, align, valign = case
    found = fitted(text, style, box.width, box.height)
    page = Page(84, 49, 0, set_in(found, box, align, valign, "#000000"))

    ink = ImageOps.invert(draw(page, DPI, mono=False).convert("L")).getbbox()

    assert len(found.lines) <= style.lines
    assert found.size <= style.size_max
    assert found.outcome in ("small", "shortened") or found.size >= style.size_min - 1e-6
    if ink:
        left, top, right, bottom = (edge * DOT for edge in ink)
        assert left >= box.x - 2 * DOT
        assert top >= box.y - 2 * DOT
        assert right <= box.right + 2 * DOT
        assert bottom <= box.bottom + 2 * DOT


@settings(max_examples=60, deadline=None)
@given(boxed())
def test_what_is_not_told_is_all_there(case):
    text, style, box, _align, _valign = case

    found = fitted(text, style, box.width, box.height)

    if found.outcome in ("", "small", "broken"):
        shown = "".join(texts(found))
        assert shown.replace(" ", "").replace("-", "") == text.replace(" ", "").replace("-", "")
