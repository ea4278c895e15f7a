"""A name of any script is cut into runs of one face and one direction."""

from __future__ import annotations

import unicodedata

import pytest

from onsite.badges.fonts import shaping
from onsite.badges.fonts.clusters import normal
from onsite.badges.fonts.faces import FaceId
from onsite.badges.fonts.shaping import Drawn, Run, drawn, missing, runs
from tests.badges.fonts.names import NAMES


@pytest.mark.parametrize(("name", "hint", "drawn_with"), NAMES)
def test_each_script_has_its_face(name, hint, drawn_with):
    found = runs(name, "bold", hint)
    assert [(run.face.family, run.face.index, run.direction, run.text) for run in found] == (
        drawn_with
    )
    assert missing(name) == ()


def test_the_weight_that_is_wanted_is_taken_and_another_where_there_is_none():
    assert runs("Ann", "regular") == (Run(FaceId("Noto Sans", "regular"), "Ann", "ltr"),)
    assert runs("Ann", "bold") == (Run(FaceId("Noto Sans", "bold"), "Ann", "ltr"),)
    assert runs("አ", "regular")[0].face == FaceId("Noto Sans Ethiopic", "bold")
    assert runs("㐤", "bold")[0].face == FaceId("Droid Sans Fallback", "regular")


def test_a_rare_sign_in_regular_stays_regular_where_any_regular_font_has_it():
    assert runs("堃", "bold")[0].face == FaceId("Noto Sans CJK", "bold")
    assert runs("堃", "regular")[0].face == FaceId("Droid Sans Fallback", "regular")
    assert runs("𠮷", "regular")[0].face == FaceId("Noto Sans CJK", "bold", 0)


def test_what_no_font_holds_is_named_once_and_still_has_a_run():
    assert missing("Aꯃꯃ \U0001e900\u200d") == ("ꯃ", "\U0001e900")
    assert runs("ꯃ") == (Run(FaceId("Noto Sans", "regular"), "ꯃ", "ltr"),)


def test_a_mark_that_the_font_of_its_letter_lacks_is_named():
    assert missing("क\u0328a\u0328") == ("\u0328",)
    assert missing("a\u0328") == ()


def test_nothing_is_no_run():
    assert (runs(""), runs("\u202e\x00"), missing("")) == ((), (), ())


def test_line_ends_are_spaces_and_what_only_steers_is_left_out():
    assert normal("A\nB\u202eC\ufeff\x07") == "A BC"


def test_signs_that_people_write_their_names_with_are_not_taken_for_others():
    assert normal("\ufa19a\u0308") == "\ufa19ä"


def test_where_letters_are_shaped_pillow_gets_them_as_they_are_read(monkeypatch):
    monkeypatch.setattr(shaping, "shapes", lambda: True)
    assert drawn("محمد", "rtl", "ar") == Drawn("محمد", "rtl", "ar")
    assert drawn("Ann", "ltr", "DE") == Drawn("Ann", "ltr", None)


def test_elsewhere_arabic_is_joined_and_turned_and_brackets_are_mirrored(monkeypatch):
    monkeypatch.setattr(shaping, "shapes", lambda: False)
    joined = "\ufeea\ufe92\ufee7"  # final heh, medial beh, initial noon: نبه from left to right
    assert drawn("نبه", "rtl", "ar") == Drawn(joined, None, None)
    assert drawn("שם (", "rtl") == Drawn(") םש", None, None)
    assert drawn("(Ann)", "ltr") == Drawn("(Ann)", None, None)


def test_letters_of_arabic_that_cannot_be_joined_are_among_what_is_told(monkeypatch):
    from arabic_reshaper.letters import LETTERS_ARABIC

    monkeypatch.setattr(shaping, "shapes", lambda: False)
    letters = [chr(code) for code in range(0x620, 0x6D4) if unicodedata.category(chr(code)) == "Lo"]
    told = [letter for letter in letters if shaping.unsafe_in(letter)]
    assert told == [letter for letter in letters if letter not in LETTERS_ARABIC]


def test_elsewhere_what_needs_more_is_told(monkeypatch):
    monkeypatch.setattr(shaping, "shapes", lambda: True)
    assert shaping.unsafe_scripts() == ()
    monkeypatch.setattr(shaping, "shapes", lambda: False)
    assert {"Devanagari", "Thai", "Emoji"} < set(shaping.unsafe_scripts())
    assert {"Arabic", "Hebrew", "Latin"}.isdisjoint(shaping.unsafe_scripts())
    assert shaping.unsafe_in("สมชาย अमित Ann 👩\u200d💻") == ("Devanagari", "Emoji", "Thai")
    assert shaping.unsafe_in("ශ්\u200dරී") == ("Sinhala",)
    assert shaping.unsafe_in("Jürgen 王明 محمد 👍") == ()
