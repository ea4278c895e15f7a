"""Sheets as PDF: what they say is read back, and the same data are the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from onsite import language
from onsite.paper import signs, typesetting
from onsite.paper.readback import NotReadableError, bare, check, pages
from onsite.paper.sheet import (
    Chart,
    Curve,
    Fields,
    Grid,
    Heading,
    Row,
    Sheet,
    Signed,
    Square,
    Words,
)

TEXTS = (
    "Zoë fell — “conscious”, office fi ffl",
    "东京都 王明 骨直入 急救",
    "繁體中文 醫療 王小明",
    "한국어 김민수 テスト ひらがな",
    "مرحبا بالعالم 123 mixed (x)",
    "שלום עולם, 12:30!",
    "ทดสอบ ภาษาไทย · नमस्ते क्षेत्र · မြန်မာ ភាសាខ្មែរ தமிழ்",
    "𠮷野家 Ω λ Ж Tiếng Việt 🚑 👩‍🚒",
    "a <b> #strong[x] $x$ \\ * _ `q` @lin // x /* y */ ~ -- ...",
    "https://example.org/" + "x" * 2400,
    "two\nlines " + "长" * 3000,
)


def sheet(rows: int = len(TEXTS)) -> Sheet:
    told = (TEXTS[at % len(TEXTS)] for at in range(rows))
    grid = Grid(
        ("Time", "What"),
        (18, 0),
        tuple(
            Row((f"12:{at:02}", text), "a remark", struck=at % 3 == 0)
            for at, text in enumerate(told)
        ),
    )
    blocks = (
        Heading("One"),
        Fields((("Where", "Hall 2"), ("مرحبا", "שלום"), ("Who", "")), 2),
        Words("hello\nworld", bold=True),
        grid,
        Square("onsite-shift?x=1", ("hash",)),
        Signed(("Name", "Signature")),
    )
    return Sheet("Incident KRT-1 王", "Summit", "entries 3af0", blocks, "EXERCISE")


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_any_script_is_read_back_and_the_same_sheet_is_the_same_bytes(code):
    before = language.current()
    language.use(code)
    try:
        made = [typesetting.pdf(sheet(30)) for _time in range(2)]
    finally:
        language.use(before)

    assert made[0] == made[1]
    assert b"CreationDate" not in made[0]
    told = pages(made[0])
    assert len(told) >= 5
    assert all(bare(page).startswith("EXERCISE") for page in told)
    assert all(
        bare(page).endswith(f"entries3af0{at}/{len(told)}") for at, page in enumerate(told, 1)
    )


def test_what_is_missing_on_paper_is_found():
    made, small = typesetting.pdf(sheet()), sheet()
    other = replace(small, blocks=(*small.blocks, Words("and this")))
    turned = replace(small, blocks=small.blocks[::-1])

    for wrong in (other, turned, replace(small, title="Incident KRT-2")):
        with pytest.raises(NotReadableError, match="Something would be missing on paper"):
            check(made, wrong)
    # What is written from right to left may change places, but is not lost either.
    arabic = replace(small, blocks=(Words("مرحبا"), *small.blocks))
    with pytest.raises(NotReadableError):
        check(made, arabic)


def test_what_runs_over_the_edge_is_missing(monkeypatch):
    monkeypatch.setattr(typesetting, "_broken", lambda text: text)

    with pytest.raises(NotReadableError, match="https://example"):
        typesetting.pdf(sheet())


@pytest.mark.parametrize(
    "told",
    [
        "\u05e9\u05dc\u05d5\u05dd (10:30",
        "\u05e9\u05dc\u05d5\u05dd \U0001fabf",
        "\u0645\u0631\u062d\u0628\u0627 x \u2265 3",
        "\U0001f467\U0001f692 \u05dc\u05d5\u05dd",
        "\U0001f692\U0001f468\u200d\U0001f469\u200d",
        "\U0001f469\u260e\U0001f692\U0001f469\ufe0f11",
        "1\ufe0f\u20e3\U0001f1e9\U0001f1ea \U0001f691\u20e3\U0001f691",
    ],
    ids=ascii,
)
def test_no_pictogram_and_no_bracket_beside_hebrew_stops_an_export(told):
    rows = (Row(("12:00", told)), Row(("12:01", "end")))
    made = typesetting.pdf(Sheet("t", "", "", (Grid(("Time", "What"), (18, 0), rows),)))
    assert bare(pages(made)[0]).endswith("12:01end1/1")


def test_a_sign_that_no_font_has_stands_by_its_name():
    odd = "a\u202eb\x07c\ud800d\U00010380e\ue000"

    assert signs.missing([odd, "e\u0301"]) == ("\u202e", "\x07", "\ud800", "\U00010380", "\ue000")
    told = pages(typesetting.pdf(Sheet(odd, "", "", ())))
    assert bare(told[0]).startswith("a[U+202E]b[U+0007]c[U+D800]d[U+10380]e[U+E000]")


def test_who_has_it_read_to_them_hears_what_is_a_heading_and_what_a_table():
    import pypdfium2

    made = typesetting.pdf(sheet())

    assert b"/StructTreeRoot" in made
    assert all(f"/S/{tag}/".encode() in made for tag in ("H1", "H2", "Table", "TH", "Figure"))
    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        told = [(each.level, each.get_title()) for each in document.get_toc()]
    assert told == [(0, "Incident KRT-1 王"), (1, "One")]


def test_rare_names_are_there_though_only_bold_has_them():
    assert [signs.heavy(each) for each in "𠮷王a"] == [True, False, False]
    assert signs.missing(["𠮷"]) == ()


def test_the_code_on_paper_is_read_by_a_scanner():
    import pypdfium2
    import zxingcpp

    content = "onsite-shift?from=1&until=2&heads=" + ",".join(f"{at:012x}.12345" for at in range(9))
    made = typesetting.pdf(Sheet("t", "", "", (Square(content, ("hash",), 42),)))

    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        picture = document[0].render(scale=3).to_pil()
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [content]


def chart() -> Chart:
    return Chart(
        "People in Hall 2 between 08:00 and 10:00",
        (
            Curve("people in it", ((0, 0), (0.5, 0.75), (1, 0.25))),
            Curve("capacity \U00010380", ((0, 0.5), (1, 0.5)), dashed=True),
        ),
        ((0, "08:00"), (0.5, "09:00"), (1, "10:00")),
        ((1, "200"), (0.5, "100"), (0, "0")),
        (0.25,),
        "recount",
    )


def test_a_chart_says_its_names_and_ticks_and_is_told_to_who_has_it_read():
    made = [typesetting.pdf(Sheet("t", "s", "end", (chart(), Words("after")))) for _time in "ab"]

    assert made[0] == made[1]
    assert bare(pages(made[0])[0]) == bare(
        "ts people in it capacity [U+10380] recount 200 100 0 08:00 09:00 10:00 after end 1/1"
    )
    assert b"/S/Figure/" in made[0]
    other = Sheet("t", "s", "end", (replace(chart(), across=((0.5, "09:30"),)),))
    with pytest.raises(NotReadableError, match="09:30"):
        check(made[0], typesetting.readable(other))


def test_a_chart_draws_its_line_where_its_points_are():
    import pypdfium2

    made = typesetting.pdf(Sheet("t", "", "", (chart(),)))

    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        page = document[0]
        picture, high = page.render(scale=4).to_pil().convert("L"), page.get_height()
        found = {tick: place_of(page.get_textpage(), tick) for tick in ("09:00", "200", "100")}
    across, above, below = found["09:00"][0], found["200"][1], found["100"][1]

    def dark(up: float) -> bool:
        """Whether a thick line crosses the middle of the chart so far up between two ticks."""
        x, y = round(across * 4), round(4 * (high - (below + up * (above - below))))
        spots = ((x + dx, y + dy) for dx in range(-4, 5) for dy in range(-4, 5))
        return min(picture.getpixel(spot) for spot in spots) < 60

    assert [dark(up) for up in (0.25, 0.5, 0.75)] == [False, True, False]


def place_of(text, wanted: str) -> tuple[float, float]:
    """The middle of a text of a page, in points from its left and its bottom."""
    at, many = text.search(wanted).get_next()
    boxes = [text.get_charbox(each) for each in range(at, at + many)]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return (left + max(box[2] for box in boxes)) / 2, (bottom + max(box[3] for box in boxes)) / 2
