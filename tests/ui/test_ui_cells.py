"""Texts in cells: exact widths, and nothing that could steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.ui.cells import fit, plain, width, wrap

TEXTS = st.text(max_size=80)


@given(TEXTS, st.integers(0, 40), st.booleans())
def test_a_fitted_text_has_exactly_its_width(text, cells, right):
    assert width(fit(text, cells, right=right)) == cells


@given(TEXTS)
def test_nothing_steers_the_terminal(text):
    shown = plain(text)
    assert not any(unicodedata.category(each) == "Cc" for each in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(TEXTS, st.integers(2, 40))
def test_wrapping_loses_no_letter(text, cells):
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Jane", 6, "Jane  "),
        ("Jane Doe", 6, "Jane… "),
        ("王小明", 6, "王小明"),
        ("王小明", 5, "王小…"),
        ("王小明", 4, "王… "),
        ("\x1b[31mred", 8, " [31mred"),
        ("", 2, "  "),
    ],
)
def test_fitting(text, cells, shown):
    assert fit(text, cells) == shown
    assert fit(text, cells, right=True) == " " * (cells - width(shown.rstrip())) + shown.rstrip()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two three", ["one two", "three"]),
        ("onetwothree", ["onetwoth", "ree"]),
        ("王小明王小明", ["王小明王", "小明"]),
        ("Jo 王小明王小明", ["Jo 王小", "明王小明"]),
        ("王小明王。小明", ["王小明", "王。小明"]),
        ("王小明「王小明」", ["王小明", "「王小", "明」"]),
    ],
)
def test_wrapping(text, lines):
    assert wrap(text, 8) == lines
