from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.sightings import FORGOTTEN_AFTER_S, Sightings


@pytest.mark.parametrize(
    ("frames", "seen"),
    [
        ([(0, "a"), (0.1, "a"), (5, "a")], [(0, "a"), (5, "a")]),
        ([(0, "a"), (1.9, "a"), (3.8, "a")], [(0, "a")]),
        ([(0, "a"), (0.5, ""), (1.9, "a")], [(0, "a")]),
        ([(0, "a"), (2.0, "a")], [(0, "a")]),
        ([(0, "a"), (2.1, "a")], [(0, "a"), (2.1, "a")]),
        ([(0, "a"), (0.1, "ab"), (0.2, "b")], [(0, "a"), (0.1, "b")]),
        ([(0, "ab"), (0.1, "a"), (2.5, "b")], [(0, "a"), (0, "b"), (2.5, "b")]),
        ([(0, "aa")], [(0, "a")]),
        ([(0, ""), (1, "")], []),
    ],
    ids=[
        "back after a long while",
        "never away for long",
        "lost for a moment",
        "just remembered",
        "just forgotten",
        "a second one comes beside it",
        "one of two leaves and comes back",
        "twice in one picture",
        "nothing",
    ],
)
def test_one_code_in_view_is_one_sighting(frames, seen):
    sightings = Sightings()

    found = [(at, text) for at, texts in frames for text in sightings.seen(texts, at)]

    assert found == seen


FRAMES = st.lists(
    st.tuples(st.floats(0, 3), st.lists(st.sampled_from("abc"), max_size=4)), max_size=30
)


@given(FRAMES)
def test_a_text_is_new_exactly_when_it_was_out_of_sight_for_long(steps):
    sightings, at = Sightings(), 0.0
    last: dict[str, float] = {}
    for wait, texts in steps:
        at += wait
        expected = [
            text
            for text in dict.fromkeys(texts)
            if text not in last or at - last[text] > FORGOTTEN_AFTER_S
        ]
        assert list(sightings.seen(texts, at)) == expected
        last |= dict.fromkeys(texts, at)
