"""Numbers that are typed, and keys that are the same key."""

from __future__ import annotations

import pytest

from onsite.zones.counter.strokes import change, is_digit, stroke
from onsite.zones.counter.typed import Typed


def typed(digits: str) -> Typed:
    number = Typed()
    for digit in digits:
        number.add(digit, 10.0)
    return number


@pytest.mark.parametrize(
    ("digits", "people"),
    [
        ("", None),
        ("12", 12),
        ("007", 7),
        ("0", None),
        ("9999", 9999),
        ("12345", None),
        ("123456", 6),
    ],
)
def test_digits_are_a_number(digits, people):
    number = typed(digits)
    assert number.people == people
    assert number.take(10.0) == people
    assert number.people is None


def test_there_is_room_for_four():
    assert typed("123").add("4", 10.0) is True
    assert typed("1234").add("5", 10.0) is False


def test_it_is_shortened_and_forgotten():
    number = typed("12")
    number.shorten(11.0)
    assert number.people == 1
    number.shorten(11.0)
    number.shorten(11.0)
    assert number.people is None
    number = typed("12")
    number.forget()
    assert number.take(10.0) is None


def test_what_was_typed_long_ago_is_not_meant_any_more():
    number = typed("12")
    assert number.lapse(18.0) is False
    assert number.take(18.1) is None
    number = typed("12")
    assert number.lapse(18.1) is True
    assert number.lapse(18.1) is False
    number = typed("12")
    number.add("3", 20.0)
    assert number.people == 3


@pytest.mark.parametrize(
    ("key", "character", "pressed", "counts"),
    [
        ("plus", "+", "+", 1),
        ("equals_sign", "=", "=", 1),
        ("space", " ", " ", 1),
        ("right", None, "right", 1),
        ("j", "j", "j", 1),
        ("J", "J", "j", 1),
        ("minus", "-", "-", -1),
        ("left", None, "left", -1),
        ("F", "F", "f", -1),
        # Full width, as a Chinese input method types it.
        ("U+FF0B", "\N{FULLWIDTH PLUS SIGN}", "+", 1),
        ("ideographic_space", "\N{IDEOGRAPHIC SPACE}", " ", 1),
        ("U+FF0D", "\N{FULLWIDTH HYPHEN-MINUS}", "-", -1),
        ("minus_sign", "\N{MINUS SIGN}", "-", -1),
        ("u", "u", "u", 0),
        ("enter", "\r", "enter", 0),
        ("escape", "\x1b", "escape", 0),
        ("f1", None, None, None),
        ("ctrl+q", "\x11", None, None),
        ("tab", "\t", None, None),
    ],
)
def test_keys(key, character, pressed, counts):
    assert stroke(key, character) == pressed
    if pressed is not None:
        assert change(pressed) == counts


def test_only_the_ten_are_digits():
    assert is_digit(stroke("7", "7"))
    assert is_digit(stroke("U+FF17", "\N{FULLWIDTH DIGIT SEVEN}"))
    assert not is_digit("٣")
    assert not is_digit("j")
