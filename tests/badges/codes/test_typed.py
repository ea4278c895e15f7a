"""The id under the code, as people type it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.codes import ids, typed
from onsite.badges.codes.typed import LETTERS, Mistyped, Typed
from onsite.roster.listing import short_hash

ANN = Typed(short_hash("test", "ann"), 1)
WRITTEN = typed.written(ANN.attendee, ANN.generation)
BADGES = st.tuples(
    st.text(ids.DIGITS, min_size=1, max_size=ids.LONGEST_ID), st.integers(1, ids.GENERATIONS)
)


@settings(max_examples=80)
@given(BADGES)
def test_what_is_written_is_read_again(badge):
    text = typed.written(*badge)

    assert [len(group) for group in text.split("-")] == [5, 5, 5]
    assert set(text) - {"-"} <= set(LETTERS)
    assert typed.read(text) == Typed(*badge)


@pytest.mark.parametrize(
    "said",
    [
        WRITTEN.replace("-", ""),
        WRITTEN.replace("-", " "),
        WRITTEN.lower(),
        f"  {WRITTEN}  ",
        WRITTEN.replace("-", "\u2013"),
        WRITTEN.replace("0", "O").replace("1", "I"),
        WRITTEN.replace("0", "o").replace("1", "l"),
    ],
)
def test_as_people_type_it(said):
    assert typed.read(said) == ANN


def test_every_wrong_character_is_told():
    letters = WRITTEN.replace("-", "")
    for place, right in enumerate(letters):
        for wrong in LETTERS.replace(right, ""):
            found = typed.read(letters[:place] + wrong + letters[place + 1 :])
            assert not isinstance(found, Typed)


def test_every_two_that_changed_places_are_told():
    letters = typed.written("z9y8x7w6v5u4", 93).replace("-", "")
    for one, other in combinations(range(len(letters)), 2):
        swapped = list(letters)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if letters[one] != letters[other]:
            assert isinstance(typed.read("".join(swapped)), Mistyped)


def test_what_was_understood_is_shown_in_groups():
    wrong = WRITTEN[:-1] + ("0" if WRITTEN[-1] != "0" else "1")
    assert typed.read(wrong.lower().replace("-", "")) == Mistyped(wrong)


@pytest.mark.parametrize(
    "text",
    ["", "Mia Klein", "Bernd Schaefers", "MAXMEYERSTEGMANN"[:15], "123456789012345", "5TJH-UU"],
)
def test_names_and_numbers_are_none(text):
    assert typed.read(text) is None


@given(st.text(max_size=70))
def test_any_text_may_be_asked_about(text):
    assert isinstance(typed.read(text), Typed | Mistyped | None)
