"""Where layers come to stand: groups without gaps, both sides, the fold, the roll."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from onsite.badges.layout.page import (
    GlyphRun,
    LayoutWarning,
    Modules,
    Pattern,
    Picture,
    Shape,
    Turned,
    shown,
)
from onsite.badges.layout.qr import TooSmallError
from tests.badges.layout.designs import CODE, MARTA, codes, codes_on, design, sheet_of


def text(words, **more):
    return {"kind": "text", "text": words, "width": 50, "height": 6, "size_max": 12, **more}


def rect(**more):
    return {"kind": "shape", "width": 50, "height": 5, "fill": "#000000", **more}


def lines(page):
    """What stands on a page, by its baseline."""
    found: dict[float, str] = {}
    for item in page.items:
        if isinstance(item, GlyphRun):
            found[round(item.y, 3)] = found.get(round(item.y, 3), "") + item.text
    return found


def group(*layers, **more):
    members = {f"m{number}": layer for number, layer in enumerate(layers)}
    box = {"x": 5, "y": 4, "width": 50, "height": 30}
    return {"kind": "group", "gap": 2, **box, "layers": members, **more}


def test_what_is_empty_or_not_shown_leaves_no_gap():
    who = group(
        text("{name}"), text("{pronouns}"), text("VIP", when="vip"), text("{company}"), rect()
    )
    two = group(text("{name}"), text("{company}"), rect())

    with_gaps, without = (sheet_of(design({"who": each})).pages[0] for each in (who, two))

    assert with_gaps.items == without.items
    assert list(lines(without).values()) == [MARTA.name, MARTA.company]


@pytest.mark.parametrize(("align", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_members_stand_together_in_their_group(align, share):
    who = group(rect(), rect(x=3, width=20), align=align)

    first, second = sheet_of(design({"who": who})).pages[0].items

    assert isinstance(first, Shape)
    assert isinstance(second, Shape)
    assert (first.x, first.y) == (5, pytest.approx(4 + 18 * share))
    assert (second.x, second.y) == (8, pytest.approx(first.y + 7))


def test_a_group_goes_across_too():
    who = group(rect(width=10), text("Hi"), rect(width=10, y=3), direction="across")

    first, run, last = sheet_of(design({"who": who})).pages[0].items

    assert (first.x, first.y) == (5, 4)
    assert run.x == pytest.approx(17, abs=0.1)
    assert last.x == pytest.approx(run.x + run.width + 2, abs=0.2)
    assert last.y == 7


def test_groups_stand_in_groups():
    inner = group(text("{company}"), text("{position}"), gap=1, height=20)
    outer = group(text("{name}"), inner, rect())
    empty = group(text("{name}"), inner, rect(), height=32)

    full = sheet_of(design({"who": outer})).pages[0]
    left = sheet_of(design({"who": empty}), company="", position="").pages[0]

    assert list(lines(full).values()) == [MARTA.name, MARTA.company, MARTA.position]
    bar = next(item for item in left.items if isinstance(item, Shape))
    assert list(lines(left).values()) == [MARTA.name]
    assert bar.y - next(iter(lines(left))) < 4


def test_texts_are_made_smaller_where_a_group_is_full():
    tall = text("{name}", height=20, size_max=60, lines=2, width=50)
    who = group(tall, tall, rect(height=10), height=34)

    page = sheet_of(design({"who": who})).pages[0]
    bar = next(item for item in page.items if isinstance(item, Shape))

    assert isinstance(bar, Shape)
    assert bar.y + bar.height <= 38 + 1e-6


def test_a_group_that_is_too_small_is_named():
    with pytest.raises(TooSmallError, match=r"group “who” is 3.0 mm longer"):
        sheet_of(design({"who": group(rect(height=20), rect(height=11))}))


WORDS = st.text("abcÄg 王ก", max_size=25)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(WORDS, st.floats(3, 12), st.integers(1, 3)), min_size=1, max_size=5),
    st.sampled_from(["start", "middle", "end"]),
    st.floats(0, 2),
)
def test_members_of_a_group_never_overlap(members, align, gap):
    layers = [
        text("{extra " + f"f{number}" + "}", height=height, lines=count, size_max=30)
        for number, (_words, height, count) in enumerate(members)
    ]
    said = {f"f{number}": words for number, (words, _height, _count) in enumerate(members)}
    template = design({"who": group(*layers, gap=gap, align=align)})

    sheet = sheet_of(template, extra=said)

    found = lines(sheet.pages[0])
    written = [words.strip() for words, _height, _count in members if words.strip()]
    assert len(found) >= len(written)
    assert all(4 <= baseline <= 34 for baseline in found)
    sizes = {round(i.y, 3): i.size_pt / 72 * 25.4 for i in sheet.pages[0].items}
    for upper, lower in pairwise(sorted(found)):
        assert lower - upper >= 0.7 * sizes[lower] - 1e-6


def test_a_condition_hides_a_layer():
    template = design({"a": text("VIP", when="vip"), "b": text("Guest", when="not vip", y=20)})

    assert list(lines(sheet_of(template).pages[0]).values()) == ["Guest"]
    assert list(lines(sheet_of(template, vip=True).pages[0]).values()) == ["VIP"]


def test_capitals_where_the_design_wants_them():
    page = sheet_of(design({"a": text("{name}", caps=True)}), name="Weiß").pages[0]

    assert list(lines(page).values()) == ["WEISS"]


def test_the_sheet_is_larger_by_its_bleed():
    template = design({"a": rect(x=-3, y=-3, width=66)}, bleed=3.0)

    page, cut = (sheet_of(template, bleed=bleed).pages[0] for bleed in (True, False))

    assert (page.width, page.height, page.bleed) == (66, 46, 3)
    assert (page.items[0].x, page.items[0].y) == (0, 0)
    assert (cut.width, cut.height, cut.bleed) == (60, 40, 0)
    assert (cut.items[0].x, cut.items[0].y) == (-3, -3)


def test_a_back_is_a_page_of_its_own():
    sheet = sheet_of(design({"a": text("Front")}, fold="back", back={"b": text("Back")}))

    assert [(page.side, *lines(page).values()) for page in sheet.pages] == [
        ("front", "Front"),
        ("back", "Back"),
    ]


def test_a_folded_sheet_has_its_back_above_on_its_head():
    code = {"kind": "qr", "x": 2, "y": 2, "width": 30, "height": 30}
    ground = rect(x=-3, y=-3, width=66, height=20)
    template = design(
        {"ground": ground, "a": text("Front", y=25)},
        fold="butterfly",
        bleed=3.0,
        back={"code": code, "b": text("Back", y=33)},
    )

    (page,) = sheet_of(template).pages
    turned = page.items[-2] if isinstance(page.items[-2], Turned) else page.items[0]
    above = [item for item in page.items if isinstance(item, Turned)]

    assert (page.width, page.height) == (66, 86)
    assert {(item.x, item.y, item.width, item.height) for item in above} == {(0, 0, 66, 43)}
    assert isinstance(turned, Turned)
    front = [item for item in page.items if isinstance(item, Shape)]
    assert [(item.y, item.height) for item in front] == [(43, 17)]  # it ends at the fold
    (found,) = codes_on(page)
    assert found.y + found.side / 2 == pytest.approx(17, abs=0.1)


def test_a_roll_is_as_long_as_what_is_on_it():
    template = design(
        {"who": group(text("{name}"), text("{company}"), rect(height=15), height=80, x=0, y=2)},
        height=None,
        margin=2.0,
    )

    short, long = (sheet_of(template, company=name).pages[0] for name in ("", "Harbour"))

    bar = next(item for item in long.items if isinstance(item, Shape))
    assert long.height == pytest.approx(bar.y + bar.height + 2, abs=25.4 / 300)
    assert long.height > short.height + 3
    assert long.height * 300 / 25.4 == pytest.approx(round(long.height * 300 / 25.4))


def test_a_label_is_never_shorter_than_a_printer_can_cut():
    assert sheet_of(design({"a": text("Hi")}, height=None)).pages[0].height >= 20


def band(**more):
    return {"kind": "band", "x": -3, "y": 30, "width": 66, "height": 13, **more}


def test_a_band_has_a_colour_or_a_pattern():
    page = sheet_of(design({"band": band(pattern="dots")}, bleed=3.0)).pages[0]

    mono, colour = shown(page.items, mono=True), shown(page.items, mono=False)

    assert [type(item) for item in mono] == [Pattern, Shape, GlyphRun]
    assert (mono[0].name, mono[1].fill, mono[2].colour) == ("dots", "#ffffff", "#000000")
    assert [type(item) for item in colour] == [Shape, GlyphRun]
    assert (colour[0].fill, colour[1].colour) == ("#1b6ca8", "#ffffff")
    assert mono[2].text == colour[1].text == "SPEAKER"


def test_a_design_without_colours_has_patterns_in_every_drawing():
    page = sheet_of(design({"band": band(pattern="solid")}, colour=False)).pages[0]

    assert shown(page.items, mono=False) == page.items
    assert [type(item) for item in page.items] == [Pattern, GlyphRun]
    assert page.items[1].colour == "#ffffff"


def test_a_design_without_colours_has_greys():
    template = design({"a": text("Hi", colour="#1b6ca8"), "b": rect(y=9, fill="category")})

    found = []
    for each in (template, template.model_copy(update={"colour": False})):
        run, bar = sorted(sheet_of(each).pages[0].items, key=lambda item: item.y)
        found.append((run.colour, bar.fill))

    assert found == [("#1b6ca8", "#1b6ca8"), ("#5b5b5b", "#5b5b5b")]


def test_letters_on_a_light_colour_are_black():
    page = sheet_of(design({"band": band()}), category_colour="#f2c14e").pages[0]

    assert shown(page.items, mono=False)[-1].colour == "#000000"


def picture(width, height, mode="RGB", kind="PNG"):
    out = io.BytesIO()
    Image.new(mode, (width, height), "white").save(out, kind)
    return out.getvalue()


def test_a_logo_is_whole_within_its_box():
    logo = {"kind": "image", "file": "l.png", "x": 5, "y": 5, "width": 20, "height": 20}
    template = design({"logo": {**logo, "align": "left", "valign": "bottom"}})
    template = template.model_copy(update={"pictures": {"l.png": picture(40, 10)}})

    (item,) = sheet_of(template).pages[0].items

    assert isinstance(item, Picture)
    assert (item.x, item.y, item.width, item.height) == (5, 20, 20, 5)


def test_a_photo_fills_its_box(tmp_path):
    file = tmp_path / "marta.jpg"
    file.write_bytes(picture(3000, 6000, kind="JPEG"))
    template = design({"photo": {"kind": "photo", "x": 5, "y": 5, "width": 20, "height": 20}})

    (item,) = sheet_of(template, photo=file).pages[0].items

    assert (item.width, item.height) == (20, 20)
    assert item.crop == (0, pytest.approx(1 / 6), 1, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    "data", [None, b"", b"\x89PNG\r\n\x1a\n broken", picture(7000, 7000, mode="1")]
)
def test_a_photo_that_cannot_be_drawn_is_told(tmp_path, data):
    file = tmp_path / "marta.png"
    if data is not None:
        file.write_bytes(data)
    template = design({"photo": {"kind": "photo", "width": 20, "height": 20}, "a": text("Hi")})

    sheet = sheet_of(template, photo=file)

    assert sheet.warnings == (LayoutWarning("no_picture", "photo", "marta.png"),)
    assert list(lines(sheet.pages[0]).values()) == ["Hi"]


def test_warnings_name_the_field_and_all_of_its_text():
    template = design({"a": text("{company}", width=20, size_min=11), "b": text("{name}", y=20)})

    sheet = sheet_of(template, name="M\U00013000", company="Abcdefghij" * 4)

    assert sheet.warnings == (
        LayoutWarning("shortened", "company", "Abcdefghij" * 4),
        LayoutWarning("missing", "name", "\U00013000"),
    )
    assert sheet.title == "M\U00013000"


def test_what_is_the_same_on_all_badges_is_drawn_first():
    template = design(
        {
            "a": text("{name}"),
            "label": text("Badge", y=32),
            "over": rect(y=2, fill="#ffffff"),
            "code": {"kind": "qr", "x": 20, "y": 8, "width": 22, "height": 22},
        }
    )

    one, other = (sheet_of(template, name=name).pages[0] for name in ("Bo Li", "Marta"))

    assert one.fixed == 1
    assert one.items[:1] == other.items[:1]
    assert [type(item) for item in one.items] == [GlyphRun, GlyphRun, Shape, Modules]
    assert codes(one)[0].rows == codes(other)[0].rows


def test_equal_badges_are_laid_out_alike():
    template = design({"a": text("{name}"), "b": {**text("{code}"), "y": 20}})

    assert sheet_of(template) == sheet_of(template)
    assert sheet_of(template) != sheet_of(template, code=CODE[::-1])
