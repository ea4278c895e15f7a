"""The banner: everything fits, the verdict is never lost, and shapes differ without colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.ui.banner import OUTCOMES, BannerContent, layout
from onsite.ui.block_letters import HEIGHT, can_draw, drawn, sign
from onsite.ui.cells import width
from tests.snapshots import settled
from tests.ui.stage import ANSWERS, stage_app

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
CONTENTS = st.builds(
    BannerContent,
    outcome=st.sampled_from(OUTCOMES),
    word=st.one_of(st.sampled_from(["WELCOME", "ALREADY IN", "准入", "请找主管处理"]), TEXTS),
    sentence=TEXTS,
    name=TEXTS,
    tags=st.lists(st.sampled_from(["VIP", "讲者"]), max_size=2).map(tuple),
    lines=st.lists(TEXTS, max_size=6).map(tuple),
    hint=TEXTS,
)


@given(CONTENTS, st.integers(20, 120), st.integers(3, 30))
def test_it_never_takes_more_than_its_place(content, cells, rows):
    lines = layout(content, cells, rows).plain.split("\n")
    assert len(lines) <= rows
    assert max(width(line) for line in lines) <= cells


@pytest.mark.parametrize("rows", [3, 5, 8, 12, 20])
@pytest.mark.parametrize("content", ANSWERS[1:], ids=lambda content: content.outcome)
def test_what_decides_is_there_at_any_height(content, rows):
    shown = layout(content, 76, rows).plain
    word = drawn(content.word)[0].strip() if rows >= HEIGHT + 3 else content.word
    assert word in shown
    assert content.sentence in shown


STOP = BannerContent(
    "refuse",
    "STOP",
    "More than one person – 2 people have this code. Ask for the name and choose below.",
    name="José Müller",
    tags=("VIP",),
    lines=("May decide otherwise: Lead", "Regular · Acme Ltd.", "Diet: vegan · Order: K7Q2P"),
)
_REASON = [
    "More than one person – 2 people have this code. Ask for the name and choose",
    "below.",
]
_WORD = [
    "▀█▄ ▄█▀   ▄▀▀▀ ▀▀█▀▀ ▄▀▀▄ █▀▀▄",
    "▄█▀█▄     ▀▀▄   █   █  █ █▀▀",
    "▀▀   ▀▀   ▀▀▀    ▀    ▀▀  ▀",
]
COMPACT = {
    3: [
        "[✗] STOP   José Müller  VIP",
        "More than one person – 2 people have this code. Ask for the name and choose…",
        "May decide otherwise: Lead …",
    ],
    4: ["[✗] STOP   José Müller  VIP", *_REASON, "May decide otherwise: Lead …"],
    5: ["[✗] STOP", *_REASON, "José Müller  VIP", "May decide otherwise: Lead …"],
    7: [*_WORD, *_REASON, "José Müller  VIP", "May decide otherwise: Lead …"],
    9: [
        *_WORD,
        "",
        *_REASON,
        "José Müller  VIP",
        "May decide otherwise: Lead",
        "Regular · Acme Ltd. …",
    ],
}


@pytest.mark.parametrize("rows", COMPACT)
def test_why_and_who_decides_come_before_the_rest(rows):
    shown = [line.strip() for line in layout(STOP, 76, rows).plain.split("\n")]
    assert shown == COMPACT[rows]


def test_signs_differ_in_shape():
    shapes = [tuple(sign(outcome)) for outcome in OUTCOMES]
    assert len(set(shapes)) == len(OUTCOMES)
    assert {len(shape) for shape in shapes} == {HEIGHT}


def test_block_letters_are_rectangles():
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.'!?":
        rows = drawn(letter)
        assert {len(row) for row in rows} == {len(rows[0])}
    assert (can_draw("Welcome"), can_draw("准入"), can_draw("")) == (True, False, False)


def test_a_word_without_block_letters_is_framed():
    assert layout(BannerContent("refuse", "不准入"), 40, 6).plain.splitlines()[1:4] == [
        "       ▀█▄ ▄█▀   ┏━━━━━━━━━━━━━━┓",
        "        ▄█▀█▄    ┃   不 准 入   ┃",
        "       ▀▀   ▀▀   ┗━━━━━━━━━━━━━━┛",
    ]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("content", ANSWERS, ids=lambda content: content.outcome)
async def test_on_a_screen(site, same_screen, content, size):
    app = stage_app(site)
    async with app.run_test(size=size) as pilot:
        await app.site_ready()
        app.screen.query_one("Banner").show(content)
        await settled(pilot)
        await same_screen(app, "banner-{}-{}x{}".format(content.outcome, *size))
        assert app.screen.query_one("Banner").has_class(f"-{content.outcome}")
