"""No text of a list can steer a terminal, hide or deceive; no name is spoilt."""

from __future__ import annotations

import json
from unicodedata import category, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onsite.cleaning import clean, escaped, shown, whole

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ann \t Lee\r\n", "Ann Lee"),
        ("'=SUM Formula", "=SUM Formula"),
        ("\t=SUM", "=SUM"),
        ("'+49 30 1", "+49 30 1"),
        ("'-1", "-1"),
        ("'@ann", "@ann"),
        ("'|x", "|x"),
        ("'%x", "%x"),
        ("'=EAZM0Yh2G7H", "=EAZM0Yh2G7H"),
        ("'t Hooft", "'t Hooft"),
        ("''=x", "''=x"),
        ("Dee\x1b[31mRed\x1b[0m", "DeeRed"),
        ("\x1b]0;title\x07Bob", "Bob"),
        ("\x1b]8;;http://x\x1b\\Bob\x1b]8;;\x1b\\", "Bob"),
        ("\x9b31mBob", "Bob"),
        ("\x1bcBob\x1b", "Bob"),
        ("\x1bPq#0\x1b\\Bob", "Bob"),
        ("B\x00o\x08b\x7f\x85", "Bob"),
        ("Bob\x1f", "Bob"),
        ("abc\u202edef\u2069", "abcdef"),
        ("\u200bBo\ufeffb\u2060\u00ad", "Bob"),
        ("a\u200db\u200c", "ab"),
        ("Bjo\u0308rn", "Björn"),
        ("\u3000王\u3000小明\u00a0", "王 小明"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        (FAMILY, FAMILY),
        ("❤\ufe0f", "❤\ufe0f"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\ufe0fBob", "Bob"),
        ("محمد الأحمد", "محمد الأحمد"),
        ("\u3164", ""),
        ("", ""),
    ],
)
def test_a_cell_is_cleaned(text, cleaned):
    assert clean(text) == cleaned


@given(st.text())
@example("\x1b\x1b[31m")
@example("\x1b[\x1b[0mx")
@example("\u202e\u200d\x9b")
def test_no_control_character_survives(text):
    cleaned = clean(text)
    assert [sign for sign in cleaned if category(sign) in ("Cc", "Cs", "Zl", "Zp")] == []
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")
    assert normalize("NFC", cleaned) == cleaned
    assert " ".join(cleaned.split()) == cleaned


@given(st.text(st.characters(categories=("L", "N")), min_size=1))
def test_letters_and_numbers_stay(text):
    composed = normalize("NFC", text)
    kept = "".join(sign for sign in composed if sign not in "\u115f\u1160\u3164\uffa0")
    assert clean(text) == normalize("NFC", kept)


STEERING = "\x00\x07\x08\x0d\x1b\x7f\x9b\u2028\u202e\u2066\ud800"


def test_what_is_shown_steers_no_terminal_and_keeps_its_lines():
    assert (
        shown(f"a{STEERING}b\n\tc　{FAMILY}") == f"a{len(STEERING) * chr(0xFFFD)}b\n\tc　{FAMILY}"
    )


def test_json_says_the_same_escaped():
    said = json.dumps({"name": f"王{STEERING}"}, ensure_ascii=False)

    assert json.loads(escaped(said)) == {"name": f"王{STEERING}"}
    assert shown(escaped(said)) == escaped(said)


def test_halves_of_characters_are_no_text():
    assert whole("a\udcffb王") == "a?b王"
