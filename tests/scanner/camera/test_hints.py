from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.camera.hints import CHANGES_S, Hints
from tests.scanner.camera.reel import reading

RATE = 15


def said(*frames: str) -> list[tuple[float, str]]:
    """What is said, and when; `.` for nothing any more."""
    hints, heard = Hints(), []
    for number, text in enumerate(frames):
        if hints.seen(reading(text), number / RATE):
            now = hints.shown
            heard.append((round(number / RATE, 1), now.hint.value if now is not None else "."))
    return heard


@pytest.mark.parametrize(
    ("frames", "heard"),
    [
        (["?closer"] * 30, [(0.4, "closer")]),
        (["?closer"] * 4 + [""] * 30, []),
        (["?closer", ""] * 15, [(0.4, "closer")]),
        (["?closer"] * 15 + [""] * 15, [(0.4, "closer"), (1.5, ".")]),
        (["?closer"] * 15 + ["A"] + [""] * 30, [(0.4, "closer"), (1.0, ".")]),
        (["A"] * 5 + ["?still"] * 30, [(1.3, "still")]),
        (["?closer", "?still"] * 15, [(0.4, "closer"), (1.3, "still")]),
        (["A", "?still"] * 30, []),
    ],
    ids=[
        "one that stays",
        "one that comes up and goes",
        "one that is seen now and then",
        "one that goes",
        "one that is read",
        "one that was just read is being taken away",
        "what helps changes seldom",
        "one that is read now and then",
    ],
)
def test_what_is_said_of_a_code_that_cannot_be_read(frames, heard):
    assert said(*frames) == heard


def test_when_the_camera_is_lost_nothing_is_said_any_more():
    hints = Hints()
    for number in range(30):
        hints.seen(reading("?still"), number / RATE)

    assert (hints.forget(), hints.shown, hints.forget()) == (True, None, False)


@given(st.lists(st.sampled_from(["", "A", "?closer", "?still", "?brighter"]), max_size=90))
def test_nothing_flickers(frames):
    heard = said(*frames)

    for (before, was), (after, now) in itertools.pairwise(heard):
        # Only a code that is read, or is gone, ends what is said sooner.
        assert "." in (was, now) or after - before > CHANGES_S - 0.15
