"""A whole display, at every size, in every state."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite import language
from onsite.stage.display.face import PATTERNS, Frame, drawn
from onsite.stage.display.shown import PAGE_MS, shown
from onsite.stage.display.wording import WORDS
from onsite.ui.cells import width
from tests.stage.display.readback import read
from tests.stage.display.scenes import (
    BERLIN,
    COMING,
    COUNT,
    MESSAGE,
    MIN,
    RUNNING,
    SIZES,
    T0,
    held,
    text,
)
from tests.ui.test_glyphs import same_text

ASKED = replace(RUNNING, message=MESSAGE)
CUT = replace(ASKED, cut_off_ms=T0 + 12 * MIN)
NONE = replace(RUNNING, state="none", now=None, count=None, coming=())
SCENES = {
    "running": (RUNNING, 10 * MIN, "speaker"),
    "overtime": (RUNNING, 21 * MIN + 7_000, "speaker"),
    "message": (CUT, 19 * MIN, "speaker"),
    "backstage": (RUNNING, 16 * MIN, "backstage"),
    "nothing": (NONE, 0, "speaker"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_like_this(size, request):
    said = ""
    for name, (anchors, after, view) in SCENES.items():
        said += f"== {name}\n{text(anchors, after, size, view)}"
    same_text(request, f"face-{size[0]}x{size[1]}", said)


states = st.sampled_from(
    [
        *(RUNNING, ASKED, CUT, NONE, held("paused", -61_000), held("armed", 20 * MIN)),
        *(replace(RUNNING, blackout=True), replace(RUNNING, coming=(), flashed_ms=T0)),
        replace(RUNNING, state="idle", now=None, count=None),
        replace(ASKED, message=replace(MESSAGE, text="请在两分钟内结束，谢谢。" * 12)),
    ]
)


@settings(max_examples=150)
@given(
    states,
    *(st.integers(1, 400), st.integers(1, 120), st.integers(0, 30 * MIN)),
    *(st.sampled_from(["speaker", "backstage"]), st.booleans()),
)
def test_every_row_is_as_wide_as_the_display_and_none_is_missing(
    anchors, cells, rows, after, view, may_see
):
    face = drawn(shown(anchors, T0 + after, BERLIN), Frame(cells, rows, view, may_see=may_see))
    assert len(face) == rows
    assert {sum(width(part) for part, _look in row) for row in face} == {cells}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("after", [0, 15 * MIN, 19 * MIN + 55_000, 25 * MIN + 9_000])
def test_the_digits_are_read_back_from_the_whole_display(size, after):
    told = shown(RUNNING, T0 + after, BERLIN)
    lines = [
        "".join(part for part, _look in row)
        for row in drawn(told, Frame(*size))
        if set("".join(part for part, _look in row)) <= set(" █▀▄")
    ]
    lines = [line for line in lines if line.strip("█")]
    # The last lines may be the bar of the time that is over.
    assert read(lines) == told.digits


def test_colour_word_and_pattern_are_another_for_every_tone():
    toned = [tone for tone in WORDS if tone not in ("none", "idle")]
    assert len({WORDS[tone] for tone in toned}) == len({PATTERNS[tone] for tone in toned}) == 6


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["running", "paused", "armed"])
def test_the_word_stands_there_whole_also_of_a_contest(size, state):
    count = replace(COUNT, qualify=(0, 60 * MIN), held_ms=None if state == "running" else MIN)
    anchors = replace(RUNNING, state=state, count=count, message=MESSAGE)
    said = text(anchors, 16 * MIN, size)
    word = {"running": "SOON OVER", "paused": "PAUSED", "armed": "STAND BY"}[state]
    large = any(line.count("█") + line.count("▀") > 9 for line in said.splitlines()[1:4])
    assert word in said or (size[1] >= 36 and large)
    assert size[0] < 30 or size[1] >= 36 or f"{word} – QUALIFIED" in said


@pytest.mark.parametrize("size", SIZES)
def test_a_message_stands_there_whole_page_by_page(size):
    """In plain letters here, as not all of its signs are there as block letters."""
    long = "Please come to the left side of the stage @ once: the right microphone is off."
    anchors = replace(held("paused", MIN), message=replace(MESSAGE, text=long, asks_seen=False))
    pages = [text(anchors, 16 * MIN + page * PAGE_MS, size) for page in range(12)]
    assert set(long.split()) <= set(" ".join(pages).split())


def test_a_black_display_shows_a_dot_alone():
    said = text(replace(ASKED, blackout=True), 19 * MIN, (80, 24))
    assert "".join(said.split()) == "·"


def test_who_may_not_record_is_told_where_to_say_it():
    told = shown(ASKED, T0 + 19 * MIN, BERLIN)
    rows = drawn(told, Frame(80, 24, may_see=False))
    said = "\n".join("".join(part for part, _look in row) for row in rows)
    assert "Seen? Say it at a desk." in said
    assert "space bar" not in said


def test_it_speaks_the_language_in_use():
    before = text(ASKED, 16 * MIN, (80, 24))
    language.use("zh_CN")
    after = text(ASKED, 16 * MIN, (80, 24))
    assert before.count("\n") == after.count("\n") == 24


def test_a_message_that_was_seen_says_when():
    seen = replace(ASKED, message=replace(MESSAGE, seen_ms=T0 + 17 * MIN))
    assert "✓ Seen at 09:47" in text(seen, 18 * MIN, (80, 24))


@pytest.mark.parametrize("kind", ["break", "changeover", "milestone"])
def test_behind_what_is_nobodys_stands_who_comes_then(kind):
    talk, coffee = COMING
    anchors = replace(RUNNING, coming=(replace(coffee, kind=kind), talk))
    assert text(anchors, 0, (80, 24)).splitlines()[-1] == (
        "Next 10:33  Coffee  ·  09:58  Ships and what they carry – 王小明"
    )
    assert "Coffee" not in text(replace(RUNNING, coming=(talk, coffee)), 0, (80, 24))
