"""The collection that is made of the published fonts: each way of writing with its own forms."""

from __future__ import annotations

from onsite.badges.fonts.coverage import ranges
from onsite.badges.fonts.han import JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, VARIANTS
from onsite.badges.fonts.upkeep.collecting import WRITINGS, chosen


def test_own_forms_of_what_is_in_use_and_borrowed_ones_of_the_rest():
    signs = {ord(sign) for sign in "直华華辻堃A"}
    published = {name: {sign: f"{name}.{sign:x}" for sign in signs} for name in VARIANTS}
    shown = {
        name: {chr(sign): glyph.partition(".")[0] for sign, glyph in each.items()}
        for name, each in chosen(published, signs).items()
    }
    others = {"堃": SIMPLIFIED}
    assert shown == {
        SIMPLIFIED: {"直": SIMPLIFIED, "华": SIMPLIFIED, "華": TRADITIONAL, "辻": JAPANESE,
                     "A": SIMPLIFIED} | others,
        TRADITIONAL: {"直": TRADITIONAL, "华": SIMPLIFIED, "華": TRADITIONAL, "辻": JAPANESE,
                      "A": TRADITIONAL} | others,
        JAPANESE: {"直": JAPANESE, "华": SIMPLIFIED, "華": JAPANESE, "辻": JAPANESE,
                   "A": JAPANESE} | others,
        KOREAN: {"直": KOREAN, "华": SIMPLIFIED, "華": KOREAN, "辻": JAPANESE,
                 "A": KOREAN} | others,
    }  # fmt: skip


def test_a_sign_that_one_alone_has_is_lent_to_all_that_want_it():
    published = {name: {} for name in VARIANTS} | {KOREAN: {0x5803: "k"}}
    assert chosen(published, {0x5803, 0x5804}) == {name: {0x5803: "k"} for name in VARIANTS}


def test_the_faces_stand_in_the_order_that_is_asked_for():
    assert tuple(WRITINGS) == VARIANTS


def test_code_points_are_written_as_ranges():
    assert ranges([0x41, 0x20000, 0x43, 0x42, 0xA0]) == "41-43 A0 20000"
    assert ranges([]) == ""
