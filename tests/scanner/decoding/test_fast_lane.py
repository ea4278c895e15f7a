from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from onsite.scanner.decoding import Code, FastLane, Reading, engines, read
from tests.scanner.decoding import hard_frames as hard


def lane(seconds=0.0) -> FastLane:
    """One for which so many seconds pass whenever it looks at its clock."""
    clock = itertools.count(0, seconds)
    return FastLane(spent=lambda: next(clock))


def sheet(text="HS-1", module=6, inverted=False):
    modules = np.kron(hard.code(text) * 255, np.ones((module, module))).astype(np.uint8)
    return 255 - modules if inverted else modules


def canvas(*sheets, grey=200):
    """Sheets side by side in the middle row of a frame."""
    picture = np.full((hard.HEIGHT, hard.WIDTH), grey, np.uint8)
    left = 40
    for one in sheets:
        height, width = one.shape
        picture[200 : 200 + height, left : left + width] = one
        left += width + 60
    return picture


def texts(reading) -> list[str]:
    return sorted(code.text for code in reading.codes)


@pytest.mark.parametrize("module", [3, 6, 9])
def test_a_code_tells_where_it_is(module):
    frame = canvas(sheet("HS-1", module))

    (found,) = lane().read(frame).codes

    side, border = hard.code("HS-1").shape[0] * module, hard.BORDER * module
    near, far = (40 + border, 200 + border), (40 + side - border, 200 + side - border)
    corners = [near, (far[0], near[1]), far, (near[0], far[1])]
    assert found.text == "HS-1"
    assert np.abs(np.array(found.corners) - corners).max() <= 4


def test_several_codes_in_one_frame_are_all_read():
    assert texts(lane().read(canvas(sheet("HS-1"), sheet("HS-2"), sheet("HS-3")))) == [
        "HS-1",
        "HS-2",
        "HS-3",
    ]


def test_a_code_beside_a_larger_one_is_looked_for_at_full_size():
    frame = canvas(sheet("HS-LARGE", 8), sheet("HS-SMALL", 2))

    assert texts(lane().read(frame)) == ["HS-LARGE", "HS-SMALL"]


def test_the_same_text_twice_is_told_once():
    assert texts(lane().read(canvas(sheet("HS-1"), sheet("HS-1")))) == ["HS-1"]


def test_a_light_code_on_a_dark_screen_is_read():
    assert texts(lane().read(canvas(sheet(inverted=True), grey=40))) == ["HS-1"]


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((480, 640), np.uint8),
        np.full((1, 1), 255, np.uint8),
        np.full((21, 21), 90, np.uint8),
        np.full((25, 2000), 90, np.uint8),
        np.random.default_rng(1).integers(0, 255, (300, 300)).astype(np.uint8),
        np.random.default_rng(2).integers(100, 104, (300, 300)).astype(np.uint8),
    ],
    ids=["black", "one pixel", "tiny", "a strip", "noise", "faint noise"],
)
def test_a_picture_without_a_code_gives_none(picture):
    one = lane()

    assert [one.read(picture) for _frame in range(5)] == [Reading()] * 5
    assert read(picture) == ()


def test_a_frame_is_left_as_it_was():
    frame = hard.in_low_light(np.random.default_rng(1))
    before = frame.copy()

    lane().read(frame)

    assert (frame == before).all()


def test_while_a_code_stays_another_that_comes_is_seen_within_three_frames():
    one, alone, both = lane(), canvas(sheet("HS-1")), canvas(sheet("HS-1"), sheet("HS-2"))
    for _frame in range(4):
        assert texts(one.read(alone)) == ["HS-1"]

    found = [texts(one.read(both)) for _frame in range(3)]

    assert ["HS-1", "HS-2"] in found
    assert all("HS-1" in some for some in found)


def test_a_code_that_moves_on_is_followed():
    one = lane()
    places = [np.roll(canvas(sheet("HS-1")), 90 * step, axis=1) for step in range(10)]

    assert [texts(one.read(place)) for place in places] == [["HS-1"]] * 10


def test_a_code_that_has_gone_is_told_no_more():
    one = lane()
    one.read(canvas(sheet("HS-1")))

    assert [one.read(canvas()) for _frame in range(12)] == [Reading()] * 12


def test_frames_may_change_their_size():
    one = lane()
    large, small = canvas(sheet("HS-1")), sheet("HS-2", 3)

    found = [texts(one.read(frame)) for frame in (large, small, canvas(), small, large)]

    assert found == [["HS-1"], ["HS-2"], [], ["HS-2"], ["HS-1"]]


def test_what_there_is_no_time_for_is_tried_on_the_next_frames():
    frame = hard.blurred(np.random.default_rng(7))
    in_time = lane()
    in_a_hurry = lane(0.003)

    found = [texts(in_a_hurry.read(frame)) for _frame in range(8)]

    assert texts(in_time.read(frame)) == [hard.CODE]
    assert found[0] == []
    assert [hard.CODE] in found


def test_another_scene_is_given_all_the_time_there_is_at_once():
    blurred, empty = hard.blurred(np.random.default_rng(7)), canvas()
    one = lane()
    for _frame in range(2):
        one.read(empty)

    assert texts(one.read(blurred)) == [hard.CODE]


def test_zxing_is_always_there():
    assert engines()["zxing-cpp"]


def test_opencv_keeps_to_one_thread():
    lane().read(canvas())

    assert cv2.getNumThreads() == 1


def test_a_still_picture_gives_every_code_in_it():
    codes = read(canvas(sheet("HS-1"), sheet("HS-2")))

    assert sorted(code.text for code in codes) == ["HS-1", "HS-2"]
    assert all(isinstance(code, Code) for code in codes)
