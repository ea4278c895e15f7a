"""Fields in the words of a badge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.templates.fields import FieldError, check, filled
from onsite.badges.templates.holder import Holder

ANA = Holder(
    attendee="a1",
    name="Ana Lima",
    family="Lima",
    category="speaker",
    category_name="Speaker",
    extra={"T-shirt size": "L"},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{name}", "Ana Lima"),
        ("{given|name}", "Ana Lima"),
        ("{given} {family}", "Lima"),
        ("{category}", "Speaker"),
        ("at {company}", ""),
        ("{name} at {company}", "Ana Lima at"),
        ("size {extra t-shirt size}", "size L"),
        ("{extra Room|family}", "Lima"),
        ("Guest of honour", "Guest of honour"),
        ("{{name}} {name}", "{name} Ana Lima"),
    ],
)
def test_what_is_written(text, words):
    check(text)
    assert filled(text, ANA) == words


def test_a_name_with_braces_is_written_as_it_is():
    assert filled("{name}", Holder("a1", "{company} }{")) == "{company} }{"


@pytest.mark.parametrize(
    ("text", "code", "word", "offset"),
    [
        ("{nam}", "field", "nam", 1),
        ("at { compny }", "field", "compny", 5),
        ("{name|nick}", "field", "nick", 6),
        ("{}", "field", "", 1),
        ("{extra }", "field", "extra", 1),
        ("{name", "brace", "{", 0),
        ("a } b", "brace", "}", 2),
    ],
)
def test_what_is_no_field(text, code, word, offset):
    with pytest.raises(FieldError) as caught:
        check(text)
    assert (caught.value.code, caught.value.word, caught.value.offset) == (code, word, offset)


@settings(max_examples=200, deadline=None)
@given(st.text("{}|name extra", max_size=20))
def test_any_text_is_checked_before_it_is_filled(text):
    fault = refusal(text)
    if fault is not None:
        assert text[fault.offset :].startswith(fault.word)
    else:
        assert filled(text, ANA) == filled(text, ANA).strip()


def refusal(text: str) -> FieldError | None:
    try:
        check(text)
    except FieldError as error:
        return error
    return None
