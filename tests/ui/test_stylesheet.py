"""Styles that are read once for each theme."""

from __future__ import annotations

import pytest
from textual.css import stylesheet as textual_stylesheet
from textual.css.stylesheet import StylesheetError, StylesheetParseError

from onsite.ui.stylesheet import KeptStylesheet

SOURCES = 100
"""More than Textual keeps."""


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """What was read, in order."""
    sources: list[str] = []
    parse = textual_stylesheet.parse

    def reading(scope, css, *where, **how):
        sources.append(css)
        return parse(scope, css, *where, **how)

    monkeypatch.setattr(textual_stylesheet, "parse", reading)
    return sources


def styles(colour: str) -> KeptStylesheet:
    made = KeptStylesheet(variables={"mine": colour})
    for number in range(SOURCES):
        made.add_source(f".test-styles-{number} {{ color: $mine; }}", ("", f"{number}"))
    return made


def colours(made: KeptStylesheet) -> set[str]:
    return {rule.styles.get_rule("color").hex for rule in made.rules}


def test_a_source_is_read_once_for_the_colours_of_a_theme(read):
    made = styles("#010203")
    assert (len(made.rules), len(read)) == (SOURCES, SOURCES)
    made.add_source(".test-styles-late { color: $mine; }", ("", "late"))
    made.reparse()
    assert (len(made.rules), len(read)) == (SOURCES + 1, SOURCES + 1)
    assert colours(styles("#010203")) == {"#010203"}
    assert len(read) == SOURCES + 1


def test_another_theme_has_its_own_colours():
    made = styles("#010204")
    assert colours(made) == {"#010204"}
    made.set_variables({"mine": "#0a0b0c"})
    made.reparse()
    assert colours(made) == {"#0A0B0C"}
    made.set_variables({"mine": "#010204"})
    made.reparse()
    assert colours(made) == {"#010204"}


@pytest.mark.parametrize("wrong", ["{", ".test-styles { colour: red; }"])
def test_a_wrong_source_is_told_and_the_styles_stay(wrong):
    made = styles("#010205")
    before = list(made.rules)
    made.add_source(wrong, ("", "wrong"))
    with pytest.raises((StylesheetError, StylesheetParseError, textual_stylesheet.TokenError)):
        made.reparse()
    assert made._rules == before
